import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Clock, NewId } from './kernel/clock.ts'
import type { Database } from './kernel/sql.ts'
import type { BlobStore, DatasetStore, OrganisationStore, Version, VersionStore } from './modules/catalog/index.ts'
import { type AskQuestion, answerQuestion } from './modules/indicator/answer-question.ts'
import { indicatorApi } from './modules/indicator/api.ts'
import { answersApi } from './modules/indicator/api-answers.ts'
import { compareApi } from './modules/indicator/api-compare.ts'
import { placeApi } from './modules/indicator/api-place.ts'
import { diskEditions } from './modules/indicator/edition-files.disk.ts'
import { findPeers, type PeerFinder } from './modules/indicator/find-peers.ts'
import { postgresIndicators } from './modules/indicator/indicator-store.postgres.ts'
import { type KnownIndicators, knownIndicators } from './modules/indicator/known-indicators.ts'
import { placeSection } from './modules/indicator/place-section.tsx'
import type { SourceRecord } from './modules/indicator/ports.ts'
import { previewIndicator, rebuildIndicators } from './modules/indicator/rebuild-indicators.ts'
import { shippedChoice } from './modules/indicator/shipped-choice.disk.ts'
import { shippedDefinitions } from './modules/indicator/shipped-definitions.disk.ts'
import { indicatorPages } from './modules/indicator/web.tsx'
import { comparePages } from './modules/indicator/web-compare.tsx'
import type { IngestRequest, OverrideStore } from './modules/ingest/index.ts'
import { expectedDatasets, filesUnder } from './modules/portal/expected-datasets.disk.ts'
import { type Loaded, type LoadedBy, loadDatasets } from './modules/portal/load-datasets.ts'
import { placeDatasets } from './modules/portal/place-datasets.ts'
import { populationAddress, starterDatasets } from './modules/portal/starter-datasets.ts'
import { searchPages } from './modules/portal/web-search.tsx'
import type { Tables } from './modules/query/index.ts'
import { deliveries } from './modules/territory/cog-packages.node.ts'
import { contourFiles } from './modules/territory/contour-store.postgres.ts'
import { postgresGeography } from './modules/territory/geography.postgres.ts'
import type { GeographyStore, PlaceStore, TerritoryMaps } from './modules/territory/index.ts'
import { shippedTools } from './modules/territory/shipped-tools.node.ts'
import { territoryPages } from './modules/territory/web.tsx'
import type { Site } from './web/index.ts'

interface IndicatorParts {
  readonly database: Database
  readonly folder: string
  /** Code of the département that the portal is about. */
  readonly home: string
  readonly places: PlaceStore
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly organisations: OrganisationStore
  readonly tables: Tables
  readonly blobs: BlobStore
  readonly overrides: OverrideStore
  readonly ingest: (request: IngestRequest) => Promise<Version>
  /** Largest file taken, in bytes. */
  readonly maxUpload: number
  readonly newId: NewId
  readonly now: Clock
}

/** The part of the house that joins datasets and places: definitions, editions, and what builds them. */
export const composeIndicators = ({
  database,
  folder,
  home,
  places,
  datasets,
  versions,
  organisations,
  tables,
  blobs,
  overrides,
  ingest,
  maxUpload,
  newId,
  now,
}: IndicatorParts) => {
  const store = postgresIndicators(database)
  const files = diskEditions(join(folder, 'indicateurs'))
  const geography = postgresGeography(database, places, now)
  const sourceOf = async (name: string): Promise<SourceRecord | undefined> => {
    const dataset = (await datasets.get(name)) ?? (await datasets.getBySlug(name))
    const version = dataset?.versionId && dataset.status !== 'draft' ? await versions.get(dataset.versionId) : undefined
    if (!dataset || !version) return undefined
    const producer = dataset.producer ? await organisations.get(dataset.producer) : undefined
    const { id, slug, title } = dataset
    return { datasetId: id, slug, title, versionId: version.id, number: version.number, producer: producer?.name ?? '' }
  }
  const deps = { store, files, geography, sourceOf, tables, newId, now }
  const rebuild = rebuildIndicators(deps)
  const known = knownIndicators(store, files)
  const load = loadDatasets({ datasets, versions, organisations, blobs, overrides, ingest, maxUpload, now })
  const takeIn = async () => {
    const before = new Map((await store.list()).map(({ definition }) => [definition.slug, definition]))
    for (const definition of await shippedDefinitions())
      if (!isDeepStrictEqual(definition, before.get(definition.slug))) await store.saveDefinition(definition, now())
  }
  const territoryId = `departement:${home}`
  const ask = answerQuestion({ known, geography, places, territoryId, postcodes: deliveries })
  return {
    geography,
    contours: contourFiles(database, places, now),
    indicators: {
      store,
      known,
      finder: findPeers({ indicators: known, geography, places }),
      ask,
      preview: previewIndicator(deps),
      rebuild,
      /** Takes in the definitions that come with the portal, without building anything. */
      takeIn,
      /** Takes in the datasets that shipped indicators need, from the files of a folder. */
      load: async (from: string, by: LoadedBy, onDone: (loaded: Loaded) => void) =>
        load(await expectedDatasets(), await filesUnder(from), by, onDone),
      /** Makes the national dataset, takes in the definitions that come with the portal and builds what has its sources. Gives how many were built. */
      complete: async (homeId: string, tell: (doing: string) => void): Promise<number> => {
        const starters = { places, geography, datasets, organisations, blobs, ingest, now, postcodes: deliveries }
        await starterDatasets(starters, homeId, tell, 'later')
        await takeIn()
        const built = await rebuild([], (one) => one.outcome === 'built' && tell(`Indicateur ${one.slug}`))
        for (const one of built)
          if (one.outcome === 'refused') tell(`Indicateur ${one.slug} laissé comme il était : ${one.reasons.join(' ')}`)
        await ask('') // reads the country's names once, before anyone waits for it
        return built.filter(({ outcome }) => outcome === 'built').length
      },
    },
  }
}

/** What pages and the API ask of indicators. */
interface Served {
  readonly ask: AskQuestion
  readonly known: KnownIndicators
  readonly finder: PeerFinder
}

interface PagesParts {
  readonly site: Site
  readonly places: PlaceStore
  readonly now: Clock
  readonly geography: GeographyStore
  readonly indicators: Served
  readonly datasets: DatasetStore
  readonly maps: TerritoryMaps
}

/** Pages of places and of what is measured there. */
export const placePages = async ({ site, places, now, geography, indicators, datasets, maps }: PagesParts) => {
  const { known, finder, ask } = indicators
  const populationRows = populationAddress(datasets)
  const teller = placeSection({ known, finder, choice: await shippedChoice(), maps })
  return [
    territoryPages({
      site,
      places,
      maps,
      now,
      populationRows,
      teller,
      datasets: placeDatasets(datasets),
      tools: shippedTools(),
    }),
    indicatorPages({ site, known, places, geography, maps }),
    comparePages({ site, known, places, finder, today: dayOf(now) }),
    searchPages({ site, places, datasets, ask }),
  ]
}

/** The API of what is measured in places. */
export const placeApis = async ({
  places,
  now,
  geography,
  indicators: { known, finder, ask },
}: Omit<PagesParts, 'site' | 'datasets' | 'maps'>) => [
  indicatorApi({ known, geography }),
  placeApi({ places, known, finder, choice: await shippedChoice(), today: dayOf(now) }),
  compareApi({ known, places, finder, today: dayOf(now) }),
  answersApi({ ask }),
]

const dayOf = (now: Clock) => () => now().toISOString().slice(0, 10)
