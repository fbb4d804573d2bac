import { createHash } from 'node:crypto'
import type { ColumnProfile, Dataset, Version } from '../src/modules/catalog/index.ts'
import { type FillDeps, fillDataset } from '../src/modules/harvest/fill-dataset.ts'
import type { Feed, Source } from '../src/modules/harvest/index.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'
import { editor, memoryHarvest } from './harvest-office.ts'
import type { MadeColumn, MadeTable } from './made-files.ts'
import { make } from './make.ts'

/**
 * What becomes of editions of one dataset, decided as the harvest decides, on versions that are only profiles: nothing is
 * read nor built. `home`: codes of the communes of the territory.
 */
export const lightFill = (source: Source, feed: Feed, home: readonly string[]) => {
  const tables = new Map<string, MadeTable>()
  const datasets = new Map<string, Dataset>()
  const versions = new Map<string, Version>()
  const originalOf = (table: MadeTable) => {
    const sha256 = createHash('sha256').update(JSON.stringify(table)).digest('hex')
    tables.set(sha256, table)
    return { sha256, bytes: 1, name: 'jeu.csv' }
  }
  const tableOf = ({ original }: Pick<Version, 'original'>): MadeTable => {
    const table = tables.get(original.sha256)
    if (!table) throw new Error('an unknown edition')
    return table
  }
  const deps: FillDeps = {
    store: memoryHarvest(),
    datasets: {
      get: async (id) => datasets.get(id),
      getBySlug: async () => undefined,
      save: async (dataset) => void datasets.set(dataset.id, dataset),
    },
    versions: { get: async (id) => versions.get(id), ofDataset: async () => [] },
    overrides: { get: async () => ({}), save: async () => undefined },
    cardFor: async () =>
      feed.card
        ? { ...feed.card, id: feed.dataset, file: '' }
        : (await expectedDatasets()).datasets.find(({ id }) => id === feed.dataset),
    async ingest({ datasetId, original }) {
      const table = tableOf({ original })
      const before = datasets.get(datasetId)?.versionId
      const version = make.version({
        id: original.sha256,
        datasetId,
        original,
        rowCount: table.rows.length,
        columns: profilesOf(table),
        change: before === undefined || before === null ? null : noChange,
      })
      versions.set(version.id, version)
      return version
    },
    ingestBriefly: () => Promise.reject(new Error('nothing is dry here')),
    foresee: async () => [],
    compareRows: async () => ({ added: 0, removed: 0, changed: null }),
    places: {
      codesIn: async (version, column) => {
        const table = tableOf(version)
        const at = table.columns.findIndex(({ label }) => label === column)
        return new Set(table.rows.map((row) => row[at] ?? ''))
      },
      home: async (level) => (level === 'commune' ? home : ['89']).map((code) => ({ code, name: `Lieu ${code}` })),
      names: async () => new Map(),
    },
    async publish(_, datasetId, versionId) {
      const dataset = datasets.get(datasetId)
      if (dataset) datasets.set(datasetId, { ...dataset, versionId, status: 'published' })
    },
    newId: () => 'proposition',
    now: () => new Date('2026-11-25T10:00:00Z'),
  }
  return (table: MadeTable) =>
    fillDataset(deps)({ source, feed, original: originalOf(table), edition: null, person: editor, dry: false })
}

const noChange = {
  rowsAdded: 0,
  rowsRemoved: 0,
  rowsChanged: null,
  columnsAdded: [],
  columnsRemoved: [],
  columnsRetyped: [],
  key: null,
}

const profilesOf = ({ columns, rows }: MadeTable): ColumnProfile[] =>
  columns.map((column, j) =>
    profileOf(
      column,
      rows.map((row) => row[j] ?? ''),
    ),
  )

const SEMANTICS: Readonly<Partial<Record<MadeColumn['role'], ColumnProfile['semantic']>>> = {
  period: 'year',
  longitude: 'longitude',
  latitude: 'latitude',
  position: 'geopoint',
}

const profileOf = ({ label, role }: MadeColumn, cells: readonly string[]): ColumnProfile => {
  const isNumber = role === 'measure' || role === 'longitude' || role === 'latitude'
  const numbers = isNumber ? cells.map(Number).toSorted((a, b) => a - b) : []
  const at = (share: number) => numbers[Math.floor(numbers.length * share)] ?? 0
  const sorted = cells.toSorted()
  return {
    name: label,
    label,
    type: isNumber ? 'number' : role === 'position' ? 'geometry' : 'text',
    semantic: SEMANTICS[role] ?? null,
    unit: null,
    filled: cells.length,
    distinct: new Set(cells).size,
    min: (isNumber ? numbers.at(0)?.toString() : sorted[0]) ?? null,
    max: (isNumber ? numbers.at(-1)?.toString() : sorted.at(-1)) ?? null,
    mean: isNumber ? numbers.reduce((sum, n) => sum + n, 0) / numbers.length : null,
    quantiles: isNumber ? [0.05, 0.25, 0.5, 0.75, 0.95].map(at) : null,
    top: [],
    histogram: [],
    sample: cells.slice(0, 5),
  }
}
