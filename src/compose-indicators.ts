import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { AskRevisions } from './compose-pages.ts'
import type { Clock, NewId } from './kernel/clock.ts'
import type { Exclusive } from './kernel/exclusive.ts'
import type { Database } from './kernel/sql.ts'
import { postgresAudit, postgresPeople } from './modules/access/person-store.postgres.ts'
import type { AtelierIndicatorsDeps } from './modules/atelier/indicator-deps.ts'
import { atelierIndicatorPages } from './modules/atelier/web-indicators.tsx'
import { type FindCard, findCard } from './modules/card/find-card.ts'
import { measureWithFonts } from './modules/card/fonts.node.ts'
import { locatePlace } from './modules/card/locate-place.ts'
import { doorPostersOf } from './modules/card/make-door-posters.ts'
import { postersOf } from './modules/card/make-posters.ts'
import { pastFinders } from './modules/card/past-finders.ts'
import { quoteCard } from './modules/card/quote-card.tsx'
import { imageRenderer } from './modules/card/render-images.node.ts'
import { cardPages } from './modules/card/web.tsx'
import { cardsPages } from './modules/card/web-cards.tsx'
import { posterPages } from './modules/card/web-posters.ts'
import type { BlobStore, DatasetStore, OrganisationStore, Version, VersionStore } from './modules/catalog/index.ts'
import { type AskQuestion, answerQuestion } from './modules/indicator/answer-question.ts'
import { indicatorApi } from './modules/indicator/api.ts'
import { answersApi } from './modules/indicator/api-answers.ts'
import { compareApi } from './modules/indicator/api-compare.ts'
import { editionsApi } from './modules/indicator/api-editions.ts'
import { jsonStatApi } from './modules/indicator/api-json-stat.ts'
import { placeApi } from './modules/indicator/api-place.ts'
import { indicatorDrafts } from './modules/indicator/draft-indicator.ts'
import { clearUnrecorded, diskEditions } from './modules/indicator/edition-files.disk.ts'
import { findPeers, type PeerFinder } from './modules/indicator/find-peers.ts'
import { foreseeMoves } from './modules/indicator/foresee-moves.ts'
import { homeSection } from './modules/indicator/home-section.tsx'
import { indicatorDesk } from './modules/indicator/indicator-desk.ts'
import { postgresArchive, postgresIndicators, recordedEditions } from './modules/indicator/indicator-store.postgres.ts'
import { type KnownIndicators, knownIndicators } from './modules/indicator/known-indicators.ts'
import { type PastEditions, pastEditions } from './modules/indicator/past-editions.ts'
import type { PlaceChoice } from './modules/indicator/place-choice.ts'
import { placeGlance } from './modules/indicator/place-glance.tsx'
import { placeSection } from './modules/indicator/place-section.tsx'
import type { SourceRecord } from './modules/indicator/ports.ts'
import type { Rebuilt } from './modules/indicator/rebuild-indicators.ts'
import { shippedChoice } from './modules/indicator/shipped-choice.disk.ts'
import { shippedDefinitions } from './modules/indicator/shipped-definitions.disk.ts'
import { shippedHome } from './modules/indicator/shipped-home.disk.ts'
import { indicatorPages } from './modules/indicator/web.tsx'
import { comparePages } from './modules/indicator/web-compare.tsx'
import { themePages } from './modules/indicator/web-theme.tsx'
import type { IngestRequest, OverrideStore } from './modules/ingest/index.ts'
import { expectedDatasets, filesUnder } from './modules/portal/expected-datasets.disk.ts'
import { type Loaded, type LoadedBy, loadDatasets } from './modules/portal/load-datasets.ts'
import { placeDatasets } from './modules/portal/place-datasets.ts'
import { populationAddress, starterDatasets } from './modules/portal/starter-datasets.ts'
import { homePages } from './modules/portal/web-home.tsx'
import { searchPages } from './modules/portal/web-search.tsx'
import type { Tables, WriteParquet } from './modules/query/index.ts'
import { parquetWriter } from './modules/query/write-parquet.duckdb.ts'
import { threadPrinter } from './modules/sheet/printers.node.ts'
import { sheetPages } from './modules/sheet/web.ts'
import { deliveries } from './modules/territory/cog-packages.node.ts'
import { contourFiles } from './modules/territory/contour-store.postgres.ts'
import { geographyOn, postgresGeography } from './modules/territory/geography.postgres.ts'
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
  /** What ends each thing begun. */
  readonly ends: (() => Promise<unknown>)[]
  readonly exclusive: Exclusive
  readonly askRevisions: AskRevisions
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
  ends,
  exclusive,
  askRevisions,
  newId,
  now,
}: IndicatorParts) => {
  const store = postgresIndicators(database)
  const editionsFolder = join(folder, 'indicateurs')
  const files = diskEditions(editionsFolder)
  const geography = postgresGeography(database, places, now)
  const sourceOf = async (name: string): Promise<SourceRecord | undefined> => {
    const dataset = (await datasets.get(name)) ?? (await datasets.getBySlug(name))
    const version = dataset?.versionId && dataset.status !== 'draft' ? await versions.get(dataset.versionId) : undefined
    if (!dataset || !version) return undefined
    const producer = dataset.producer ? await organisations.get(dataset.producer) : undefined
    const { id, slug, title } = dataset
    return { datasetId: id, slug, title, versionId: version.id, number: version.number, producer: producer?.name ?? '' }
  }
  const deps = { store, files, geography, sourceOf, tables, exclusive, newId, now }
  const desk = indicatorDesk({ ...deps, audit: postgresAudit(database) })
  const rebuild = desk.bringUpToDate
  const known = knownIndicators({ ...store, revision: async () => (await askRevisions()).figures }, files)
  const past = pastEditions(postgresArchive(database), files)
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
      past,
      writeParquet: parquetWriter(join(folder, 'exports')),
      finderOf: pastFinders({ past, geographyOn: (day) => geographyOn(database, day), places }),
      ask,
      /** What the back office does to indicators. */
      atelier: {
        desk,
        drafts: indicatorDrafts({ tables, geography, places, maps: contours.maps, territoryId }),
        ...{ datasets, versions, organisations, audit },
        names: async () => new Map((await people.list()).map(({ id, name }) => [id, name])),
        maxDefinition: MAX_DEFINITION,
      },
      rebuild,
      /** Rebuilds those whose sources changed, as the back office sees it; `signal` stops it between two. */
      follow: (signal: AbortSignal, tell: (doing: string) => void) =>
        desk.follow(signal, (one) => TOLD.has(one.outcome) && tell(rebuiltWords(one))),
      /** What would become of them if a version of a dataset were shown. */
      foresee: foreseeMoves(deps, home),
      /** Takes in the definitions that come with the portal, without building anything. */
      takeIn,
      /** Takes in the datasets that shipped indicators need, from the files of a folder. */
      load: async (from: string, by: LoadedBy, onDone: (loaded: Loaded) => void) =>
        load(await expectedDatasets(), await filesUnder(from), by, onDone),
      /** Makes the national dataset, takes in the definitions that come with the portal and builds what has its sources. Gives how many were built. */
      complete: async (homeId: string, tell: (doing: string) => void): Promise<number> => {
        await ask('') // reads the country's names once, before anyone waits for it
        const starters = { places, geography, datasets, organisations, blobs, ingest, now, postcodes: deliveries }
        await starterDatasets(starters, homeId, tell, 'later')
        await takeIn()
        await clearUnrecorded(editionsFolder, await recordedEditions(database), new Date(now().getTime() - DAY_MS))
        const built = await rebuild([], (one) => TOLD.has(one.outcome) && tell(rebuiltWords(one)))
        await ask('')
        const ahead = setInterval(() => ask('').catch(() => undefined), READY_AGAIN_MS).unref()
        ends.push(async () => clearInterval(ahead))
        return built.filter(({ outcome }) => outcome === 'built').length
      },
    },
  }
}

