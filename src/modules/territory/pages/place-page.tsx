import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, KeyFigures, Notice, Page, type Site, Table } from '../../../web/index.ts'
import { LineChart } from '../../figure/index.ts'
import { articled, capital, ofPlace, type Place, placePath } from '../place.ts'
import type { PopulationPoint } from '../ports.ts'

interface Linked {
  readonly place: Place
  readonly on: string | null
  readonly why: string
}

export interface PlacePageProps {
  readonly site: Site
  readonly place: Place
  readonly containers: readonly Place[]
  readonly members: readonly Place[]
  readonly parts: readonly Place[]
  readonly predecessors: readonly Linked[]
  readonly successors: readonly Linked[]
  readonly population: readonly PopulationPoint[]
  /** Where the rows of the population can be read, when this portal has them. */
  readonly populationRows: string | null
  readonly sort: 'nom' | 'population'
}

const KINDS: Readonly<Record<string, string>> = {
  'commune-actuelle': 'Commune',
  'commune-deleguee': 'Commune déléguée',
  'commune-associee': 'Commune associée',
  'ancienne-commune': 'Ancienne commune',
  'arrondissement-municipal': 'Arrondissement municipal',
  arrondissement: 'Arrondissement',
  departement: 'Département',
  region: 'Région',
  pays: 'Pays',
  CC: 'Communauté de communes',
  CA: 'Communauté d’agglomération',
  CU: 'Communauté urbaine',
  METRO: 'Métropole',
  METLYON: 'Métropole de Lyon',
  MET69: 'Métropole de Lyon',
  MET75: 'Métropole du Grand Paris',
}

