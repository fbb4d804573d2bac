import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { conflict, invalid } from '../kernel/errors.ts'
import { type Database, digits, ident, Sql, sql } from '../kernel/sql.ts'

interface Installation {
  readonly database: Database
  readonly folder: string
}
type Progress = (done: number, doing: string) => void

const FOLDERS = ['fichiers', 'versions'] as const
const SCHEMAS = ['catalog', 'ingest', 'access'] as const

/** Tables in the order in which their references can be restored. */
const TABLES = [
  'catalog.organisation',
  'catalog.dataset',
  'catalog.former_slug',
  'catalog.word',
  'catalog.version',
  'catalog.attachment',
  'ingest.setting',
  'ingest.run',
  'access.person',
  'access.audit',
] as const

const tableName = (table: string): Sql => {
  const [schema = '', name = ''] = table.split('.')
  return sql`${ident(schema)}.${ident(name)}`
}

/** Writes one zip: every table as JSON lines, read at one instant, and every immutable file. Places are left out: they come back from the packages. */
export const backUp = async (
  { database, folder }: Installation,
  target: string,
  progress: Progress,
): Promise<number> => {
  const zip = new yazl.ZipFile()
  const waiting = `${target}.en-cours`
  const written = pipeline(zip.outputStream, createWriteStream(waiting))
  await database.transaction(async (tx) => {
    await tx.query(sql`set transaction isolation level repeatable read`)
    for (const table of TABLES) {
      progress(0.1, table)
      const lines = await tx.query(sql`select to_jsonb(t) as row from ${tableName(table)} t`)
      zip.addBuffer(
        Buffer.from(lines.map((line) => JSON.stringify((line as { row: unknown }).row)).join('\n')),
        `base/${table}.ndjson`,
      )
    }
  })
  const files = (await Promise.all(FOLDERS.map((name) => filesBelow(join(folder, name))))).flat()
  for (const path of files)
    zip.addFile(path, relative(folder, path), { compress: path.endsWith('.ndjson') || path.includes('/fichiers/') })
  zip.end()
  progress(0.5, 'écriture')
  await written
  await rename(waiting, target)
  progress(1, 'terminé')
  return (await stat(target)).size
}

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((e) => e.isFile() && !e.parentPath.includes('en-cours-')).map((e) => join(e.parentPath, e.name))
}

/** Puts a backup back. An installation where someone already published is only replaced with `force`. */
export const restore = async (
  { database, folder }: Installation,
  source: string,
  force: boolean,
  progress: Progress,
): Promise<number> => {
  if (!existsSync(source)) throw invalid(`La sauvegarde ${source} n’existe pas.`)
  const [used] = await database.query(sql`select 1 from catalog.dataset limit 1`)
  if (used && !force)
    throw conflict('Cette installation contient déjà des jeux de données : ajoutez --force pour les remplacer.')
  const tables = new Map<string, string[]>()
  let files = 0
  await eachEntry(source, async (name, open) => {
    const table = /^base\/([a-z_.]+)\.ndjson$/.exec(name)?.[1]
    if (table) {
      const lines: string[] = []
      for await (const line of createInterface({ input: await open() })) if (line !== '') lines.push(line)
      tables.set(table, lines)
      return
    }
    if (!/^(fichiers|versions)\/[A-Za-z0-9/._-]+$/.test(name) || name.includes('..'))
      throw invalid(`La sauvegarde contient un nom inattendu : ${name}.`)
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(await open(), createWriteStream(path))
    files += 1
    progress(Math.min(0.9, files / 1000), name.slice(0, 28))
  })
  await database.transaction((tx) => restoreTables(tx, tables))
  progress(1, 'terminé')
  return files
}

const restoreTables = async (tx: Database, tables: ReadonlyMap<string, readonly string[]>) => {
  await tx.query(sql`alter table access.audit disable trigger audit_is_kept`)
  await tx.query(new Sql([`truncate ${TABLES.join(', ')}, access.session, access.attempt`], []))
  for (const table of TABLES) {
    const rows = tables.get(table) ?? []
    for (let from = 0; from < rows.length; from += 500) {
      const batch = `[${rows.slice(from, from + 500).join(',')}]`
      await tx.query(
        sql`insert into ${tableName(table)} overriding system value select * from jsonb_populate_recordset(null::${tableName(table)}, ${batch}::jsonb)`,
      )
    }
  }
  const [last] = await tx.query(sql`select coalesce(max(number), 0)::int as n from access.audit`)
  await tx.query(
    sql`alter table access.audit alter column number restart with ${digits(Number((last as { n: number }).n) + 1)}`,
  )
  await tx.query(sql`alter table access.audit enable trigger audit_is_kept`)
}

/** Reads the members of a zip one after the other. */
const eachEntry = (source: string, work: (name: string, open: () => Promise<Readable>) => Promise<void>) =>
  new Promise<void>((done, fail) =>
    yauzl.open(source, { lazyEntries: true }, (error, zip) => {
      if (!zip) return fail(invalid(`Cette sauvegarde est abîmée : ${error?.message ?? ''}.`))
      zip.on('entry', (entry: yauzl.Entry) => {
        const open = () =>
          new Promise<Readable>((got, lost) =>
            zip.openReadStream(entry, (problem, stream) => (stream ? got(Readable.from(stream)) : lost(problem))),
          )
        work(entry.fileName, open).then(() => zip.readEntry(), fail)
      })
      zip.on('end', done)
      zip.on('error', fail)
      zip.readEntry()
    }),
  )

/** Kept beside the list of tables so that a new one cannot be forgotten: a test compares both with the database. */
export const BACKED_UP = { schemas: SCHEMAS, tables: TABLES, left: ['access.session', 'access.attempt'] } as const
