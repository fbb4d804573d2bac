import { formatDate, formatNumber } from '../../kernel/french.ts'
import { type DatasetStore, excerpt, type OrganisationStore, type VersionStore } from '../catalog/index.ts'
import { answerComparison, LEVEL_WORDS, namesOf, type PeerFinder, type PeerKind } from '../indicator/index.ts'
import { articled, capital, type Level, type PlaceStore, titleOf } from '../territory/index.ts'
import { type ThemePosterDeps, themePosterOf } from './make-theme-poster.ts'
import { type MadePoster, MOST_FIGURES } from './poster.ts'
import { counted, EVERY_DATASET, keyFigures, posterFigure } from './poster-figures.ts'

export interface PostersDeps extends ThemePosterDeps {
  readonly places: ThemePosterDeps['places'] & Pick<PlaceStore, 'get'>
  readonly datasets: Pick<DatasetStore, 'getBySlug' | 'search'>
  readonly versions: Pick<VersionStore, 'get'>
  readonly finder: PeerFinder
  readonly organisations: Pick<OrganisationStore, 'get'>
  /** The portal's own territory: `departement:89`. */
  readonly territoryId: string
}

/** Gathers what the pictures of pages say; undefined when there is no such page. */
export const postersOf = (deps: PostersDeps) => ({
  home: async (): Promise<MadePoster | undefined> => {
    const place = await deps.places.get(deps.territoryId)
    if (!place) return undefined
    const [shown, communes, datasets] = await Promise.all([
      deps.known.shown(),
      deps.places.members(place.id, 'commune', deps.today()),
      deps.datasets.search(EVERY_DATASET),
    ])
    const own = keyFigures(shown, place).slice(0, 1)
    const figures = [
      ...own,
      { value: formatNumber(communes.length), label: 'communes, une page chacune' },
      counted(datasets.total, 'jeu de données ouvert', 'jeux de données ouverts'),
    ]
    const poster = {
      kind: 'Les données ouvertes',
      title: `${capital(articled(place))}, à livre ouvert`,
      sentence: null,
      figures,
      source: own[0] ? `${own[0].producer} ; catalogue du portail` : 'catalogue du portail',
    }
    return { poster, place }
  },

  place: async (level: Level, code: string): Promise<MadePoster | undefined> => {
    const place = await deps.places.byCode(level, code, deps.today())
    if (!place) return undefined
    const figures = keyFigures(await deps.known.shown(), place).slice(0, MOST_FIGURES)
    const producers = [...new Set(figures.map(({ producer }) => producer))]
    const poster = {
      kind: capital(LEVEL_WORDS[level][0]),
      title: titleOf(place),
      sentence: figures.length === 0 ? 'Ce que les données ouvertes en disent, avec leurs sources.' : null,
      figures,
      source: producers.length > 0 ? producers.join(', ') : 'INSEE, code officiel géographique',
    }
    return { poster, place }
  },

  theme: themePosterOf(deps),

  indicator: async (slug: string): Promise<MadePoster | undefined> => {
    const [indicator, place] = await Promise.all([deps.known.get(slug), deps.places.get(deps.territoryId)])
    if (!indicator) return undefined
    const { definition, record } = indicator
    const own = place ? posterFigure(indicator, place) : null
    const level = COUNTED.find((one) => (record.counts[one] ?? 0) > 1)
    const reached = level && {
      value: formatNumber(record.counts[level] ?? 0),
      label: `${LEVEL_WORDS[level][1]} ont un chiffre à la dernière date`,
    }
    const poster = {
      kind: 'Indicateur',
      title: definition.name,
      sentence: definition.definition,
      figures: [
        ...(own && place ? [{ value: own.value, label: `${titleOf(place)} : ${own.under}` }] : []),
        ...(reached ? [reached] : []),
      ],
      source: definition.producer,
    }
    return { poster, place: null }
  },

  /** Places side by side for the first indicator asked, or shown, that says something of them; as an address names them. */
  comparison: async (asked: AskedPoster): Promise<MadePoster | undefined> => {
    const { named, places, peers, compared } = await answerComparison(deps)(asked)
    const [first] = named
    if (!first) return undefined
    const told = compared.find(({ values }) => values.some(({ stated }) => stated.value !== null))
    const poster = {
      kind: 'Comparaison',
      title: peers
        ? `${titleOf(first)} et ses pairs`
        : named.length < 4
          ? namesOf(named)
          : `${named.length} lieux côte à côte`,
      sentence: told?.indicator.definition.name ?? null,
      figures: told
        ? places.flatMap((place) => {
            const figure = posterFigure(told.indicator, place, told.period)
            return figure ? [{ value: figure.value, label: `${titleOf(place)}, ${figure.under}` }] : []
          })
        : [],
      source: told?.indicator.definition.producer ?? 'INSEE, code officiel géographique',
    }
    return { poster, place: null }
  },

  dataset: async (slug: string): Promise<MadePoster | undefined> => {
    const dataset = await deps.datasets.getBySlug(slug)
    if (!dataset || dataset.status === 'draft') return undefined
    const [version, producer] = await Promise.all([
      dataset.versionId ? deps.versions.get(dataset.versionId) : undefined,
      dataset.producer ? deps.organisations.get(dataset.producer) : undefined,
    ])
    const sized = version
      ? [counted(version.rowCount, 'ligne', 'lignes'), counted(version.columns.length, 'colonne', 'colonnes')]
      : []
    const poster = {
      kind: 'Jeu de données',
      title: dataset.title,
      sentence: excerpt(dataset.description, 180) || null,
      figures: sized,
      source: [producer?.name, `mis à jour le ${formatDate(dataset.updatedAt)}`].filter(Boolean).join(', '),
    }
    return { poster, place: null }
  },
})

/** Codes of places, slugs of indicators, and a kind of peers. */
export interface AskedPoster {
  readonly places: readonly string[]
  readonly indicators: readonly string[]
  readonly peers: Exclude<PeerKind, 'choisis'> | null
}

/** Levels that an indicator is counted at, the most telling first. */
const COUNTED = ['commune', 'epci', 'departement', 'region'] as const satisfies readonly Level[]