/** A place: who it is, how many people live there through the years, what holds it and what it holds. */
export const PlacePage = (p: PlacePageProps) => {
  const { place } = p
  const sentence = populationSentence(p)
  return (
    <Page
      site={p.site}
      title={place.name}
      here="territoires"
      path={placePath(place)}
      description={sentence ?? `${KINDS[place.kind] ?? 'Lieu'} : ${place.name}.`}
    >
      <Breadcrumb
        trail={[
          ['/territoires', 'Territoires'],
          ...[...p.containers]
            .reverse()
            .filter((c) => c.level !== 'pays' && c.level !== 'arrondissement')
            .map((c) => [placePath(c), c.name] as const),
        ]}
        here={place.name}
      />
      <p class="soft">
        {KINDS[place.kind] ?? place.kind} · code {place.code}
        {place.postcodes.length > 0 && ` · ${place.postcodes.join(', ')}`}
      </p>
      <h1>{place.name}</h1>
      {p.successors.length > 0 && <Successors {...p} />}
      {sentence && <p class="lead">{sentence}</p>}
      <Figures {...p} />
      <div class="columns">
        <div>
          <Population {...p} />
          {p.members.length > 0 && <Members {...p} />}
          {(p.predecessors.length > 0 || p.parts.length > 0) && <History {...p} />}
        </div>
        <aside>
          <h2>Où est-ce ?</h2>
          {p.containers.length === 0 ? (
            <p>Aucun territoire plus grand n’est connu.</p>
          ) : (
            <ul class="choices">
              {p.containers.map((c) => (
                <li>
                  <a href={placePath(c)}>
                    <span>{c.name}</span>
                    <span class="n">{KINDS[c.kind] ?? ''}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          <h2>Aller plus loin</h2>
          <ul>
            <li>
              <a href={`/donnees?territoire=${encodeURIComponent(place.id)}`}>Les jeux de données sur ce lieu</a>
            </li>
            <li>
              <a href={`/api/v1/territories/${place.level}/${place.code}`}>Cette page en JSON</a>
            </li>
          </ul>
        </aside>
      </div>
    </Page>
  )
}

/** « Auxerre compte 35 097 habitants en 2023, 251 de plus qu’en 2016. » Null without a count. */
export const populationSentence = ({
  place,
  population,
}: Pick<PlacePageProps, 'place' | 'population'>): string | null => {
  const [first, last] = [population[0], population[population.length - 1]]
  if (!last || !first) return null
  const name = place.level === 'departement' || place.level === 'region' ? capital(articled(place)) : place.name
  const now = `${name} compte ${count(last.value, 'habitant')} en ${last.year}`
  if (first.year === last.year) return `${now}.`
  const change = last.value - first.value
  if (change === 0) return `${now}, autant qu’en ${first.year}.`
  return `${now}, ${formatNumber(Math.abs(change))} de ${change > 0 ? 'plus' : 'moins'} qu’en ${first.year} (${change > 0 ? '+' : '−'}${formatNumber((Math.abs(change) / first.value) * 100, 1)} %).`
}

const Successors = ({ place, successors }: PlacePageProps) => (
  <Notice>
    <p>
      {place.name} n’est plus une commune de plein exercice
      {place.validUntil && ` depuis le ${formatDate(place.validUntil)}`} : son territoire fait partie{' '}
      {successors.map(({ place: heir }) => (
        <>
          {ofPlace({ ...heir, name: '' })}
          <a href={placePath(heir)}>{heir.name}</a>
        </>
      ))}
      .
    </p>
  </Notice>
)

const Figures = ({ place, population, members }: PlacePageProps) => {
  const last = population[population.length - 1]
  const items = [
    ...(last
      ? [
          {
            value: formatNumber(last.value),
            label: `habitants en ${last.year} (population municipale)`,
            source: last.source,
          },
        ]
      : []),
    ...(members.length > 0
      ? [
          {
            value: formatNumber(members.length),
            label: members.length > 1 ? 'communes' : 'commune',
            source: 'INSEE et DGCL, code officiel géographique 2026',
          },
        ]
      : []),
    ...(place.validFrom
      ? [
          {
            value: place.validFrom.slice(0, 4),
            label: `la commune a sa forme actuelle depuis le ${formatDate(place.validFrom)}`,
            source: 'INSEE, historique des communes',
          },
        ]
      : []),
  ]
  return items.length > 0 ? <KeyFigures items={items} /> : null
}

const Population = (p: PlacePageProps) => {
  if (p.population.length < 2)
    return (
      <Notice>
        <p>
          {p.successors.length > 0
            ? 'L’INSEE ne publie plus de population séparée pour ce lieu.'
            : `La série de population ${ofPlace(p.place)} n’est pas dans les sources de ce portail.`}
        </p>
      </Notice>
    )
  return (
    <>
      <LineChart
        title={`Population ${ofPlace(p.place)}`}
        sentence={populationSentence(p) ?? ''}
        source="INSEE, populations légales (population municipale)"
        unit="Habitants"
        axis="Année"
        points={p.population.map((point) => ({ x: point.year, value: point.value }))}
      />
      <ul class="small soft">
        {[...new Set(p.population.map((point) => point.source.replace(/ \d{4}/, '')))].map((source) => (
          <li>{source}</li>
        ))}
        <li>L’année 2017 manque dans les sources ; une année sans valeur n’est pas zéro.</li>
        {p.populationRows && (
          <li>
            <a href={p.populationRows}>Voir les lignes d’où viennent ces chiffres</a>
          </li>
        )}
      </ul>
    </>
  )
}

const Members = ({ place, members, sort }: PlacePageProps) => {
  const sorted =
    sort === 'population'
      ? members.toSorted((a, b) => (b.population?.value ?? -1) - (a.population?.value ?? -1))
      : members
  const path = placePath(place)
  return (
    <>
      <h2>{count(members.length, 'commune')}</h2>
      <Table caption={`Communes ${ofPlace(place)}, population municipale la plus récente (INSEE)`}>
        <thead>
          <tr>
            <th scope="col" aria-sort={sort === 'nom' ? 'ascending' : undefined}>
              <a href={path}>Commune</a>
            </th>
            <th scope="col">Code</th>
            <th scope="col">Code postal</th>
            <th scope="col" class="num" aria-sort={sort === 'population' ? 'descending' : undefined}>
              <a href={`${path}?tri=population`}>Habitants</a>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, 1000).map((m) => (
            <tr>
              <th scope="row">
                <a href={placePath(m)}>{m.name}</a>
              </th>
              <td>{m.code}</td>
              <td>{m.postcodes.join(', ')}</td>
              <td class="num">{m.population ? formatNumber(m.population.value) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {members.length > 1000 && <p>Les 1 000 premières communes sont montrées ; l’API les donne toutes.</p>}
    </>
  )
}

const History = ({ place, predecessors, parts }: PlacePageProps) => (
  <>
    <h2>Histoire {ofPlace(place)}</h2>
    <ul>
      {predecessors.map(({ place: before, on, why }) => (
        <li>
          <a href={placePath(before)}>{before.name}</a> : {why}
          {on && `, le ${formatDate(on)}`}.
        </li>
      ))}
    </ul>
    {parts.length > 0 && (
      <p>
        {count(parts.length, 'commune déléguée ou associée', 'communes déléguées ou associées')} :{' '}
        {parts.map((part) => part.name).join(', ')}.
      </p>
    )}
  </>
)