const DAY_MS = 86_400_000

/** What a start says of: the rest is as it was. */
const TOLD: ReadonlySet<Rebuilt['outcome']> = new Set(['built', 'again', 'refused'])

const rebuiltWords = (one: Rebuilt): string =>
  one.outcome === 'refused'
    ? `Indicateur ${one.slug} laissé comme il était : ${one.reasons.join(' ')}`
    : `Indicateur ${one.slug}`

/** Largest definition of an indicator taken, in bytes. */
const MAX_DEFINITION = 200_000

/** What pages and the API ask of indicators. */
interface Served {
  readonly ask: AskQuestion
  readonly known: KnownIndicators
  readonly finder: PeerFinder
  readonly past: PastEditions
  readonly writeParquet: WriteParquet
  readonly finderOf: ReturnType<typeof pastFinders>
  readonly atelier: Omit<AtelierIndicatorsDeps, 'site'>
}

interface PagesParts {
  readonly site: Site
  readonly places: PlaceStore
  readonly now: Clock
  readonly geography: GeographyStore
  readonly indicators: Served
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly organisations: OrganisationStore
  readonly contours: { readonly maps: TerritoryMaps }
  readonly askRevisions: AskRevisions
}

/** Sheets that one address may ask a minute: printing takes more work than a page. */
const SHEETS_A_MINUTE = 60

