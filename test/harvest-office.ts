import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exclusiveHere } from '../src/kernel/exclusive.ts'
import type { Person } from '../src/modules/access/index.ts'
import { diskBlobs } from '../src/modules/catalog/blob-store.disk.ts'
import type { Dataset, Version } from '../src/modules/catalog/index.ts'
import { decideProposal } from '../src/modules/harvest/decide-proposal.ts'
import { type HarvestDeps, harvestSources } from '../src/modules/harvest/harvest-source.ts'
import {
  type HarvestRun,
  type HarvestStore,
  type Progress,
  type Proposal,
  type Source,
  type SourceState,
  unknownState,
} from '../src/modules/harvest/index.ts'
import { folderNetwork } from '../src/modules/harvest/network/folder-network.disk.ts'
import { placeFacts } from '../src/modules/harvest/place-facts.ts'
import { duckdbPart } from '../src/modules/harvest/take-part.duckdb.ts'
import { diskBegunVersions } from '../src/modules/ingest/begun-versions.disk.ts'
import { notes } from '../src/modules/ingest/formats/notes.ts'
import { readTable } from '../src/modules/ingest/formats/read-table.node.ts'
import { UNPACK_LIMITS, unzip } from '../src/modules/ingest/formats/unpack.node.ts'
import { type IngestDeps, ingestFile, type Overrides } from '../src/modules/ingest/index.ts'
import type { References } from '../src/modules/ingest/infer/references.ts'
import { duckdbBuilder } from '../src/modules/ingest/version-builder.duckdb.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'
import { openVersions } from '../src/modules/query/open-versions.duckdb.ts'
import { duckdbTables } from '../src/modules/query/tables.duckdb.ts'
import { someCodes } from './ingested.ts'
import { make } from './make.ts'
import { quickTime } from './replay-server.ts'

/** States, runs and proposals in memory, as PostgreSQL keeps them. */
export const memoryHarvest = (): HarvestStore => {
  const states = new Map<string, SourceState>()
  const runs = new Map<string, HarvestRun>()
  const proposals = new Map<string, Proposal>()
  const told = new Map<string, { readonly progress: Progress; readonly at: Date }>()
  const close = (datasetId: string, at: string) => {
    for (const one of proposals.values())
      if (one.datasetId === datasetId && one.state === 'waiting')
        proposals.set(one.id, { ...one, state: 'replaced', decidedAt: at })
  }
  return {
    state: async (source) => states.get(source),
    states: async () => [...states.values()],
    async saveState(state) {
      const { everyDays, paused } = states.get(state.source) ?? state
      states.set(state.source, { ...state, everyDays, paused })
    },
    saveRhythm: async (source, rhythm) =>
      void states.set(source, { ...(states.get(source) ?? unknownState(source)), ...rhythm }),
    addRun: async (run) => void runs.set(run.id, run),
    changeRun: async (run) => void runs.set(run.id, run),
    runs: async (limit, source) =>
      [...runs.values()]
        .filter((run) => source === undefined || run.source === source)
        .toReversed()
        .slice(0, limit),
    tellProgress: async (id, progress, at) => void told.set(id, { progress, at }),
    endProgress: async (id) => void told.delete(id),
    progressSince: async (since) =>
      [...told.values()].toSorted((a, b) => Number(b.at) - Number(a.at)).find(({ at }) => at >= since)?.progress,
    async interruptAll() {
      told.clear()
      return 0
    },
    async propose(proposal) {
      close(proposal.datasetId, proposal.createdAt)
      proposals.set(proposal.id, proposal)
    },
    withdraw: async (datasetId, at) => close(datasetId, at.toISOString()),
    proposal: async (id) => proposals.get(id),
    waiting: async () => [...proposals.values()].filter(({ state }) => state === 'waiting'),
    lastProposal: async (datasetId) => [...proposals.values()].findLast((one) => one.datasetId === datasetId),
    async settle(id, decision, by, at) {
      const known = proposals.get(id)
      if (known?.state !== 'waiting') return false
      proposals.set(id, { ...known, state: decision, decidedBy: by, decidedAt: seconds(at) })
      return true
    },
    async conclude(id, at) {
      const known = proposals.get(id)
      if (known) proposals.set(id, { ...known, concludedAt: seconds(at) })
    },
    async reopen(id, at) {
      const known = proposals.get(id)
      if (!known) return
      const newer = [...proposals.values()].some(
        (one) => one.datasetId === known.datasetId && one.id !== id && one.state === 'waiting',
      )
      proposals.set(id, {
        ...known,
        state: newer ? 'replaced' : 'waiting',
        decidedBy: null,
        decidedAt: newer ? seconds(at) : null,
        concludedAt: null,
      })
    },
    unconcluded: async () =>
      [...proposals.values()].filter(
        ({ state, concludedAt }) => ['accepted', 'refused'].includes(state) && concludedAt === null,
      ),
  }
}

