import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres } from './adapters/embedded-postgres.ts'
import { exclusiveWork } from './adapters/exclusive-work.postgres.ts'
import { lockFolder } from './adapters/folder-lock.ts'
import { migrate } from './adapters/migrate.ts'
import { connect } from './adapters/postgres.ts'
import { temporaryFolders } from './adapters/temporary-folder.ts'
import { composeHarvest } from './compose-harvest.ts'
import { composeIndicators, placeApis, placePages } from './compose-indicators.ts'
import { ownPagesAhead, pagesState, postgresRevisions } from './compose-pages.ts'
import type { Config } from './config.ts'
import { buildServer } from './http/server.ts'
import { hashPassword, NOBODY, verifyPassword } from './modules/access/password.node.ts'
import { addPerson, firstAdministrator, resetPassword } from './modules/access/people.ts'
import { postgresAudit, postgresPeople } from './modules/access/person-store.postgres.ts'
import { postgresUploads } from './modules/access/upload-quota.postgres.ts'
import { accessPages, personOfRequest } from './modules/access/web.tsx'
import { setAsideRows } from './modules/atelier/set-aside.disk.ts'
import { atelierPages } from './modules/atelier/web.tsx'
import { announcedStores } from './modules/catalog/announced-stores.ts'
import { catalogApi } from './modules/catalog/api.ts'
import { diskBlobs } from './modules/catalog/blob-store.disk.ts'
import { postgresCatalogueExport } from './modules/catalog/catalogue-export.postgres.ts'
import { currentVersions } from './modules/catalog/current-versions.ts'
import { postgresDatasets } from './modules/catalog/dataset-store.postgres.ts'
import { postgresAttachments, postgresOrganisations } from './modules/catalog/organisation-store.postgres.ts'
import { useCounter } from './modules/catalog/use-counter.ts'
import { postgresVersions } from './modules/catalog/version-store.postgres.ts'
import { catalogPages } from './modules/catalog/web.tsx'
import { followSources } from './modules/indicator/follow-sources.ts'
import { diskBegunVersions } from './modules/ingest/begun-versions.disk.ts'
import { clearInterrupted } from './modules/ingest/clear-interrupted.ts'
import { readTable } from './modules/ingest/formats/read-table.node.ts'
import { ingestFile } from './modules/ingest/ingest-file.ts'
import { rebuildDataset } from './modules/ingest/rebuild-dataset.ts'
import { rebuildIncomplete } from './modules/ingest/rebuild-incomplete.ts'
import { runQueue } from './modules/ingest/run-queue.ts'
import { postgresOverrides, postgresRuns } from './modules/ingest/run-store.postgres.ts'
import { correctedOverrides } from './modules/ingest/typed-overrides.ts'
import { duckdbBuilder } from './modules/ingest/version-builder.duckdb.ts'
import { interopPages } from './modules/interop/index.ts'
import { ErrorPage } from './modules/portal/pages/error-page.tsx'
import { starterDatasets } from './modules/portal/starter-datasets.ts'
import { portalPages } from './modules/portal/web.tsx'
import { queryApi } from './modules/query/api.ts'
import { openVersions } from './modules/query/open-versions.duckdb.ts'
import { duckdbTables } from './modules/query/tables.duckdb.ts'
import { territoryApi } from './modules/territory/api.ts'
import { deliveries } from './modules/territory/cog-packages.node.ts'
import { ofPlace } from './modules/territory/place.ts'
import { placeBoxes } from './modules/territory/place-boxes.ts'
import { loadTerritory } from './modules/territory/place-loader.postgres.ts'
import { placeReferences } from './modules/territory/place-references.ts'
import { postgresPlaces } from './modules/territory/place-store.postgres.ts'
import { rememberedPlaces } from './modules/territory/remembered-places.ts'
import { assetPages, buildAssets } from './web/assets.ts'
import { renderPage, type Site } from './web/index.ts'

const QUERY_LIMITS = { milliseconds: 15_000 }

