import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { KeyFigures, Page, SearchForm, type Site } from '../../../web/index.ts'
import { type DatasetSummary, excerpt, type FacetValue, themeOf } from '../../catalog/index.ts'
import { LineChart, RankedBars, RiverRelief } from '../../figure/index.ts'
import {
  articled,
  capital,
  ofPlace,
  type Place,
  type PopulationPoint,
  placePath,
  titleOf,
} from '../../territory/index.ts'

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
    <h2 class="hidden">Quelques repères</h2>
    <KeyFigures items={landmarks(p)} />
    <Portrait {...p} />
    <Latest {...p} />
    <Promises {...p} />
  </Page>
)

const Hero = (p: HomePageProps) => (
  <div class="hero">
    <RiverRelief />
    <div class="page">
      <h1>{capital(articled(p.home))}, à livre ouvert</h1>
      <p class="lead">
        Les données publiques {p.site.ofTerritory}, réunies et lisibles par tous. Cherchez votre commune, lisez un
        chiffre et sa source, repartez avec le fichier.
      </p>
      <SearchForm action="/recherche" label="Une commune, un code postal, une question" suggestions="/suggestions?q=" />
      <ul class="quick" aria-label="Quelques communes">
        {p.largest.slice(0, 5).map((commune) => (
          <li>
            <a href={placePath(commune)}>{titleOf(commune)}</a>
          </li>
        ))}
        <li>
          <a href="/territoires">Toutes les communes</a>
        </li>
      </ul>
    </div>
  </div>
)

const landmarks = (p: HomePageProps) => {
  const last = p.population[p.population.length - 1]
  return [
    ...(last ? [{ value: formatNumber(last.value), label: `habitants en ${last.year}`, source: last.source }] : []),
    { value: formatNumber(p.communes), label: 'communes', source: 'INSEE, code officiel géographique 2026' },
    { value: formatNumber(p.epci), label: 'intercommunalités, en tout ou partie', source: 'DGCL, 2026' },
    {
      value: formatNumber(p.datasets),
      label: p.datasets > 1 ? 'jeux de données ouverts' : 'jeu de données ouvert',
      source: 'Catalogue de ce portail, aujourd’hui',
    },
  ]
}

const Portrait = ({ home, population, largest, communes }: HomePageProps) => {
  const [first, last] = [population[0], population[population.length - 1]]
  return (
    <div class="columns half">
      <div>
        {first && last && population.length > 1 && (
          <LineChart
            title={`Combien d’habitants dans ${articled(home)} ?`}
            sentence={`${formatNumber(last.value)} en ${last.year}, ${formatNumber(Math.abs(last.value - first.value))} de ${last.value < first.value ? 'moins' : 'plus'} qu’en ${first.year}.`}
            source={
              <>
                {last.source.replace(/ \d{4}/, '')}. <a href={placePath(home)}>Tout sur {articled(home)}</a>
              </>
            }
            unit="Habitants"
            axis="Année"
            points={population.map((point) => ({ x: point.year, value: point.value }))}
          />
        )}
      </div>
      <div>
        <RankedBars
          title={`Les plus grandes communes ${ofPlace(home)}`}
          sentence={`${count(largest.length, 'commune')} sur ${formatNumber(communes)}. Choisissez la vôtre.`}
          source={largest[0]?.population?.source ?? 'INSEE'}
          unit={null}
          heads={['Commune', 'Habitants']}
          bars={largest.flatMap((c) =>
            c.population ? [{ label: titleOf(c), value: c.population.value, href: placePath(c) }] : [],
          )}
        />
      </div>
    </div>
  )
}

const Latest = ({ latest, themes, datasets }: HomePageProps) => (
  <>
    <h2>Les dernières données</h2>
    {latest.length === 0 && <p>Aucun jeu de données n’est encore publié.</p>}
    <ul class="grid">
      {latest.map(({ dataset, producerName, rowCount }) => (
        <li class="card">
          {dataset.theme && <p class="soft small">{themeOf(dataset.theme)?.label}</p>}
          <h3>
            <a href={`/donnees/${dataset.slug}`}>{dataset.title}</a>
          </h3>
          <p class="small">{excerpt(dataset.description, 110)}</p>
          <p class="soft small last">
            {[producerName, rowCount === null ? null : count(rowCount, 'ligne'), formatDate(dataset.updatedAt)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
    <p>
      <a class="button quiet" href="/donnees">
        {datasets > latest.length ? `Voir les ${formatNumber(datasets)} jeux de données` : 'Ouvrir le catalogue'}
      </a>
    </p>
    {themes.length > 0 && (
      <>
        <h2>Par thème</h2>
        <ul class="choices places">
          {themes.map((theme) => (
            <li>
              <a href={`/donnees?theme=${encodeURIComponent(theme.value)}`}>
                <span>{theme.label}</span>
                <span class="n">{formatNumber(theme.count)}</span>
              </a>
            </li>
          ))}
        </ul>
      </>
    )}
  </>
)

const Promises = ({ site }: HomePageProps) => (
  <>
    <h2>À quoi sert ce portail</h2>
    <div class="thirds">
      <div>
        <h3>Lire</h3>
        <p>
          Chaque commune et chaque intercommunalité {site.ofTerritory} a sa page : une phrase, un graphique, un tableau,
          la source et la date.
        </p>
        <p>
          <a href="/territoires">Choisir un lieu</a>
        </p>
      </div>
      <div>
        <h3>Réutiliser</h3>
        <p>
          Tout se télécharge dans le format de votre choix, tout s’interroge par programme, sans compte et sans clé,
          sous une licence ouverte.
        </p>
        <p>
          <a href="/api">Lire la documentation de l’API</a>
        </p>
      </div>
      <div>
        <h3>Publier</h3>
        <p>
          Vous travaillez dans une mairie ou une intercommunalité ? Déposez votre tableau tel qu’il est : nous disons ce
          que nous en avons compris.
        </p>
        <p>
          <a href="/atelier">Entrer dans l’atelier</a>
        </p>
      </div>
    </div>
  </>
)
