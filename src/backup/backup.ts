import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { conflict, DomainError, invalid } from '../kernel/errors.ts'
import { type Database, digits, ident, Sql, sql } from '../kernel/sql.ts'

interface Installation {
  readonly database: Database
  readonly folder: string
}
type Progress = (done: number, doing: string) => void

const FOLDERS = ['fichiers', 'versions', 'indicateurs'] as const
const SCHEMAS = ['catalog', 'ingest', 'access', 'indicator', 'harvest', 'territory'] as const

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
  'indicator.definition',
  'indicator.edition',
  'indicator.definition_change',
  'indicator.refusal',
  'harvest.source',
  'harvest.run',
  'harvest.proposal',
  'harvest.portal',
  'harvest.portal_entry',
  'harvest.portal_look',
  'harvest.same_dataset',
  'territory.contour',
] as const

/** Tables that backups of before do not hold: they come back empty, and the portal makes its own again. */
const LATER = ['indicator.', 'harvest.', 'territory.']

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
  const waiting = `${target}.en-cours`
  const output = await open(waiting, 'w').catch((error) => {
    throw invalid(`La sauvegarde ne peut pas être écrite à « ${target} » : ${reasonOf(error)}.`)
  })
  const zip = new yazl.ZipFile()
  const broken = new Promise<never>((_, fail) => zip.once('error', fail))
  const written = Promise.race([pipeline(zip.outputStream, output.createWriteStream()), broken])
  try {
    await Promise.race([addTables(zip, database, progress), written])
    const files = await filesOf(folder)
    for (const path of files)
      zip.addFile(path, relative(folder, path), { compress: path.endsWith('.ndjson') || path.includes('/fichiers/') })
    zip.end()
    progress(0.2, `${files.length} fichiers`)
    await written
    await rename(waiting, target)
  } catch (error) {
    await rm(waiting, { force: true })
    throw error
  }
  progress(1, 'terminé')
  return (await stat(target)).size
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'ce dossier n’existe pas',
  EACCES: 'vous n’en avez pas le droit',
  EISDIR: 'c’est un dossier',
  ENOSPC: 'le disque est plein',
}
const reasonOf = (error: unknown): string =>
  REASONS[error instanceof Error && 'code' in error ? String(error.code) : ''] ?? String(error)

const addTables = (zip: yazl.ZipFile, database: Database, progress: Progress) =>
  database.transaction(async (tx) => {
    await tx.query(sql`set transaction isolation level repeatable read`)
    for (const [i, table] of TABLES.entries()) {
      progress((0.2 * i) / TABLES.length, table)
      const lines = await tx.query(sql`select to_jsonb(t) as row from ${tableName(table)} t`)
      zip.addBuffer(
        Buffer.from(lines.map((line) => JSON.stringify((line as { row: unknown }).row)).join('\n')),
        `base/${table}.ndjson`,
      )
    }
  })

/** What is whole: neither versions being built, nor files being received. */
const filesOf = async (folder: string): Promise<readonly string[]> => {
  const found = await Promise.all(
    FOLDERS.map((name) => readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => [])),
  )
  return found
    .flat()
    .filter(
      (e) =>
        e.isFile() &&
        !e.parentPath.includes('en-cours-') &&
        !e.name.startsWith('arrivant-') &&
        !e.name.endsWith('.en-cours'),
    )
    .map((e) => join(e.parentPath, e.name))
}

