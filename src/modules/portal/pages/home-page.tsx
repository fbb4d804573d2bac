import { count, formatNumber } from '../../../kernel/french.ts'
import { KeyFigures, Page, SearchForm, type Site } from '../../../web/index.ts'
import type { DatasetSummary, FacetValue } from '../../catalog/index.ts'
import { RankedBars, RiverRelief } from '../../figure/index.ts'
import type { HomeTold } from '../../indicator/index.ts'
import { articled, capital, ofPlace, type Place, placePath, titleOf } from '../../territory/index.ts'
import { DatasetsByTheme } from './datasets-by-theme.tsx'
import { HomeDoors } from './home-doors.tsx'

export interface HomePageProps {
  readonly site: Site
  readonly home: Place
  readonly communes: readonly Place[]
  readonly epci: readonly Place[]
  /** What indicators tell of it. */
  readonly told: HomeTold
  /** Datasets, the last renewed first. */
  readonly latest: readonly DatasetSummary[]
  readonly themes: readonly FacetValue[]
  readonly datasets: number
}

/** The first page: one question, the territory on a map, its figures, its communes, then the data. */
export const HomePage = (p: HomePageProps) => (
  <Page
    site={p.site}
    title={`les données ouvertes ${p.site.ofTerritory}`}
    here="accueil"
    path="/"
    image="/images/accueil.png"
    description={`Découvrir ${articled(p.home)} par ses données : communes, population, jeux de données ouverts, avec leurs sources.`}
    islands={['suggest']}
    band={<Hero {...p} />}
  >
    <Portrait {...p} />
    {p.told.superlatives && (
      <section aria-labelledby="decouvrir">
        <h2 id="decouvrir">Des communes à découvrir</h2>
        {p.told.superlatives}
      </section>
    )}
    <div class="columns half">
      <LargestCommunes {...p} />
      <HomeDoors home={p.home} />
    </div>
    <Corners {...p} />
    <DatasetsByTheme {...p} />
  </Page>
)

const Hero = ({ site, home, communes, told }: HomePageProps) => (
  <div class={told.map ? 'hero mapped' : 'hero'}>
    {!told.map && <RiverRelief />}
    <div class="page">
      <div>
        <h1>{`${capital(articled(home))}, à\u00A0livre ouvert`}</h1>
        <p class="lead">
          {`Les données publiques ${site.ofTerritory}, réunies et lisibles par tous. Cherchez votre commune, lisez un chiffre et sa source, repartez avec le fichier.`}
        </p>
        <SearchForm action="/recherche" label="Une commune ou une question" suggestions="/suggestions?q=" />
        <ul class="quick" aria-label="Quelques communes">
          {byPopulation(communes)
            .slice(0, 5)
            .map((commune) => (
              <li>
                <a href={placePath(commune)}>{titleOf(commune)}</a>
              </li>
            ))}
          <li>
            <a href="/territoires">Toutes les communes</a>
          </li>
        </ul>
        <Questions communes={communes} />
      </div>
      {told.map && (
        <div>
          {told.map.drawing}
          <p class="small">
            <a href={told.map.href}>Le classement, commune par commune</a>
          </p>
        </div>
      )}
    </div>
  </div>
)

const byPopulation = (communes: readonly Place[]): readonly Place[] =>
  communes.toSorted((a, b) => (b.population?.value ?? 0) - (a.population?.value ?? 0))

/** Questions that the search answers at once, about places of this territory. */
const Questions = ({ communes }: Pick<HomePageProps, 'communes'>) => {
  const [first, second, third] = byPopulation(communes).map((commune) => commune.name)
  const asked = [
    ...(first ? [`combien d’habitants à ${first}`] : []),
    ...(second ? [`revenu médian ${second}`] : []),
    ...(third ? [`évolution de la population ${third}`] : []),
  ]
  return (
    <div class="ask">
      <p class="small soft">Le portail répond aussi aux questions :</p>
      <ul class="tags">
        {asked.map((question) => (
          <li>
            <a class="tag" href={`/recherche?q=${encodeURIComponent(question)}`}>
              {question}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The territory in large figures, and what sets it apart; only what is counted of places when no indicator is built yet. */
const Portrait = ({ home, communes, epci, told, datasets }: HomePageProps) => (
  <section aria-labelledby="portrait">
    <h2 id="portrait">{capital(articled(home))} en quelques chiffres</h2>
    {told.figures ?? (
      <KeyFigures
        items={[
          { value: formatNumber(communes.length), label: 'communes', source: 'INSEE, code officiel géographique' },
          { value: formatNumber(epci.length), label: 'intercommunalités, en tout ou partie', source: 'DGCL' },
          {
            value: formatNumber(datasets),
            label: datasets > 1 ? 'jeux de données ouverts' : 'jeu de données ouvert',
            source: 'Catalogue de ce portail, aujourd’hui',
          },
        ]}
      />
    )}
    {told.apart && <p class="lead">{told.apart}</p>}
    <p>
      <a class="button" href={placePath(home)}>
        Tout sur {articled(home)}
      </a>
    </p>
  </section>
)

const MOST_BARS = 8

const LargestCommunes = ({ home, communes }: HomePageProps) => (
  <section aria-labelledby="grandes">
    <h2 id="grandes">Des villes et des villages</h2>
    <RankedBars
      title={`Les plus grandes communes ${ofPlace(home)}`}
      sentence={`${count(MOST_BARS, 'commune')} sur ${formatNumber(communes.length)}. Choisissez la vôtre.`}
      source={communes[0]?.population?.source ?? 'INSEE'}
      unit={null}
      heads={['Commune', 'Habitants']}
      bars={byPopulation(communes)
        .slice(0, MOST_BARS)
        .flatMap((c) => (c.population ? [{ label: titleOf(c), value: c.population.value, href: placePath(c) }] : []))}
    />
    <p>
      <a class="button quiet" href="/territoires">
        Toutes les communes
      </a>
    </p>
  </section>
)

/** The ways into the territory by its EPCI, the most peopled first. */
const Corners = ({ home, epci }: HomePageProps) => (
  <section aria-labelledby="coins">
    <h2 id="coins">Choisissez votre coin {ofPlace(home)}</h2>
    <ul class="choices places wide">
      {byPopulation(epci).map((place) => (
        <li>
          <a href={placePath(place)}>
            <span>{titleOf(place)}</span>
            {place.population && <span class="n">{formatNumber(place.population.value)}</span>}
          </a>
        </li>
      ))}
    </ul>
    <p class="origin">
      {`${count(epci.length, 'intercommunalité')} et leur nombre d’habitants (INSEE, populations légales). Celles qui dépassent les limites ${ofPlace(home)} sont comptées en entier.`}
    </p>
  </section>
)