/** Pages of places and of what is measured there. */
export const placePages = async (parts: PagesParts) => {
  const { site, places, now, geography, indicators, datasets } = parts
  const { maps } = parts.contours
  const { known, finder, ask } = indicators
  const populationRows = populationAddress(datasets, async () => (await parts.askRevisions()).datasets)
  const choice = await shippedChoice()
  const find = findCard({ ...indicators, places, today: dayOf(now) })
  const quote = quoteCard(find)
  const teller = placeSection({ known, finder, choice, maps, quote })
  const shared = { site, known, places, today: dayOf(now) }
  const glance = placeGlance({ ...shared, finder, choice })
  const tell = homeSection({ known, finder, maps, choice, first: await shippedHome() })
  return [
    homePages({ site, places, datasets, tell, now }),
    territoryPages({
      ...{ site, places, maps, now, populationRows, teller },
      datasets: placeDatasets(datasets),
      tools: shippedTools(),
    }),
    indicatorPages({ ...shared, geography, maps, quote, subjects: choice.themes.map(({ name }) => name) }),
    comparePages({ ...shared, finder }),
    themePages({ ...shared, finder, choice }),
    atelierIndicatorPages({ site, ...indicators.atelier }),
    searchPages({ site, places, datasets, ask, quote, glance }),
    sheetPages({
      ...{ portal: site.name, publicUrl: site.publicUrl, places, known, finder, geography, maps, choice, now },
      printers: [threadPrinter(), threadPrinter()],
      rateLimit: SHEETS_A_MINUTE,
    }),
    ...picturePages(parts, choice, find),
  ]
}

/** Fact cards, and the pictures of pages: all drawn by one thread. */
const picturePages = (parts: PagesParts, choice: PlaceChoice, find: FindCard) => {
  const { site, places, now, indicators, datasets, versions, organisations, contours } = parts
  const [today, { territoryId }] = [dayOf(now), site]
  const drawing = {
    ...{ site, today, measure: measureWithFonts(), images: imageRenderer() },
    locate: locatePlace({ places, maps: contours.maps, territoryId }),
  }
  const told = { ...indicators, places, datasets, versions, organisations, territoryId, today }
  return [
    cardPages({ ...drawing, find }),
    cardsPages({ ...indicators, site, places, choice, find, today }),
    posterPages({ ...drawing, posters: postersOf({ ...told, choice }), doors: doorPostersOf(told) }),
  ]
}

/** The API of what is measured in places. */
export const placeApis = async ({
  publicUrl,
  places,
  now,
  geography,
  indicators: { known, finder, ask, atelier, writeParquet },
}: Pick<PagesParts, 'places' | 'now' | 'geography' | 'indicators'> & { readonly publicUrl: string }) => [
  indicatorApi({ known, geography, writeParquet }),
  jsonStatApi({ publicUrl, known, places, geography, now }),
  placeApi({ places, known, finder, choice: await shippedChoice(), today: dayOf(now) }),
  compareApi({ known, places, finder, today: dayOf(now) }),
  answersApi({ ask }),
  editionsApi({ kept: atelier.desk.kept, geography }),
]

/** Places of another day, or populations counted anew, are learnt between two questions, by nobody's waiting. */
const READY_AGAIN_MS = 30_000

const dayOf = (now: Clock) => () => now().toISOString().slice(0, 10)
