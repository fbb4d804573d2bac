import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Clock, NewId } from './kernel/clock.ts'
import type { Database } from './kernel/sql.ts'
import { postgresAudit, postgresPeople } from './modules/access/person-store.postgres.ts'
import type { AtelierIndicatorsDeps } from './modules/atelier/indicator-deps.ts'
import { atelierIndicatorPages } from './modules/atelier/web-indicators.tsx'
import type { BlobStore, DatasetStore, OrganisationStore, Version, VersionStore } from './modules/catalog/index.ts'
import { type AskQuestion, answerQuestion } from './modules/indicator/answer-question.ts'
import { indicatorApi } from './modules/indicator/api.ts'
import { answersApi } from './modules/indicator/api-answers.ts'
import { compareApi } from './modules/indicator/api-compare.ts'
import { editionsApi } from './modules/indicator/api-editions.ts'
import { indicatorDrafts } from './modules/indicator/draft-indicator.ts'
import { diskEditions } from './modules/indicator/edition-files.disk.ts'
import { findPeers, type PeerFinder } from './modules/indicator/find-peers.ts'
import { indicatorDesk } from './modules/indicator/indicator-desk.ts'
import { postgresIndicators } from './modules/indicator/indicator-store.postgres.ts'
import { type KnownIndicators, knownIndicators } from './modules/indicator/known-indicators.ts'
import { placeSection } from './modules/indicator/place-section.tsx'
import type { SourceRecord } from './modules/indicator/ports.ts'
import { rebuildIndicators } from './modules/indicator/rebuild-indicators.ts'
import { shippedDefinitions } from './modules/indicator/shipped-definitions.disk.ts'
import { indicatorPages } from './modules/indicator/web.tsx'
import { comparePages } from './modules/indicator/web-compare.tsx'
import type { IngestRequest, OverrideStore } from './modules/ingest/index.ts'
import { expectedDatasets, filesUnder } from './modules/portal/expected-datasets.disk.ts'
import { type Loaded, type LoadedBy, loadDatasets } from './modules/portal/load-datasets.ts'
import { populationAddress, starterDatasets } from './modules/portal/starter-datasets.ts'
import { searchPages } from './modules/portal/web-search.tsx'
import type { Tables } from './modules/query/index.ts'
import { deliveries } from './modules/territory/cog-packages.node.ts'
import { contourFiles } from './modules/territory/contour-store.postgres.ts'
import { postgresGeography } from './modules/territory/geography.postgres.ts'
import type { GeographyStore, PlaceStore, TerritoryMaps } from './modules/territory/index.ts'
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
  const audit = postgresAudit(database)
  const people = postgresPeople(database)
  const contours = contourFiles(database, places, now)
  const ask = answerQuestion({ known, geography, places, territoryId, postcodes: deliveries })
  return {
    geography,
    contours,
    indicators: {
      store,
      known,
      finder: findPeers({ indicators: known, geography, places }),
      ask,
      /** What the back office does to indicators. */
      atelier: {
        desk: indicatorDesk({ ...deps, audit }),
        drafts: indicatorDrafts({ tables, geography, places, maps: contours.maps, territoryId }),
        ...{ datasets, versions, organisations, audit },
        names: async () => new Map((await people.list()).map(({ id, name }) => [id, name])),
        maxDefinition: MAX_DEFINITION,
      },
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

/** Largest definition of an indicator taken, in bytes. */
const MAX_DEFINITION = 200_000

/** What pages and the API ask of indicators. */
interface Served {
  readonly ask: AskQuestion
  readonly known: KnownIndicators
  readonly finder: PeerFinder
  readonly atelier: Omit<AtelierIndicatorsDeps, 'site'>
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
export const placePages = ({ site, places, now, geography, indicators, datasets, maps }: PagesParts) => {
  const { known, finder, ask } = indicators
  const populationRows = populationAddress(datasets)
  return [
    territoryPages({ site, places, maps, now, populationRows, indicators: placeSection(known, finder) }),
    indicatorPages({ site, known, places, geography, maps }),
    comparePages({ site, known, places, finder, today: dayOf(now) }),
    atelierIndicatorPages({ site, ...indicators.atelier }),
    searchPages({ site, places, datasets, ask }),
  ]
}

/** The API of what is measured in places. */
export const placeApis = ({
  places,
  now,
  geography,
  indicators: { known, finder, ask, atelier },
}: Omit<PagesParts, 'site' | 'datasets' | 'maps'>) => [
  indicatorApi({ known, geography }),
  compareApi({ known, places, finder, today: dayOf(now) }),
  answersApi({ ask }),
  editionsApi({ kept: atelier.desk.kept, geography }),
]

const dayOf = (now: Clock) => () => now().toISOString().slice(0, 10)