const seconds = (at: Date) => at.toISOString().replace(/\.\d+/, '')

export const editor: Person = { id: 'editrice', email: '', name: 'Éditrice', role: 'editor', organisation: null }

/**
 * The harvest with its real reading, building and comparing, a catalogue in memory, and a folder for the internet.
 * `home`: the communes of the territory.
 */
export const harvestOffice = async (
  home: readonly { readonly code: string; readonly name: string }[],
  references: References = someCodes,
  foresee: HarvestDeps['foresee'] = async () => [],
) => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-moisson-'))
  const datasets = new Map<string, Dataset>()
  const versions = new Map<string, Version>()
  const overrides = new Map<string, Overrides>()
  let last = 0
  const newId = () => {
    last += 1
    return `id-${last}`
  }
  const time = quickTime()
  const builder = duckdbBuilder(join(folder, 'versions'))
  const opened = openVersions(join(folder, 'versions'), join(folder, 'exports'))
  const tables = duckdbTables(opened, { milliseconds: 15_000 }, join(folder, 'exports'))
  const blobs = diskBlobs(join(folder, 'fichiers'))
  const withFolder = async <T>(work: (path: string) => Promise<T>): Promise<T> => {
    const path = await mkdtemp(join(folder, 'lecture-'))
    return work(path).finally(() => rm(path, { recursive: true, force: true }))
  }
  const ingestion: IngestDeps = {
    datasets: { get: async (id) => datasets.get(id) },
    versions: {
      get: async (id) => versions.get(id),
      async add(made) {
        const number = 1 + [...versions.values()].filter((one) => one.datasetId === made.datasetId).length
        const version: Version = { ...made, number, publishedAt: null }
        versions.set(version.id, version)
        return version
      },
      async publish(datasetId, versionId, at) {
        const [dataset, version] = [datasets.get(datasetId), versions.get(versionId)]
        if (dataset) datasets.set(datasetId, { ...dataset, versionId, status: 'published' })
        if (version) versions.set(versionId, { ...version, publishedAt: version.publishedAt ?? at.toISOString() })
      },
    },
    blobs,
    overrides: {
      get: async (id) => overrides.get(id) ?? {},
      save: async (id, given) => void overrides.set(id, given),
    },
    builder,
    begun: diskBegunVersions(join(folder, 'commencees')),
    read: readTable,
    references: async () => references,
    withFolder,
    newId,
    now: time.now,
  }
  const places = {
    get: async (id: string) =>
      id === HOME_ID ? { ...yonne, id, code: '89', name: 'Yonne', level: 'departement' as const } : undefined,
    members: async () =>
      home.map((one) => ({ ...yonne, ...one, id: `commune:${one.code}`, level: 'commune' as const })),
    containers: async () => [],
    names: async (ids: readonly string[]) =>
      new Map(
        home.filter(({ code }) => ids.includes(`commune:${code}`)).map((one) => [`commune:${one.code}`, one.name]),
      ),
  }
  const publish = (_: Person, datasetId: string, versionId: string) =>
    ingestion.versions.publish(datasetId, versionId, time.now())
  const store = memoryHarvest()
  const bugs: unknown[] = []
  const deps: HarvestDeps = {
    store,
    network: folderNetwork(folder),
    time,
    datasets: {
      get: async (id) => datasets.get(id),
      getBySlug: async (slug) => [...datasets.values()].find((one) => one.slug === slug),
      save: async (dataset) => void datasets.set(dataset.id, dataset),
    },
    versions: {
      get: ingestion.versions.get,
      ofDataset: async (id) => [...versions.values()].filter(({ datasetId }) => datasetId === id).toReversed(),
    },
    overrides: ingestion.overrides,
    blobs,
    takePart: duckdbPart(blobs, withFolder, (path, target, member, bytes) =>
      unzip(path, target, member, notes(), { ...UNPACK_LIMITS, ratioFrom: 1e6, bytes }),
    ),
    maxUpload: 1e9,
    cardFor: async (feed) =>
      feed.card
        ? { ...feed.card, id: feed.dataset, file: '' }
        : (await expectedDatasets()).datasets.find(({ id }) => id === feed.dataset),
    ingest: ingestFile(ingestion),
    async ingestBriefly(request, { dataset }, look) {
      const version = await ingestFile({
        ...ingestion,
        datasets: { get: async () => dataset },
        versions: { ...ingestion.versions, add: async (made) => ({ ...made, number: 1, publishedAt: null }) },
      })(request)
      return look(version).finally(() => builder.discard(version.id))
    },
    compareRows: builder.compare,
    foresee,
    places: placeFacts(tables, places, HOME_ID, time.now),
    publish,
    exclusive: exclusiveHere(),
    newId,
    now: time.now,
    onBug: (error) => bugs.push(error),
  }
  const run = (
    sources: readonly Source[],
    { dry = false, ...others }: { readonly dry?: boolean } & Partial<Pick<HarvestDeps, 'network' | 'holderOf'>> = {},
  ) => harvestSources({ ...deps, ...others })(sources, { person: editor, dry })
  return {
    folder,
    datasets,
    versions,
    store,
    bugs,
    run,
    /** What an editor does to go back to a version, or on to another. */
    show: (version: Version) => publish(editor, version.datasetId, version.id),
    decide: decideProposal({ store, publish, audit: { record: async () => undefined }, now: time.now }),
    /** Puts answers in the folder that stands for the internet; replaces those that were there. */
    serve: async (answers: Readonly<Record<string, string | Buffer>>) => {
      const listed = await Promise.all(
        Object.entries(answers).map(async ([url, content], i) => {
          last += 1
          const file = `reponse-${i}-${last}`
          await writeFile(join(folder, file), content)
          return [url, { file }] as const
        }),
      )
      await writeFile(join(folder, 'manifest.json'), JSON.stringify({ answers: Object.fromEntries(listed) }))
    },
    close: async () => {
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const HOME_ID = 'departement:89'
const yonne = {
  kind: 'commune-actuelle',
  liaison: 0,
  validFrom: null,
  validUntil: null,
  postcodes: [],
  population: null,
}

/** A source of one CSV of communes, at a plain address. */
export const communesSource = (changes: Partial<Source> = {}): Source => ({
  id: 'revenus',
  title: 'Revenus des communes',
  page: 'https://exemple.fr/revenus',
  known: 'read',
  fetch: { connector: 'http', url: 'https://exemple.fr/revenus.csv' },
  feeds: [
    {
      dataset: 'revenus-communes',
      checks: {
        minRows: 10,
        columns: ['^codgeo$', '^revenu$'],
        ranges: [{ column: '^revenu$', min: 0, max: 100_000 }],
        places: { column: '^codgeo$', level: 'commune', least: 0.9 },
      },
      card: {
        title: 'Revenus des communes',
        description: 'Un tableau.',
        keywords: [],
        theme: 'SOCI',
        producer: make.organisation().id,
        licence: 'lov2',
        frequency: 'ANNUAL',
        temporal: null,
        territory: 'pays:FR',
        provenance: '',
        sourceUrl: null,
      },
    },
  ],
  ...changes,
})
