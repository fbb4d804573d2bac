import { appendFile, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { type Duck, type DuckFile, openDuck } from '../../adapters/duckdb.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { ColumnProfile } from '../catalog/index.ts'
import { type Column, encodedColumns, type VersionFiles, versionFiles } from '../query/index.ts'
import { cellValue, presentText } from './cell-sql.ts'
import type { BuildRequest, Built, Misfit, VersionBuilder } from './ports.ts'
import { profileColumn } from './profile.duckdb.ts'
import { relationSql } from './relation-sql.ts'
import { writeOffsets } from './row-store.disk.ts'
import type { TypedColumn } from './typing.ts'
import { indexPlaces, indexWords } from './version-indexes.duckdb.ts'

const MISFITS_A_COLUMN = 10_000

/** Builds versions under `versions`, each in a folder that takes its name only once whole. */
export const duckdbBuilder = (versions: string): VersionBuilder => ({
  async sample(relation, columns, limit) {
    const header =
      relation.kind === 'parquet' ? await parquetNames(relation.path) : Array.from({ length: columns }, () => '')
    return withDuck(':memory:', versions, async (duck) => {
      const cells = join(header.map((_, i) => ident(`c${i}`)))
      const line = relation.kind === 'csv' && relation.numbered ? sql`line` : sql`row_number() over ()`
      const rows = await duck.rows(
        sql`select ${line}, ${cells} from ${relationSql(relation, header)} limit ${digits(limit)}`,
      )
      return rows.map(([at, ...texts]) => ({
        line: Number(at),
        cells: texts.map((text) => (text === null || text === undefined ? null : String(text))),
      }))
    })
  },

  async build(request) {
    const target = versionFiles(versions, request.versionId)
    const work = versionFiles(versions, `en-cours-${request.versionId}`)
    await mkdir(work.folder, { recursive: true })
    try {
      const built = await withDuck(work.store, work.folder, (duck) => write(duck, work, request))
      await rm(`${work.folder}/tmp`, { recursive: true, force: true })
      await rename(work.folder, target.folder)
      return built
    } catch (error) {
      await rm(work.folder, { recursive: true, force: true })
      throw error
    }
  },

  async discard(versionId) {
    for (const id of [versionId, `en-cours-${versionId}`])
      await rm(versionFiles(versions, id).folder, { recursive: true, force: true })
  },

  async removeUnfinished() {
    const unfinished = (await readdir(versions)).filter((name) => name.startsWith('en-cours-') || name === 'tmp')
    for (const name of unfinished) await rm(`${versions}/${name}`, { recursive: true, force: true })
  },

  compare: (before, after, key) =>
    withDuck(':memory:', versions, (duck) =>
      compare(duck, versionFiles(versions, before), versionFiles(versions, after), key),
    ),
})

const withDuck = async <T>(path: string, temporary: string, work: (duck: Duck) => Promise<T>): Promise<T> => {
  const file: DuckFile = await openDuck(path, { memory: '900MB', threads: 2, temporary: `${temporary}/tmp` })
  try {
    const duck = await file.connect()
    const result = await work(duck)
    duck.close()
    return result
  } finally {
    file.close()
  }
}

const parquetNames = (path: string) =>
  withDuck(':memory:', '.', async (duck) =>
    (await duck.rows(sql`select name from parquet_schema(${literal(path)}) where num_children is null`)).map(([name]) =>
      String(name),
    ),
  )

const write = async (duck: Duck, files: VersionFiles, request: BuildRequest): Promise<Built> => {
  const tell = request.onProgress ?? (() => undefined)
  const header = request.relation.kind === 'parquet' ? await parquetNames(request.relation.path) : widthOf(request)
  const relation = relationSql(request.relation, header)
  tell(0.05, 'Lecture des lignes')
  await load(duck, relation, request.columns)
  request.signal?.throwIfAborted()
  const misfits = await findMisfits(duck, relation, request)
  tell(0.35, 'Description des colonnes')
  const [[rowCount = 0] = []] = await duck.rows(sql`select count(*) from rows`)
  const profiles = await profileAll(
    duck,
    request.columns.map((c) => c.column),
    Number(rowCount),
  )
  request.signal?.throwIfAborted()
  tell(0.6, 'Index de recherche')
  await indexWords(
    duck,
    request.columns.map((c) => c.column),
  )
  const bbox = await indexPlaces(
    duck,
    request.columns.map((c) => c.column),
  )
  request.signal?.throwIfAborted()
  tell(0.8, 'Écriture des fichiers')
  const columns = request.columns.map((c) => c.column)
  await duck.run(
    sql`copy (select ${join(columns.map((c) => ident(c.name)))} from rows) to ${literal(files.parquet)} (format parquet, compression zstd)`,
  )
  await duck.run(sql`copy (select ${encodedColumns(columns)} from rows) to ${literal(files.encoded)} (format json)`)
  await writeOffsets(files.encoded, files.offsets)
  await writeFile(files.columns, JSON.stringify(columns))
  await writeRejects(files, request, misfits.misfits)
  await duck.run(sql`checkpoint`)
  const [parquet, store, encoded] = await Promise.all([stat(files.parquet), stat(files.store), stat(files.encoded)])
  return {
    rowCount: Number(rowCount),
    columns: profiles,
    bbox,
    ...misfits,
    bytes: { parquet: parquet.size, store: store.size + encoded.size },
  }
}

/** Rows set aside while reading, then cells that their column does not read: nothing is lost without a trace. */
const writeRejects = async (files: VersionFiles, request: BuildRequest, misfits: readonly Misfit[]) => {
  if (!request.rejectsPath && misfits.length === 0) return
  if (request.rejectsPath) await copyFile(request.rejectsPath, files.rejects)
  else await writeFile(files.rejects, 'ligne;raison;contenu\n')
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = misfits.map(
    (m) => `${m.line};${quoted(`colonne « ${m.column} » : valeur illisible, laissée vide`)};${quoted(m.value)}\n`,
  )
  await appendFile(files.rejects, lines.join(''))
}

/** As many names as the relation has fields: columns that are not kept still have to be passed over. */
const widthOf = (request: BuildRequest): readonly string[] =>
  Array.from({ length: request.width ?? Math.max(0, ...request.columns.map((c) => c.source + 1)) }, () => '')

const load = async (duck: Duck, relation: Sql, columns: readonly TypedColumn[]) => {
  const values = columns.map((column) => sql`${cellValue(column)} as ${ident(column.column.name)}`)
  await duck.run(sql`create table rows as select ${join(values)} from ${relation}`)
}

/** Cells that were there and that their rule does not read, looked for only when some column lost one. */
const findMisfits = async (
  duck: Duck,
  relation: Sql,
  request: BuildRequest,
): Promise<Pick<Built, 'misfitCounts' | 'misfits'>> => {
  const checked = request.columns.filter((c) => c.rule.kind !== 'text')
  if (checked.length === 0) return { misfitCounts: {}, misfits: [] }
  const kept = join(checked.map((c) => sql`count(${ident(c.column.name)})`))
  const present = join(checked.map((c) => sql`count(${presentText(c)})`))
  const [[after = []], [before = []]] = [
    await duck.rows(sql`select ${kept} from rows`),
    await duck.rows(sql`select ${present} from ${relation}`),
  ]
  const lost = checked
    .map((column, i) => ({ column, count: Number(before[i]) - Number(after[i]) }))
    .filter(({ count }) => count > 0)
  const misfits: Misfit[] = []
  for (const { column } of lost) misfits.push(...(await misfitsOf(duck, relation, column, request)))
  return { misfitCounts: Object.fromEntries(lost.map(({ column, count }) => [column.column.name, count])), misfits }
}

const misfitsOf = async (
  duck: Duck,
  relation: Sql,
  column: TypedColumn,
  request: BuildRequest,
): Promise<readonly Misfit[]> => {
  const numbered = request.relation.kind === 'csv' && request.relation.numbered
  const line = numbered ? sql`line` : sql`row_number() over () + ${digits(request.firstLine - 1)}`
  const rows = await duck.rows(sql`
    select line, text from (select ${line} as line, ${presentText(column)} as text, ${cellValue(column)} as value from ${relation})
    where text is not null and value is null order by line limit ${digits(MISFITS_A_COLUMN)}`)
  return rows.map(([at, text]) => ({ line: Number(at), column: column.column.name, value: String(text) }))
}

const profileAll = async (
  duck: Duck,
  columns: readonly Column[],
  rowCount: number,
): Promise<readonly ColumnProfile[]> => {
  const profiles: ColumnProfile[] = []
  for (const column of columns) profiles.push(await profileColumn(duck, column, rowCount))
  return profiles
}

/** Rows are matched on the key when there is one (and it is unique on both sides), else counted as whole rows. */
const compare = async (duck: Duck, before: VersionFiles, after: VersionFiles, key: readonly string[] | null) => {
  const [old, young] = [sql`read_parquet(${literal(before.parquet)})`, sql`read_parquet(${literal(after.parquet)})`]
  const names = async (of: Sql) =>
    (await duck.rows(sql`select column_name from (describe select * from ${of})`)).map(([name]) => String(name))
  const now = await names(young)
  const common = (await names(old)).filter((name) => now.includes(name))
  if (!key?.length || !key.every((name) => common.includes(name))) return wholeRows(duck, old, young, common)
  const on = join(
    key.map((name) => sql`o.${ident(name)}::varchar is not distinct from n.${ident(name)}::varchar`),
    ' and ',
  )
  const first = ident(key[0] ?? '')
  const differs = join(
    [sql`false`, ...common.map((name) => sql`o.${ident(name)}::varchar is distinct from n.${ident(name)}::varchar`)],
    ' or ',
  )
  const [[added = 0, removed = 0, changed = 0] = []] = await duck.rows(sql`
    select count(*) filter (where o.${first} is null), count(*) filter (where n.${first} is null),
           count(*) filter (where o.${first} is not null and n.${first} is not null and (${differs}))
    from ${old} o full join ${young} n on ${on}`)
  return { added: Number(added), removed: Number(removed), changed: Number(changed) }
}

const wholeRows = async (duck: Duck, old: Sql, young: Sql, common: readonly string[]) => {
  if (common.length === 0) {
    const [[added = 0, removed = 0] = []] = await duck.rows(
      sql`select (select count(*) from ${young}), (select count(*) from ${old})`,
    )
    return { added: Number(added), removed: Number(removed), changed: null }
  }
  const cells = join(common.map((name) => sql`${ident(name)}::varchar`))
  const [[added = 0, removed = 0] = []] = await duck.rows(sql`
    select (select count(*) from (select ${cells} from ${young} except all select ${cells} from ${old})),
           (select count(*) from (select ${cells} from ${old} except all select ${cells} from ${young}))`)
  return { added: Number(added), removed: Number(removed), changed: null }
}