/** Starts the whole product; what was begun is ended when it cannot be finished, or when `signal` fires before it is. */
export const compose = async (
  config: Config,
  tell: (doing: string) => void = () => undefined,
  role: 'serve' | 'command' = 'serve',
  signal?: AbortSignal,
) => {
  const ends: End[] = []
  const giveUp = () => void Promise.allSettled(ends.map((end) => end())) // at once: what waits for another is let go
  signal?.addEventListener('abort', giveUp)
  try {
    return await assemble({ config, tell, role, ends, ...(signal ? { signal } : {}) })
  } catch (error) {
    await endAll(ends).catch(() => undefined)
    throw error
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

type End = () => Promise<unknown>

interface Start {
  readonly config: Config
  readonly tell: (doing: string) => void
  readonly role: 'serve' | 'command'
  /** What ends each thing begun, in the order of beginnings. */
  readonly ends: End[]
  readonly signal?: AbortSignal
}

/** Ends everything, the last begun first; one that fails does not keep the others from ending. */
const endAll = async (ends: readonly End[]): Promise<void> => {
  const failures: unknown[] = []
  for (const end of ends.toReversed()) await end().catch((error) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

/** The whole product on one page: which adapter fills which port. Nothing else may choose. */
const assemble = async ({ config, tell, role, ends, signal }: Start) => {
  const folder = resolve(config.DATA_DIR)
  const [versionsFolder, exportsFolder, workFolder] = ['versions', 'exports', 'travail'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  for (const path of [versionsFolder, exportsFolder, workFolder]) await mkdir(path, { recursive: true })
  const now = () => new Date()
  const newId = () => randomUUID()

  const lock = await lockFolder(folder, role)
  ends.push(lock.release)
  // Records of the portal.
  if (!config.DATABASE_URL) tell('Démarrage de PostgreSQL')
  const onLost = (why: string) => tell(`${why} : redémarrage`)
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres(join(folder, 'postgres'), {
        ...(role === 'serve' ? { onLost } : {}),
      })
  if (embedded) ends.push(embedded.stop)
  signal?.throwIfAborted()
  const { database, alive, close } = connect(config.DATABASE_URL ?? embedded?.url ?? '')
  ends.push(close)
  await migrate(database)
  await loadTerritory(database, now(), tell)
  const places = rememberedPlaces(postgresPlaces(database, config.ICAUNA_TERRITORY), config.ICAUNA_TERRITORY, now)
  const onBug = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  const exclusive = exclusiveWork(database)
  const follower = followSources(onBug)
  const askRevisions = postgresRevisions(database)
  const stored = postgresDatasets(database, places.names, async () => (await askRevisions()).datasets)
  const { datasets, versions } = announcedStores(stored, postgresVersions(database), follower.noted)
  const organisations = postgresOrganisations(database)
  const attachments = postgresAttachments(database)
  const runs = postgresRuns(database)
  const overrides = postgresOverrides(database)
  const uses = useCounter(datasets)
  ends.push(uses.flush)

  // Rows of datasets.
  const blobs = diskBlobs(join(folder, 'fichiers'))
  const builder = duckdbBuilder(versionsFolder)
  const begun = diskBegunVersions(join(folder, 'commencees'))
  const opened = openVersions(versionsFolder, exportsFolder)
  ends.push(opened.close)
  const tables = duckdbTables(opened, QUERY_LIMITS, exportsFolder)

  // Ingestion.
  const withFolder = temporaryFolders(workFolder, 'lecture-')
  const references = placeReferences(places)
  const ingestion = { datasets, versions, blobs, overrides, builder, begun, read: readTable, references, withFolder }
  const ingest = ingestFile({ ...ingestion, newId, now })
  const rebuild = rebuildDataset({ datasets, versions, overrides, ingest })
  const { geography, contours, indicators } = composeIndicators({
    ...{ database, folder, places, datasets, versions, organisations, tables, blobs, overrides, ingest },
    ...{ exclusive, askRevisions, newId, now },
    home: config.ICAUNA_TERRITORY,
    ...{ maxUpload: config.MAX_UPLOAD_MB * 1e6, ends },
  })
  const follow = () => follower.begin((stopped) => indicators.follow(stopped, tell))
  if (role === 'command') follow()
  ends.push(() => follower.close(role === 'command' && !signal?.aborted)) // what a command showed has its figures when it ends
  const boxesOf = placeBoxes(contours, contours.maps.revision)
  const queue = runQueue({ runs, ingest, newId, now, onBug, pause: (signal) => pause(2000, undefined, { signal }) })
  ends.push(queue.close)

  // What people see.
  const home = await places.byCode('departement', config.ICAUNA_TERRITORY, now().toISOString().slice(0, 10))
  if (!home) throw new Error(`Aucun département n’a le code ${config.ICAUNA_TERRITORY} (réglage ICAUNA_TERRITORY).`)
  const assets = await buildAssets()
  const site: Site = {
    name: 'Icauna',
    territory: home.name,
    ofTerritory: ofPlace(home),
    territoryId: home.id,
    publicUrl: config.PUBLIC_URL,
    asset: (name) => assets.get(name)?.path ?? `/assets/${name}`,
  }
  const audit = postgresAudit(database)
  const access = {
    people: postgresPeople(database),
    audit,
    hash: hashPassword,
    verify: verifyPassword,
    nobody: NOBODY,
    newId,
    now,
    site,
    organisations: () => organisations.list(),
  }
  const edit = { datasets, versions, organisations, places, attachments, audit, newId, now }
  const harvest = composeHarvest({
    ...{ config, database, home, places, organisations, tables, edit, exclusive, onBug },
    ingest: { ...ingestion, newId, now },
    ...{ foresee: indicators.foresee, indicators: indicators.store, follower },
  })
  ends.push(harvest.close)
  const atelier = {
    site,
    datasets,
    versions,
    organisations,
    places,
    ...{ attachments, blobs, overrides, runs, queue, tables, audit, firstSources: harvest.proposed },
    ...{ setAside: setAsideRows(versionsFolder), boxesOf, newId, now },
    maxUpload: config.MAX_UPLOAD_MB * 1e6,
    uploads: postgresUploads(database, { limit: config.UPLOAD_QUOTA_MB * 1e6, newId, now }),
  }
  const stateOf = pagesState(askRevisions, contours.maps, now)
  const placed = { places, now, geography, indicators }
  const server = await buildServer({
    logLevel: config.LOG_LEVEL,
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
    ...{ rateLimit: config.RATE_LIMIT, pagesState: stateOf, personOf: personOfRequest(access) },
    errorPage: (problem) =>
      renderPage(
        ErrorPage({
          site,
          status: problem.status,
          title: problem.title,
          detail: problem.detail,
          instance: problem.instance ?? '',
        }),
      ),
    api: [
      catalogApi({ publicUrl: config.PUBLIC_URL, datasets, versions, organisations, attachments }),
      queryApi({ tables, versions: currentVersions({ datasets, versions, now }), countUse: uses.count }),
      territoryApi({ places, contours, now }),
      ...(await placeApis({ ...placed, publicUrl: config.PUBLIC_URL })),
    ],
    pages: [
      assetPages(assets),
      portalPages({ site, places, datasets, alive }),
      catalogPages({
        site,
        datasets,
        versions,
        organisations,
        places,
        attachments,
        blobs,
        tables,
        versionsFolder,
        ...{ countUse: uses.count, originsOf: harvest.portals.originsOf, leftOutOf: harvest.leftOutOf },
      }),
      ...(await placePages({ site, ...placed, datasets, versions, organisations, contours, askRevisions })),
      interopPages({ site, exported: postgresCatalogueExport(database), datasets, organisations, boxesOf }),
      accessPages(access),
      atelierPages(atelier),
      harvest.pages(site),
    ],
  })
  const ahead = ownPagesAhead({ app: server, stateOf, places, known: indicators.known, now, home: site.territoryId })
  ends.push(() => server.close(), ahead.close)
  return {
    config,
    folder,
    database,
    server,
    ahead,
    site,
    places,
    contours,
    datasets,
    versions,
    organisations,
    blobs,
    tables,
    indicators,
    runs,
    queue,
    ingest,
    ...{ rebuild, overrides, correctedOverrides },
    ...{ edit, harvest, follower },
    addPerson: addPerson(access),
    resetPassword: resetPassword(access),
    ...{ people: access.people, firstAdministrator: firstAdministrator(access) },
    /** What a first start has to do once: half-made work removed, first datasets made. */
    prepare: async () => {
      await clearInterrupted({ runs, versions, builder, begun, now })()
      await blobs.removeUnfinished()
      await harvest.recover()
      for (const path of [workFolder, exportsFolder]) {
        await rm(path, { recursive: true, force: true })
        await mkdir(path, { recursive: true })
      }
      await rebuildIncomplete({ datasets, builder, rebuild })(tell)
      const starters = { places, geography, datasets, organisations, blobs, ingest, now, postcodes: deliveries }
      return starterDatasets(starters, home.id, tell)
    },
    /** What may come once the portal answers: the national dataset that places are compared with, and indicators. */
    complete: () => indicators.complete(home.id, tell).finally(() => [follow(), harvest.begin()]),
    close: () => endAll(ends),
  }
}

export type Product = Awaited<ReturnType<typeof compose>>
