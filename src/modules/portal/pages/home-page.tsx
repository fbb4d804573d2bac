import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { KeyFigures, Page, SearchForm, type Site } from '../../../web/index.ts'
import type { DatasetSummary, FacetValue } from '../../catalog/index.ts'
import { LineChart } from '../../figure/index.ts'
import { articled, capital, type Place, type PopulationPoint, placePath } from '../../territory/index.ts'

export interface HomePageProps {
  readonly site: Site
  readonly home: Place
  readonly population: readonly PopulationPoint[]
  readonly communes: number
  readonly epci: number
  readonly largest: readonly Place[]
  readonly latest: readonly DatasetSummary[]
  readonly themes: readonly FacetValue[]
  readonly datasets: number
}

/** The first page: what the portal is for, a door to each commune, a door to the data. */
export const HomePage = (p: HomePageProps) => {
  const [first, last] = [p.population[0], p.population[p.population.length - 1]]
  return (
    <Page
      site={p.site}
      title={`les données ouvertes ${p.site.ofTerritory}`}
      here="accueil"
      path="/"
      description={`Découvrir ${p.home.name} par ses données : communes, population, jeux de données ouverts.`}
      islands={['suggest']}
      band={
        <div class="hero">
          <div class="page">
            <h1>{capital(articled(p.home))}, à livre ouvert</h1>
            <p class="lead">
              Les données publiques {p.site.ofTerritory}, réunies et lisibles par tous. Cherchez votre commune, lisez un
              chiffre et sa source, repartez avec le fichier.
            </p>
            <SearchForm
              action="/chercher"
              label="Une commune, un code postal, un sujet"
              suggestions="/suggestions?q="
            />
          </div>
        </div>
      }
    >
      <h2 class="hidden">Quelques repères</h2>
      <KeyFigures
        items={[
          ...(last
            ? [{ value: formatNumber(last.value), label: `habitants en ${last.year}`, source: last.source }]
            : []),
          { value: formatNumber(p.communes), label: 'communes', source: 'INSEE, code officiel géographique 2026' },
          { value: formatNumber(p.epci), label: 'intercommunalités, en tout ou partie', source: 'DGCL, 2026' },
          {
            value: formatNumber(p.datasets),
            label: p.datasets > 1 ? 'jeux de données ouverts' : 'jeu de données ouvert',
            source: 'ce portail, aujourd’hui',
          },
        ]}
      />
      <div class="columns">
        <div>
          {first && last && p.population.length > 1 && (
            <LineChart
              title={`Combien d’habitants dans ${articled(p.home)} ?`}
              sentence={`${formatNumber(last.value)} en ${last.year}, ${formatNumber(Math.abs(last.value - first.value))} de ${last.value < first.value ? 'moins' : 'plus'} qu’en ${first.year}.`}
              source={last.source.replace(/ \d{4}/, '')}
              unit="Habitants"
              axis="Année"
              points={p.population.map((point) => ({ x: point.year, value: point.value }))}
            />
          )}
        </div>
        <aside>
          <h2>Choisir une commune</h2>
          <ul class="choices">
            {p.largest.map((commune) => (
              <li>
                <a href={placePath(commune)}>
                  <span>{commune.name}</span>
                  <span class="n">{formatNumber(commune.population?.value ?? 0)}</span>
                </a>
              </li>
            ))}
          </ul>
          <p>
            <a href="/territoires">Toutes les communes</a>
          </p>
        </aside>
      </div>
      <h2>Les dernières données</h2>
      <ul class="grid">
        {p.latest.map(({ dataset, producerName, rowCount }) => (
          <li class="card">
            <h3>
              <a href={`/donnees/${dataset.slug}`}>{dataset.title}</a>
            </h3>
            <p class="soft small">
              {producerName}
              {rowCount !== null && ` · ${count(rowCount, 'ligne')}`}
            </p>
            <p class="soft small">Mis à jour le {formatDate(dataset.updatedAt)}</p>
          </li>
        ))}
      </ul>
      {p.themes.length > 0 && (
        <>
          <h2>Par thème</h2>
          <ul class="tags">
            {p.themes.map((theme) => (
              <li>
                <a class="tag" href={`/donnees?theme=${theme.value}`}>
                  {theme.label} <span class="soft">{formatNumber(theme.count)}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
