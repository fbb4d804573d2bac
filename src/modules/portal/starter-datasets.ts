import { slug } from '../../kernel/fold.ts'
import type { BlobStore, Dataset, DatasetStore, Organisation, OrganisationStore, Version } from '../catalog/index.ts'
import type { IngestRequest } from '../ingest/index.ts'
import { ofPlace, type Place } from '../territory/index.ts'
import { communeRows, epciRows, nationalRows, populationRows, postcodeRows, type RowDeps } from './starter-rows.ts'

interface StarterDeps extends RowDeps {
  readonly datasets: DatasetStore
  readonly organisations: OrganisationStore
  readonly blobs: BlobStore
  readonly ingest: (request: IngestRequest) => Promise<Version>
}

/** Identifiers of the datasets that every portal has from its first start. */
export const STARTER_DATASETS = [
  'population-communes',
  'population-communes-france',
  'communes',
  'intercommunalites',
  'codes-postaux',
] as const

/** A first dataset: what it says of itself, and its file. */
interface Starter {
  readonly id: (typeof STARTER_DATASETS)[number]
  readonly title: string
  readonly file: string
  readonly description: string
  readonly keywords: readonly string[]
  readonly theme: string
  readonly producer: string
  readonly temporal: readonly [string, string]
  /** Made once the portal answers already. */
  readonly later?: boolean
  /** Place covered; absent: the portal's own. */
  readonly territory?: string
  readonly source: Source
  readonly rows: AsyncIterable<readonly (string | number | null)[]>
}

/** Where rows come from: a sentence of Markdown, and a page to check it. */
interface Source {
  readonly provenance: string
  readonly url: string
}

const DECOUPAGE: Source = {
  provenance:
    'Paquet npm `@etalab/decoupage-administratif`, éditions 2019 à 2026. Les tables d’origine sont celles de l’INSEE et de la DGCL, sous Licence Ouverte ; le portail n’a gardé que ce territoire.',
  url: 'https://github.com/etalab/decoupage-administratif',
}

const CODES_POSTAUX: Source = {
  provenance:
    'Paquet npm `codes-postaux` 4.1.2 (référentiel FIMOCT et code officiel géographique 2023), sous Licence Ouverte ; le portail n’a gardé que ce territoire.',
  url: 'https://github.com/BaseAdresseNationale/codes-postaux',
}

const PRODUCERS: readonly Organisation[] = [
  {
    id: 'insee',
    slug: 'insee',
    name: 'INSEE',
    type: 'etat',
    siren: '120027016',
    territory: null,
    description: 'Institut national de la statistique et des études économiques.',
    website: 'https://www.insee.fr',
  },
  {
    id: 'dgcl',
    slug: 'dgcl',
    name: 'Direction générale des collectivités locales',
    type: 'etat',
    siren: null,
    territory: null,
    description: 'Le service de l’État chargé des collectivités locales.',
    website: 'https://www.collectivites-locales.gouv.fr',
  },
  {
    id: 'la-poste',
    slug: 'la-poste',
    name: 'La Poste',
    type: 'entreprise',
    siren: '356000000',
    territory: null,
    description: 'Elle attribue les codes postaux.',
    website: 'https://www.laposte.fr',
  },
]

/** The id of the dataset that holds the populations of a territory's communes. */
const POPULATION_DATASET = 'population-communes'

/** The address of the rows of population of a commune; null for other places, or when the portal does not hold them. The dataset is read again when the revision of the catalogue moves. */
export const populationAddress = (datasets: Pick<DatasetStore, 'get'>, revision: () => Promise<number>) => {
  let known: { readonly at: number; readonly dataset: ReturnType<DatasetStore['get']> } | undefined
  return async (place: Pick<Place, 'level' | 'code'>): Promise<string | null> => {
    if (place.level !== 'commune') return null
    const at = await revision()
    if (known?.at !== at) known = { at, dataset: datasets.get(POPULATION_DATASET) }
    const dataset = await known.dataset.catch((error: unknown) => {
      known = undefined
      throw error
    })
    if (!dataset?.versionId) return null
    return `/donnees/${dataset.slug}?filtre=${encodeURIComponent(`code_commune = "${place.code}"`)}`
  }
}

/** Fills a new portal with real tables of its territory, through the same ingestion as any file. What is already there is left alone. */
export const starterDatasets = async (
  deps: StarterDeps,
  homeId: string,
  tell: (doing: string) => void,
  when: 'first' | 'later' = 'first',
): Promise<number> => {
  const home = await deps.places.get(homeId)
  if (!home) return 0
  for (const producer of PRODUCERS)
    if (!(await deps.organisations.get(producer.id))) await deps.organisations.save(producer)
  let made = 0
  for (const starter of starters(deps, home)) {
    if ((starter.later ?? false) !== (when === 'later')) continue
    const known = await deps.datasets.get(starter.id)
    if (known?.versionId) continue
    tell(starter.title)
    await publish(deps, home, starter)
    made += 1
  }
  return made
}