/** Puts a backup back, once it was read whole. An installation where someone already published is only replaced with `force`. */
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
  await mkdir(join(folder, 'travail'), { recursive: true })
  const aside = await mkdtemp(join(folder, 'travail/restauration-'))
  try {
    const { tables, names } = await unpack(source, aside, progress)
    progress(0.95, 'mise en place')
    for (const name of names) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await rename(join(aside, name), join(folder, name))
    }
    await database.transaction((tx) => restoreTables(tx, tables))
    progress(1, 'terminé')
    return names.length
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** Every member of the archive, read and checked: files under `aside`, tables in memory. */
const unpack = async (source: string, aside: string, progress: Progress) => {
  const tables = new Map<string, string[]>()
  const names: string[] = []
  await eachEntry(source, async (name, open, share) => {
    const table = /^base\/([a-z_.]+)\.ndjson$/.exec(name)?.[1]
    if (table) {
      const lines: string[] = []
      for await (const line of createInterface({ input: await open() })) if (line !== '') lines.push(line)
      tables.set(table, lines)
      return
    }
    if (!/^(fichiers|versions|indicateurs)\/[A-Za-z0-9/._-]+$/.test(name) || name.includes('..'))
      throw invalid(`Cette archive n’est pas une sauvegarde du portail : elle contient « ${name} ».`)
    const path = join(aside, name)
    await mkdir(dirname(path), { recursive: true })
    const hash = createHash('sha256')
    await pipeline(
      await open(),
      async function* (bytes) {
        for await (const chunk of bytes) {
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(path),
    )
    if (name.startsWith('fichiers/') && hash.digest('hex') !== basename(name))
      throw invalid(`Cette sauvegarde est abîmée : le fichier reçu ${basename(name)} a changé.`)
    names.push(name)
    progress(0.9 * share, name.slice(0, 28))
  })
  const missing = TABLES.filter((table) => !tables.has(table) && !LATER.some((schema) => table.startsWith(schema)))
  if (missing.length > 0)
    throw invalid(`Cette archive n’est pas une sauvegarde entière du portail : il y manque ${missing.join(', ')}.`)
  return { tables, names }
}

const restoreTables = async (tx: Database, tables: ReadonlyMap<string, readonly string[]>) => {
  await tx.query(sql`alter table access.audit disable trigger audit_is_kept`)
  await tx.query(new Sql([`truncate ${TABLES.join(', ')}, access.session, access.attempt, access.upload`], []))
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

type Entry = (name: string, open: () => Promise<Readable>, share: number) => Promise<void>

/** Reads the members of a zip one after the other; `share` is how much of the archive comes before each. */
const eachEntry = (source: string, work: Entry) =>
  new Promise<void>((done, fail) =>
    yauzl.open(source, { lazyEntries: true }, (error, zip) => {
      if (!zip) return fail(damaged(error))
      let seen = 0
      zip.on('entry', (entry: yauzl.Entry) => {
        const open = () =>
          new Promise<Readable>((got, lost) =>
            zip.openReadStream(entry, (problem, stream) => (stream ? got(stream) : lost(damaged(problem)))),
          )
        seen += 1
        work(entry.fileName, open, seen / zip.entryCount).then(
          () => zip.readEntry(),
          (problem) => {
            zip.close()
            fail(isFault(problem) ? problem : damaged(problem))
          },
        )
      })
      zip.on('end', done)
      zip.on('error', (problem) => fail(damaged(problem)))
      zip.readEntry()
    }),
  )

/** Ours, or the disk's: anything else comes from the content of the archive. */
const isFault = (error: unknown) => error instanceof DomainError || (error instanceof Error && 'syscall' in error)

const damaged = (cause: unknown) =>
  new DomainError(
    { kind: 'invalid', detail: 'Cette sauvegarde est abîmée ou incomplète : prenez-en une autre.', issues: [] },
    { cause },
  )

/** Kept beside the list of tables so that a new one cannot be forgotten: a test compares both with the database. */
export const BACKED_UP = {
  schemas: SCHEMAS,
  tables: TABLES,
  left: [
    'access.session',
    'access.attempt',
    'access.upload', // of the last day
    'harvest.progress', // of what goes on at this moment
    'catalog.revision',
    // Loaded again from the official codes that come with the portal.
    ...['place', 'membership', 'event', 'population', 'edition', 'movement'].map((table) => `territory.${table}`),
  ],
} as const
