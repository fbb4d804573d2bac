import type { Clock, NewId } from '../../kernel/clock.ts'
import { DomainError, invalid, notFound } from '../../kernel/errors.ts'
import { machineFault } from '../../kernel/machine-fault.ts'
import type { BlobStore, Dataset, DatasetStore, Original, Version, VersionStore } from '../catalog/index.ts'
import { describeBuild } from './describe-build.ts'
import { type Notes, notes } from './formats/notes.ts'
import type { FileToRead, ReadOptions } from './formats/read-table.node.ts'
import { inferColumns } from './infer/infer-columns.ts'
import type { References } from './infer/references.ts'
import type { Overrides } from './overrides.ts'
import type { BegunVersions, Built, OverrideStore, VersionBuilder } from './ports.ts'
import type { ReadTable } from './relation.ts'
import type { TypedColumn } from './typing.ts'

export interface IngestDeps {
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly versions: Pick<VersionStore, 'get' | 'add' | 'publish'>
  readonly blobs: Pick<BlobStore, 'localPath'>
  readonly overrides: OverrideStore
  readonly builder: VersionBuilder
  readonly begun: BegunVersions
  readonly read: (file: FileToRead, overrides: Overrides, options: ReadOptions) => Promise<ReadTable>
  readonly references: () => Promise<References>
  /** A folder for the time of `work`, removed after it whatever happens. */
  readonly withFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>
  readonly newId: NewId
  readonly now: Clock
}

export interface IngestRequest {
  readonly datasetId: string
  readonly original: Original
  readonly actor: string | null
  /**
   * Whether readers see the new version at once. `while-draft`: only if the dataset is still a draft when the version is
   * ready, for who may fill one and not publish: it may have been published since they asked.
   */
  readonly publish: boolean | 'while-draft'
}

export interface IngestOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, doing: string) => void
}

const SAMPLE_ROWS = 20_000

/**
 * From a received file to an immutable version of a dataset: read, name and type the columns, build, compare, record.
 * Any failure leaves the version before in place and removes what was begun.
 */
export const ingestFile =
  (deps: IngestDeps) =>
  async (request: IngestRequest, options: IngestOptions = {}): Promise<Version> => {
    const dataset = await deps.datasets.get(request.datasetId)
    if (!dataset) throw notFound('Le jeu de données', request.datasetId)
    const versionId = deps.newId()
    try {
      await deps.begun.begin(versionId)
      const version = await deps.withFolder((folder) =>
        ingest(deps, { ...request, dataset, versionId, folder }, options),
      )
      await deps.begun.settle(versionId)
      return version
    } catch (error) {
      await undo(deps, versionId)
      throw explained(error)
    }
  }

/**
 * Removes what was begun, unless it is recorded: a database lost after it kept the version, before it could say so,
 * must not cost a version its files. When it cannot be asked, the next start decides.
 */
const undo = async (deps: IngestDeps, versionId: string): Promise<void> => {
  try {
    if (!(await deps.versions.get(versionId))) await deps.builder.discard(versionId)
    await deps.begun.settle(versionId)
  } catch {
    // The mark stays: the next start removes what has no record.
  }
}

type Work = IngestRequest & { readonly dataset: Dataset; readonly versionId: string; readonly folder: string }

const ingest = async (deps: IngestDeps, work: Work, options: IngestOptions): Promise<Version> => {
  const overrides = await deps.overrides.get(work.datasetId)
  const references = await deps.references()
  const file = { path: await deps.blobs.localPath(work.original.sha256), name: work.original.name, folder: work.folder }
  options.onProgress?.(0.02, 'Reconnaissance du fichier')
  const read = await deps.read(file, overrides, signalOf(options))
  const { table, built, columns, book } = await buildFrom(deps, work, read, overrides, references, options).catch(
    async (error) => {
      options.signal?.throwIfAborted()
      if (read.relation.kind !== 'csv' || read.relation.numbered || error instanceof DomainError) throw error
      // The file looked well formed and is not: our own reader takes it row by row, and tells what it sets aside.
      const again = await deps.read(file, overrides, { ...signalOf(options), careful: true })
      return buildFrom(deps, work, again, overrides, references, options)
    },
  )
  const before = work.dataset.versionId ? await deps.versions.get(work.dataset.versionId) : undefined
  const change = before ? await differences(deps.builder, before, { id: work.versionId, built, columns }) : null
  const version = await deps.versions.add({
    id: work.versionId,
    datasetId: work.datasetId,
    createdAt: deps.now().toISOString().replace(/\.\d+/, ''),
    createdBy: work.actor,
    original: work.original,
    format: table.format,
    ...describeBuild(table, built, book),
    change,
  })
  const { publish } = work
  if (publish === true || (publish === 'while-draft' && (await deps.datasets.get(work.datasetId))?.status === 'draft'))
    await deps.versions.publish(
      work.datasetId,
      version.id,
      deps.now(),
      publish === true ? undefined : { status: 'draft' },
    )
  options.onProgress?.(1, 'Terminé')
  return version
}

const signalOf = (options: IngestOptions) => (options.signal ? { signal: options.signal } : {})