const publish = async (deps: StarterDeps, home: Place, starter: Starter) => {
  const dataset = datasetOf(starter, home, deps.now())
  await deps.datasets.save({ ...dataset, status: 'draft' })
  const { sha256, bytes } = await deps.blobs.put(csv(starter.rows), 500e6)
  await deps.ingest({
    datasetId: dataset.id,
    original: { sha256, bytes, name: starter.file },
    actor: null,
    publish: true,
  })
  await deps.datasets.save(dataset)
}

const datasetOf = (starter: Starter, home: Place, now: Date): Dataset => {
  const at = `${now.toISOString().slice(0, 19)}Z`
  return {
    id: starter.id,
    slug: slug(starter.title),
    title: starter.title,
    description: starter.description,
    keywords: [...starter.keywords],
    theme: starter.theme,
    localThemes: [],
    licence: 'lov2',
    producer: starter.producer,
    contact: null,
    frequency: 'ANNUAL',
    temporalStart: starter.temporal[0],
    temporalEnd: starter.temporal[1],
    territory: starter.territory ?? home.id,
    provenance: starter.source.provenance,
    sourceUrl: starter.source.url,
    legalBasis: null,
    status: 'published',
    versionId: null,
    createdAt: at,
    updatedAt: at,
  }
}

const starters = (deps: StarterDeps, home: Place): readonly Starter[] => {
  const of = ofPlace(home)
  return [
    {
      id: POPULATION_DATASET,
      title: `Population municipale des communes ${of}, 2016–2023`,
      file: 'population-communes.csv',
      description: `Le nombre d’habitants de chaque commune ${of}, année par année : la **population municipale** que fixe l’INSEE.\n\nLes communes réunies depuis sont ramenées à la commune d’aujourd’hui. L’année 2017 manque dans les éditions disponibles. Pour 2016, les communes nées en 2019 n’ont pas de valeur : la source n’y comptait que leur chef-lieu.`,
      keywords: ['population', 'habitants', 'commune', 'recensement', 'démographie'],
      theme: 'SOCI',
      producer: 'insee',
      temporal: ['2016-01-01', '2023-12-31'],
      source: DECOUPAGE,
      rows: populationRows(deps, home),
    },
    {
      id: 'population-communes-france',
      title: 'Population municipale des communes de France, 2016–2023',
      file: 'population-communes-france.csv',
      description:
        'Le nombre d’habitants de chaque commune de France, année par année : la **population municipale** que fixe l’INSEE. C’est avec elle que les lieux du territoire sont comparés à ceux qui leur ressemblent ailleurs.\n\nLes communes réunies depuis sont ramenées à la commune d’aujourd’hui. L’année 2017 manque dans les éditions disponibles.',
      keywords: ['population', 'habitants', 'commune', 'recensement', 'comparaison'],
      theme: 'SOCI',
      producer: 'insee',
      temporal: ['2016-01-01', '2023-12-31'],
      later: true,
      territory: 'pays:FR',
      source: DECOUPAGE,
      rows: nationalRows(deps),
    },
    {
      id: 'communes',
      title: `Communes ${of} et leurs intercommunalités, 2026`,
      file: 'communes.csv',
      description: `Les communes ${of} au 1er janvier 2026 : code officiel, intercommunalité, arrondissement, codes postaux et population.`,
      keywords: ['commune', 'intercommunalité', 'epci', 'code officiel géographique', 'code postal'],
      theme: 'REGI',
      producer: 'insee',
      temporal: ['2026-01-01', '2026-12-31'],
      source: DECOUPAGE,
      rows: communeRows(deps, home),
    },
    {
      id: 'intercommunalites',
      title: `Intercommunalités ${of}, 2026`,
      file: 'intercommunalites.csv',
      description: `Les intercommunalités à fiscalité propre qui ont au moins une commune dans ce territoire, certaines le dépassent : SIREN, nature, nombre de communes et population.`,
      keywords: ['intercommunalité', 'epci', 'siren', 'communauté de communes'],
      theme: 'GOVE',
      producer: 'dgcl',
      temporal: ['2026-01-01', '2026-12-31'],
      source: DECOUPAGE,
      rows: epciRows(deps, home),
    },
    {
      id: 'codes-postaux',
      title: `Codes postaux ${of}, 2023`,
      file: 'codes-postaux.csv',
      description: `Les codes postaux des communes ${of} et le nom que La Poste leur donne pour acheminer le courrier. Une commune peut avoir plusieurs codes, un code plusieurs communes.`,
      keywords: ['code postal', 'la poste', 'commune', 'adresse'],
      theme: 'REGI',
      producer: 'la-poste',
      temporal: ['2023-01-01', '2023-12-31'],
      source: CODES_POSTAUX,
      rows: postcodeRows(deps, home),
    },
  ]
}

async function* csv(rows: Starter['rows']): AsyncIterable<Uint8Array> {
  for await (const row of rows) {
    const cells = row.map((cell) =>
      cell === null ? '' : /[",;\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell),
    )
    yield Buffer.from(`${cells.join(',')}\n`)
  }
}
