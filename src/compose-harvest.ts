import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyPluginAsync } from 'fastify'
import { composePortals } from './compose-portals.ts'
import type { Config } from './config.ts'
import type { Exclusive } from './kernel/exclusive.ts'
import type { Database } from './kernel/sql.ts'
import {
  type BlobStore,
  type EditDeps,
  type OrganisationStore,
  publishDataset,
  showVersion,
} from './modules/catalog/index.ts'
import { changeRhythm } from './modules/harvest/change-rhythm.ts'
import { decideProposal, finishDecisions } from './modules/harvest/decide-proposal.ts'
import type { FillDeps } from './modules/harvest/fill-dataset.ts'
import { harvestSources } from './modules/harvest/harvest-source.ts'
import { postgresHarvest } from './modules/harvest/harvest-store.postgres.ts'
import {
  dueAt,
  firstSources,
  firstStart,
  harvestDesk,
  type LeftOut,
  ownOnly,
  type Probed,
  probeSources,
  type Source,
  type StartProposal,
  territoryVariables,
  watchSources,
} from './modules/harvest/index.ts'
import { interruptedSources, keepSchedule } from './modules/harvest/keep-schedule.ts'
import { knownFeeds } from './modules/harvest/known-feeds.ts'
import { folderNetwork } from './modules/harvest/network/folder-network.disk.ts'
import { internet } from './modules/harvest/network/internet.http.ts'
import { reachNetwork } from './modules/harvest/network/reach-network.ts'
import { packFiles, recordingNetwork } from './modules/harvest/pack-files.disk.ts'
import { type Packed, packSources } from './modules/harvest/pack-sources.ts'
import { placeFacts } from './modules/harvest/place-facts.ts'
import { keptSources } from './modules/harvest/shipped-sources.disk.ts'
import { startFields } from './modules/harvest/start-fields.disk.ts'
import { duckdbPart } from './modules/harvest/take-part.duckdb.ts'
import { progressAnywhere, toldToAll } from './modules/harvest/tell-progress.ts'
import { harvestPages } from './modules/harvest/web.tsx'
import { withdrawLeftOut } from './modules/harvest/withdraw-left-out.ts'
import { withinReach } from './modules/harvest/within-reach.ts'
import {
  type IndicatorMove,
  type IndicatorStore,
  readersOf,
  type SourceFollower,
  type SourceRecord,
} from './modules/indicator/index.ts'
import { notes } from './modules/ingest/formats/notes.ts'
import { UNPACK_LIMITS, unzip } from './modules/ingest/formats/unpack.node.ts'
import { type IngestDeps, ingestFile, type VersionBuilder } from './modules/ingest/index.ts'
import { expectedDatasets } from './modules/portal/expected-datasets.disk.ts'
import type { Tables } from './modules/query/index.ts'
import { ofPlace, type Place, type PlaceStore } from './modules/territory/index.ts'
import type { Site } from './web/index.ts'

interface HarvestParts {
  readonly config: Config
  readonly database: Database
  readonly home: Place
  readonly places: PlaceStore
  readonly organisations: OrganisationStore
  readonly tables: Tables
  readonly ingest: IngestDeps & { readonly blobs: BlobStore; readonly builder: VersionBuilder }
  readonly edit: EditDeps
  /** What would become of indicators if a version were shown. */
  readonly foresee: (version: SourceRecord) => Promise<readonly IndicatorMove[]>
  readonly exclusive: Exclusive
  readonly follower: Pick<SourceFollower, 'during'>
  readonly indicators: Pick<IndicatorStore, 'list'>
  readonly onBug: (error: unknown) => void
}

/** One file of an archive, within what archives may hold, and what a file received may weigh. */
const unzipMember = (path: string, target: string, member: RegExp, bytes: number) =>
  unzip(path, target, member, notes(), { ...UNPACK_LIMITS, bytes })

/** Milliseconds between two signs of life of a harvest that other processes look at. */
const HEARTBEAT = 20_000
/** Runs looked at to find those that a stop interrupted. */
const RECENT_RUNS = 500

