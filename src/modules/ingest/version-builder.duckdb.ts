import { appendFile, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { type Duck, type DuckFile, openDuck } from '../../adapters/duckdb.ts'
import { inertCell } from '../../kernel/inert-cell.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { ColumnProfile } from '../catalog/index.ts'
import {
  type Column,
  encodedColumns,
  filesOfAll,
  LAYOUT,
  PARQUET,
  type TableShape,
  type VersionFiles,
  versionFiles,
} from '../query/index.ts'
import { loadRows } from './load-rows.duckdb.ts'
import type { BuildRequest, Built, Misfit, VersionBuilder } from './ports.ts'
import { profileColumns } from './profile.duckdb.ts'
import { relationSql } from './relation-sql.ts'
import { writeOffsets } from './row-store.disk.ts'
import { addValueNumbers, indexCode, indexPlaces, indexWords } from './version-indexes.duckdb.ts'

/** Rows a group in the indexes: DuckDB passes over groups by their bounds, and ten times fewer rows are read for one word. */
const INDEX_GROUP = 20_480

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
      const built = await withFile(work.store, work.folder, (file) => write(file, work, request))
      await rm(`${work.folder}/tmp`, { recursive: true, force: true })
      await rename(work.folder, target.folder)
      return built
    } catch (error) {
      await rm(work.folder, { recursive: true, force: true })
      throw error
    }
  },

  async isWhole(versionId) {
    const files = versionFiles(versions, versionId)
    const paths = filesOfAll(files)
    const found = await Promise.all(
      paths.map((path) =>
        stat(path).then(
          () => true,
          () => false,
        ),
      ),
    )
    if (!found.every(Boolean)) return false
    const { layout }: Partial<TableShape> = JSON.parse(await readFile(files.shape, 'utf8'))
    return layout === LAYOUT
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

const withFile = async <T>(path: string, temporary: string, work: (file: DuckFile) => Promise<T>): Promise<T> => {
  const file = await openDuck(path, { memory: '800MB', threads: 2, temporary: `${temporary}/tmp` })
  try {
    return await work(file)
  } finally {
    file.close()
  }
}

const withDuck = <T>(path: string, temporary: string, work: (duck: Duck) => Promise<T>): Promise<T> =>
  withFile(path, temporary, async (file) => {
    const duck = await file.connect()
    const result = await work(duck)
    duck.close()
    return result
  })

const parquetNames = (path: string) =>
  withDuck(':memory:', '.', async (duck) =>
    (await duck.rows(sql`select name from parquet_schema(${literal(path)}) where num_children is null`)).map(([name]) =>
      String(name),
    ),
  )

const write = async (file: DuckFile, files: VersionFiles, request: BuildRequest): Promise<Built> => {
  const duck = await file.connect()
  const step = (done: number, doing: string) => {
    request.signal?.throwIfAborted()
    request.onProgress?.(done, doing)
  }
  const columns = request.columns.map((c) => c.column)
  const header = request.relation.kind === 'parquet' ? await parquetNames(request.relation.path) : widthOf(request)
  step(0.05, 'Lecture des lignes')
  // Texts that seldom come back stay as they are: a fifteenth less work from here to the published version, for a sixth more bytes.
  await duck.run(sql`set disabled_compression_methods = 'fsst'`)
  const misfits = await loadRows(duck, relationSql(request.relation, header), request)
  await duck.run(sql`checkpoint`)
  await duck.run(sql`reset disabled_compression_methods`)
  step(0.4, 'Description des colonnes')
  const [described] = await together([
    describe(duck, files, columns, () => step(0.6, 'Index de recherche')),
    writeRows(await file.connect(), files, columns),
  ])
  step(0.9, 'Écriture des fichiers')
  const { rowCount, profiles, shape, bbox } = described
  await writeFile(files.shape, JSON.stringify(shape))
  await writeRejects(files, request, misfits.misfits)
  await keepSmall(duck, profiles, shape.repeated)
  duck.close()
  const [parquet, ...store] = await Promise.all(
    [files.parquet, files.store, files.indexes, files.encoded].map(async (path) => (await stat(path)).size),
  )
  return {
    rowCount,
    columns: profiles,
    bbox,
    ...misfits,
    bytes: { parquet: parquet ?? 0, store: store.reduce((sum, size) => sum + size, 0) },
  }
}

/** Two works at once, each with its connection. Neither is left alone at work when the other fails. */
const together = async <A, B>(works: readonly [Promise<A>, Promise<B>]): Promise<readonly [A, B]> => {
  await Promise.allSettled(works)
  return Promise.all(works)
}

/** What the loaded rows are: profile of each column, and indexes to find rows by. */
const describe = async (duck: Duck, files: VersionFiles, columns: readonly Column[], onProfiled: () => void) => {
  const [[count] = []] = await duck.rows(sql`select count(*) from rows`)
  const rowCount = Number(count)
  const profiles = await profileColumns(duck, columns, rowCount)
  onProfiled()
  await duck.run(sql`attach ${literal(files.indexes)} as idx (row_group_size ${digits(INDEX_GROUP)})`)
  // The one form that all texts of an index take in the end, when DuckDB tries them all.
  await duck.run(sql`set force_compression = 'fsst'`)
  const texts = await indexWords(duck, profiles, rowCount)
  const code = await indexCode(duck, profiles, rowCount, files.codes)
  const bbox = await indexPlaces(duck, columns)
  const shape: TableShape = { layout: LAYOUT, columns, ...texts, code }
  return { rowCount, profiles, shape, bbox }
}

/** The rows as files: Parquet, and already encoded. */
const writeRows = async (duck: Duck, files: VersionFiles, columns: readonly Column[]) => {
  const cells = join(columns.map((c) => ident(c.name)))
  await duck.run(sql`copy (select json_array(${cells}) from (select ${encodedColumns(columns)} from rows))
    to ${literal(files.encoded)} (format csv, header false, quote '', escape '', delimiter '\x01')`)
  const offsets = writeOffsets(files.encoded, files.offsets)
  const parquet = duck.run(sql`copy (select ${cells} from rows) to ${literal(files.parquet)} (${PARQUET})`)
  await together([offsets, parquet])
  duck.close()
}

/**
 * Keeps small integers (years, counts, numbers of values) in the one or two bytes they need, as they are: filters read
 * them half again as fast as packed ones. Then writes the files whole.
 */
const keepSmall = async (duck: Duck, profiles: readonly ColumnProfile[], repeated: readonly string[]) => {
  for (const { name, type, min, max } of profiles) {
    if (type !== 'integer' || min === null || max === null) continue
    const widest = Math.max(Math.abs(Number(min)), Math.abs(Number(max)))
    if (widest < 128) await duck.run(sql`alter table rows alter ${ident(name)} type tinyint`)
    else if (widest < 32_768) await duck.run(sql`alter table rows alter ${ident(name)} type smallint`)
  }
  await addValueNumbers(duck, repeated)
  await duck.run(sql`detach idx`)
  await duck.run(sql`set force_compression = 'uncompressed'`)
  await duck.run(sql`checkpoint`)
}

/** Rows set aside while reading, then cells that their column does not read: nothing is lost without a trace. */
const writeRejects = async (files: VersionFiles, request: BuildRequest, misfits: readonly Misfit[]) => {
  if (!request.rejectsPath && misfits.length === 0) return
  if (request.rejectsPath) await copyFile(request.rejectsPath, files.rejects)
  else await writeFile(files.rejects, 'ligne;raison;contenu\n')
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = misfits.map(
    (m) =>
      `${m.line};${quoted(`colonne « ${m.column} » : valeur illisible, laissée vide`)};${quoted(inertCell(m.value))}\n`,
  )
  await appendFile(files.rejects, lines.join(''))
}

/** As many names as the relation has fields: columns that are not kept still have to be passed over. */
const widthOf = (request: BuildRequest): readonly string[] =>
  Array.from({ length: request.width ?? Math.max(0, ...request.columns.map((c) => c.source + 1)) }, () => '')

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
