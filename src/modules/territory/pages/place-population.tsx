import { count } from '../../../kernel/french.ts'
import { Notice } from '../../../web/index.ts'
import { LineChart } from '../../figure/index.ts'
import { ofPlace, placePath, titleOf } from '../place.ts'
import {
  missingYearsSentence,
  noSeriesSentence,
  noSumSentence,
  populationSentence,
  trendSentence,
  wholeCommunesSentence,
} from '../place-words.ts'
import { reunitedSentence } from '../reunited-words.ts'
import type { PlacePageProps } from './place-page.tsx'

/** The count of people through the years, where it comes from, and what is missing. */
export const Population = (p: PlacePageProps) => {
  const { place, population, populationRows } = p
  const noSum = noSumSentence(place, p.shared)
  if (noSum) return <NoSum why={noSum} {...p} />
  if (population.length < 2)
    return (
      <Notice>
        <p>
          {p.successors.length > 0 && place.level !== 'commune'
            ? 'Le portail compte les habitants des lieux d’aujourd’hui : ceux de ses communes sont comptés avec leur intercommunalité actuelle.'
            : p.successors.length > 0
              ? 'L’INSEE ne publie plus de population séparée pour ce lieu : elle est comptée avec celle de la commune dont il fait partie.'
              : noSeriesSentence(place)}
        </p>
      </Notice>
    )
  const missing = missingYearsSentence(place, population)
  const reunited = reunitedSentence(place, p.predecessors, population)
  const notes = [...new Set(population.flatMap((point) => /\((.*)\)/.exec(point.source)?.[1] ?? []))]
  return (
    <section aria-labelledby="population">
      <h2 id="population">La population d’année en année</h2>
      <LineChart
        title={`Nombre d’habitants ${ofPlace(place)}`}
        sentence={trendSentence(population) ?? populationSentence(place, population) ?? ''}
        source={
          <>
            INSEE, populations légales (population municipale){notes.length > 0 && `, ${notes.join(' ; ')}`}
            {populationRows && (
              <>
                . <a href={populationRows}>Voir les lignes d’où viennent ces chiffres</a>
              </>
            )}
          </>
        }
        unit="Habitants"
        axis="Année"
        points={population.map((point) => ({ x: point.year, value: point.value }))}
      />
      {reunited && <p>{reunited}</p>}
      <details class="plain">
        <summary>Ce que ces chiffres ne disent pas</summary>
        <ul>
          {missing && <li>{missing}</li>}
          {(population[0]?.year ?? 0) > 2016 && (
            <li>
              La série commence en {population[0]?.year} : avant, la source ne compte pas toute la population du
              territoire d’aujourd’hui, dont les limites ont changé.
            </li>
          )}
          <li>
            La population municipale compte les personnes qui habitent là, une seule fois chacune. Elle est calculée sur
            cinq années de recensement : une petite variation d’une année à l’autre dit peu de chose.
          </li>
        </ul>
      </details>
    </section>
  )
}

/** A canton that shares a commune: why it has no figures, and what is known of its communes. */
const NoSum = ({ why, members, shared }: PlacePageProps & { readonly why: string }) => (
  <section aria-labelledby="population">
    <h2 id="population">Pourquoi ce canton n’a pas de chiffres</h2>
    <p>{why}</p>
    <p>
      {wholeCommunesSentence(members)}
      {shared.map((town) => (
        <>
          {' '}
          <a href={placePath(town)}>{titleOf(town)}</a>
          {town.population
            ? ` compte ${count(town.population.value, 'habitant')} en tout, tous cantons réunis.`
            : ' a sa propre page.'}
        </>
      ))}
    </p>
  </section>
)