/** The part of the house that gathers what producers publish. */
export const composeHarvest = (parts: HarvestParts) => {
  const { config, database, home, places, organisations, tables, ingest, edit, indicators, foresee, exclusive } = parts
  const { follower, onBug } = parts
  const { now, newId } = edit
  const store = postgresHarvest(database)
  const time = {
    now,
    wait: (milliseconds: number, signal?: AbortSignal) => pause(milliseconds, undefined, signal ? { signal } : {}),
  }
  const world = internet({
    userAgent: `Icauna/1.0 (portail de données ouvertes ; +${config.PUBLIC_URL}${config.HARVEST_CONTACT ? ` ; ${config.HARVEST_CONTACT}` : ''})`,
    allowedHosts: new Set(config.HARVEST_ALLOWED_HOSTS.split(/[\s,]+/).filter((host) => host !== '')),
    patience: 60_000,
    longest: 3_600_000,
  })
  const network = config.HARVEST_FOLDER ? folderNetwork(config.HARVEST_FOLDER) : world

  const shippedWith = keptSources()
  const variables = territoryVariables(places, home, now)
  const portals = composePortals({ database, network, time, variables, organisations, edit, harvest: store, onBug })
  const sources = async (): Promise<readonly Source[]> => {
    const shipped = await shippedWith.sources(await variables())
    return [...shipped, ...ownOnly(await portals.sources(), shipped)]
  }
  // What comes with the program does not change while it runs.
  let listed: ReturnType<typeof expectedDatasets> | undefined
  const expected = () => {
    listed ??= expectedDatasets()
    return listed
  }
  const producers = async () => [...(await expected()).organisations, ...(await shippedWith.producers())]
  const { cardFor, frequencyOf, fedBy } = knownFeeds({
    expected: async () => (await expected()).datasets,
    producers,
    datasets: edit.datasets,
    readers: async () => {
      const records = await indicators.list()
      return (names) => readersOf(records, names).map(({ definition }) => definition)
    },
  })
  const knowProducers = async () => {
    for (const one of await producers()) if (!(await organisations.get(one.id))) await organisations.save(one)
  }
  const publish: FillDeps['publish'] = async (person, datasetId, versionId) => {
    await showVersion(edit)(person, datasetId, versionId)
    if ((await edit.datasets.get(datasetId))?.status === 'draft') await publishDataset(edit)(person, datasetId)
  }
  const ingestBriefly: FillDeps['ingestBriefly'] = async (request, { dataset, reading }, look) => {
    const version = await ingestFile({
      ...ingest,
      datasets: { get: async () => dataset },
      overrides: { get: async () => reading, save: async () => undefined },
      versions: { ...ingest.versions, add: async (made) => ({ ...made, number: 1, publishedAt: null }) },
    })(request)
    try {
      return await look(version)
    } finally {
      await ingest.builder.discard(version.id)
    }
  }
  const harvest = harvestSources({
    store,
    network,
    time,
    datasets: edit.datasets,
    versions: edit.versions,
    overrides: ingest.overrides,
    blobs: ingest.blobs,
    takePart: duckdbPart(ingest.blobs, ingest.withFolder, unzipMember),
    maxUpload: config.MAX_UPLOAD_MB * 1e6,
    cardFor,
    ingest: ingestFile(ingest),
    ingestBriefly,
    compareRows: ingest.builder.compare,
    foresee: async ({ id, slug, title }, { id: versionId, number }) =>
      (await foresee({ datasetId: id, slug, title, versionId, number, producer: '' })).map((move) => ({
        ...move,
        refused: [...move.refused],
        largest: [...move.largest],
      })),
    places: placeFacts(tables, places, home.id, now),
    holderOf: portals.holderOf,
    publish,
    ...{ exclusive, newId, now, onBug },
  })
  const reachable = withinReach(network, time)
  const trouble = async () => (await network.trouble?.()) ?? null
  const deciding = { store, publish, audit: edit.audit, now }
  const withdrawing = withdrawLeftOut({ ...edit, store, blobs: ingest.blobs, discard: ingest.builder.discard })
  // What could not be removed is told, and tried again the next time: it stops neither a harvest nor a start.
  const withdraw = (of: readonly Source[]) => withdrawing(of).catch(onBug)
  const decide: ReturnType<typeof decideProposal> = async (...word) => {
    const decided = await decideProposal(deciding)(...word)
    return among(new Set([decided.source]))
      .then(withdraw)
      .then(() => decided)
  }
  const beat = (again: () => void) => {
    const timer = setInterval(again, HEARTBEAT).unref()
    return () => clearInterval(timer)
  }
  const run = toldToAll({ store, newId, now, beat, onBug })(async (chosen, options) => {
    if (!options.dry) await knowProducers()
    return follower.during(async () => {
      const done = await harvest(chosen, options)
      if (!options.dry) await withdraw(chosen)
      if (!options.dry) await portals.recogniseAfter(done)
      return done
    })
  })
  const desk = harvestDesk({ run, onBug })
  const among = async (names: ReadonlySet<string>) => (await sources()).filter(({ id }) => names.has(id))
  const schedule = keepSchedule({
    desk,
    due: async (at) => dueAt(await watchSources({ store, sources, frequencyOf, reachable, trouble })(at), at),
    interrupted: async () => reachable(await among(interruptedSources(await store.runs(RECENT_RUNS)))),
    ...{ time, onBug, everyMinutes: config.HARVEST_SCHEDULE },
  })
  const propose = firstStart({ store, network, sources, starters: shippedWith.starters, reachable })
  let proposed: Promise<StartProposal | null> | undefined
  const start = {
    /** What a portal that never harvested may begin with, as it was found the last time that the network was asked. */
    known: async () => ((await proposed) && (await propose.isNew()) ? ((await proposed) ?? null) : null),
    /** Asks the network, three seconds at most. */
    again: (signal?: AbortSignal) => {
      proposed = propose.ask(signal)
      return proposed
    },
  }
  return {
    store,
    portals,
    sources,
    frequencyOf,
    reachable,
    /** Harvests that go on by themselves, one at a time. */
    desk,
    /** What the console says and does of them at the first start. */
    first: firstSources({
      setting: config.HARVEST_START,
      ...{ ask: start.again, desk, room: `${config.PUBLIC_URL}/atelier/sources`, ofTerritory: ofPlace(home) },
    }),
    /** Harvests sources; the indicators that read what changed follow, once. */
    run,
    /** What a stop left: runs are told as interrupted, decisions are followed to their end; and what a new definition leaves out goes. */
    recover: async () => {
      await store.interruptAll(now())
      await finishDecisions({ ...deciding, datasets: edit.datasets, versions: edit.versions })()
      await withdraw(await sources())
    },
    /** What a portal that never harvested may begin with, for whoever opens the back office; null when there is nothing to say. */
    proposed: async () => {
      const found = desk.progress() === null ? await start.known() : null
      return found && { offline: found.kind === 'offline', sources: found.kind === 'ready' ? found.sources.length : 0 }
    },
    /** A person’s word on how often a source is looked at. */
    changeRhythm: changeRhythm({ store, audit: edit.audit, now }),
    /** A person’s word on what waits. */
    decide,
    pages:
      (site: Site): FastifyPluginAsync =>
      async (app) => {
        await app.register(
          harvestPages({
            ...{ site, store, sources, reachable, frequencyOf, desk, schedule, fedBy, start, decide, now },
            ...{ datasets: edit.datasets, versions: edit.versions, audit: edit.audit },
            offline: network.kind === 'folder',
            trouble,
            elsewhere: progressAnywhere(store),
          }),
        )
        await app.register(portals.pages(site))
      },
    /** What the source of a dataset leaves out of its file. */
    leftOutOf: async (dataset: string): Promise<readonly LeftOut[]> =>
      (await sources()).find(({ feeds }) => feeds.some((feed) => feed.dataset === dataset))?.leftOut ?? [],
    /** Why the folder that stands for the internet answers nothing; null when it does, and of the internet. */
    trouble,
    /** Asks every endpoint of sources once, and says who changed shape; null when there is no network. */
    probe: async (chosen: readonly Source[], onDone: (probed: Probed) => void) => {
      if (!(await reachNetwork(network))) return null
      const readingOf = async ({ feeds: [feed] }: Source) => (feed && (await cardFor(feed))?.reading) ?? {}
      const fieldsOf = startFields({ read: ingest.read, withFolder: ingest.withFolder, readingOf })
      return probeSources({ network, time, fieldsOf })(chosen, onDone)
    },
    /** Makes a folder that stands for the internet: from files that someone has, else from the internet itself. */
    pack: async (folder: string, files: string | null, onDone: (packed: Packed) => void) => {
      const all = await sources()
      if (files !== null) {
        const found = await packFiles(all, files, folder, now().getFullYear())
        return found.map((source): Packed => ({ source, failure: null }))
      }
      const recording = recordingNetwork(world, folder)
      try {
        return await packSources(all, recording, time, onDone)
      } finally {
        await recording.done()
      }
    },
    /** What the portal harvests by itself, once it serves. */
    begin: schedule.begin,
    close: async () => {
      await Promise.all([desk.close(), schedule.close()])
      await world.close()
    },
  }
}