interface Outcome {
  readonly table: ReadTable
  readonly built: Built
  readonly columns: readonly TypedColumn[]
  readonly book: Notes
}

const buildFrom = async (
  deps: IngestDeps,
  work: Work,
  table: ReadTable,
  overrides: Overrides,
  references: References,
  options: IngestOptions,
): Promise<Outcome> => {
  options.onProgress?.(0.04, 'Types des colonnes')
  const book = notes()
  const sample = await deps.builder.sample(table.relation, table.header.length, SAMPLE_ROWS)
  if (table.header.length === 0) throw invalid('Ce fichier n’a aucune colonne.')
  const columns = inferColumns(table.header, sample, references, overrides, book)
  const build = (typed: readonly TypedColumn[]) =>
    deps.builder.build({
      versionId: work.versionId,
      relation: table.relation,
      columns: typed,
      width: table.header.length,
      firstLine: table.firstLine,
      rejectsPath: table.rejectsPath,
      ...options,
    })
  const built = await build(columns)
  const imposed = (c: TypedColumn) => overrides.columns?.[String(c.source)]?.type !== undefined
  const fractional = columns.filter(
    (c) => !imposed(c) && c.rule.kind === 'integer' && hidesDecimals(built, c.column.name),
  )
  const wrong = columns.filter((c) => !imposed(c) && !fractional.includes(c) && tooManyMisfits(built, c.column.name))
  if (wrong.length + fractional.length === 0) return { table, built, columns, book }
  await deps.builder.discard(work.versionId)
  const safer = columns.map((c) => (wrong.includes(c) ? asText(c) : fractional.includes(c) ? asNumber(c, built) : c))
  for (const { column } of wrong)
    book.say(
      'type-dropped',
      `Colonne « ${column.label} » : ${built.misfitCounts[column.name]} valeurs ne se lisent pas comme les autres (par exemple « ${built.misfits.find((m) => m.column === column.name)?.value} ») ; elle reste du texte.`,
      null,
      'warning',
      column.label,
    )
  return { table, built: await build(safer), columns: safer, book }
}

const DECIMAL = /^[+-]?[\d\s\u00A0\u202F]*[.,]\d+\s*(€|%)?$/

/** Whole numbers in the sample, and decimals further on. */
const hidesDecimals = (built: Built, name: string): boolean =>
  built.misfits.some((m) => m.column === name && DECIMAL.test(m.value))

const asNumber = (typed: TypedColumn, built: Built): TypedColumn => {
  const commas = built.misfits.some((m) => m.column === typed.column.name && /,\d+\D*$/.test(m.value))
  return {
    ...typed,
    rule: { kind: 'number', decimal: commas ? ',' : '.', thousands: null },
    column: { ...typed.column, type: 'number' },
  }
}

/** A type that loses more than three cells, and more than one in two hundred, is the wrong type. */
const tooManyMisfits = (built: Built, name: string): boolean => {
  const lost = built.misfitCounts[name] ?? 0
  const filled = built.columns.find((c) => c.name === name)?.filled ?? 0
  return lost > Math.max(3, (filled + lost) * 0.005) || (lost > 0 && filled === 0)
}

const asText = (typed: TypedColumn): TypedColumn => ({
  ...typed,
  rule: { kind: 'text' },
  missing: [],
  column: { ...typed.column, type: 'text', semantic: null },
})

/** What changed since the version before, rows matched on the first column that tells them all apart in both. */
const differences = async (
  builder: VersionBuilder,
  before: Version,
  after: { id: string; built: Built; columns: readonly TypedColumn[] },
): Promise<Version['change']> => {
  const now = after.columns.map((c) => c.column)
  const unique = (columns: Version['columns'] | Built['columns'], rows: number) =>
    columns.filter((c) => rows > 0 && c.filled === rows && c.distinct === rows).map((c) => c.name)
  const uniqueNow = unique(after.built.columns, after.built.rowCount)
  const key = unique(before.columns, before.rowCount).find((name) => uniqueNow.includes(name))
  const rows = await builder.compare(before.id, after.id, key ? [key] : null)
  const old = new Map(before.columns.map((c) => [c.name, c]))
  return {
    columnsAdded: now.filter((c) => !old.has(c.name)).map((c) => c.label),
    columnsRemoved: before.columns.filter((c) => !now.some((n) => n.name === c.name)).map((c) => c.label),
    columnsRetyped: now.flatMap((c) => {
      const was = old.get(c.name)
      return was && was.type !== c.type ? [{ name: c.label, from: was.type, to: c.type }] : []
    }),
    rowsAdded: rows.added,
    rowsRemoved: rows.removed,
    rowsChanged: rows.changed,
    key: key ? [key] : null,
  }
}

/** Failures of the machine, in words; the previous version stays served in every case. */
const explained = (error: unknown): unknown => {
  const known = error instanceof DomainError ? undefined : machineFault(error)
  return known
    ? new DomainError(
        { kind: 'unavailable', detail: `${known.message} La version précédente reste en ligne.` },
        { cause: error },
      )
    : error
}
