import { readFile } from 'node:fs/promises'
import { type Duck, type DuckCell, type DuckFile, openDuck } from '../../adapters/duckdb.ts'
import { notFound } from '../../kernel/errors.ts'
import { literal, sql } from '../../kernel/sql.ts'
import { type CodeIndex, readCodeIndex } from './code-index.disk.ts'
import { type EncodedRows, encodedRows } from './encoded-rows.disk.ts'
import type { TableShape } from './table-shape.ts'
import { type VersionFiles, versionFiles } from './version-files.ts'

/** A version being read: the shape of its tables, its encoded rows, and connections to its tables. */
export interface OpenVersion {
  readonly files: VersionFiles
  readonly shape: TableShape
  readonly encoded: EncodedRows
  /** Null when no column tells every row apart. */
  readonly codes: CodeIndex | null
  /** Reads what groups made on a column give: the value behind its number for a column of few values, anything else as it is. */
  readonly valuesOf: (column: string) => Promise<(cell: DuckCell) => DuckCell>
  /** Lends a connection for the time of `work`. */
  readonly lend: <T>(work: (duck: Duck) => Promise<T>) => Promise<T>
  /** Borrows one until it is given back. */
  readonly borrow: () => Promise<{ readonly duck: Duck; readonly giveBack: () => void }>
  readonly close: () => Promise<void>
}

export interface OpenVersions {
  readonly get: (id: string) => Promise<OpenVersion>
  readonly close: () => Promise<void>
}

/** Keeps the last used versions open. Queries can neither write, nor read another file, nor change a setting. */
export const openVersions = (versions: string, exportsFolder: string, keep = 32): OpenVersions => {
  const opened = new Map<string, Promise<OpenVersion>>()
  const get = (id: string) => {
    const found = opened.get(id) ?? openVersion(versionFiles(versions, id), exportsFolder, id)
    opened.delete(id)
    opened.set(id, found)
    found.catch(() => opened.delete(id))
    const [oldest] = opened.keys()
    if (opened.size > keep && oldest !== undefined) {
      const leaving = opened.get(oldest)
      opened.delete(oldest)
      leaving?.then((version) => version.close()).catch(() => undefined)
    }
    return found
  }
  return {
    get,
    async close() {
      const all = [...opened.values()]
      opened.clear()
      for (const version of all) await version.then((v) => v.close()).catch(() => undefined)
    },
  }
}

const openVersion = async (files: VersionFiles, exportsFolder: string, id: string): Promise<OpenVersion> => {
  const shape: TableShape = await readFile(files.shape, 'utf8').then(JSON.parse, () => {
    throw notFound('La version', id)
  })
  const file = await openDuck(files.store, { readOnly: true, memory: '512MB', threads: 2 })
  const setting = await file.connect()
  await setting.run(sql`attach ${literal(files.indexes)} as idx (read_only)`)
  await setting.run(sql`set allowed_directories = [${literal(`${exportsFolder}/`)}]`)
  await setting.run(sql`set enable_external_access = false`)
  await setting.run(sql`set lock_configuration = true`)
  setting.close()
  const encoded = await encodedRows(files.encoded, files.offsets)
  const codes = shape.code === null ? null : await readCodeIndex(files.codes)
  const lent = lending(file, () => encoded.close())
  return { files, shape, encoded, codes, valuesOf: valueReader(shape, lent.lend), ...lent }
}

/** Values are read from the file once, when a group is first made on their column. */
const valueReader = (shape: TableShape, lend: OpenVersion['lend']): OpenVersion['valuesOf'] => {
  const known = new Map<string, Promise<readonly DuckCell[]>>()
  const read = async (column: string) => {
    const values = await lend((duck) =>
      duck.rows(sql`select value from idx.value where name = ${literal(column)} order by id`),
    )
    return values.map(([value]) => value ?? null)
  }
  return async (column) => {
    if (!shape.repeated.includes(column)) return (cell) => cell
    const reading = known.get(column) ?? read(column)
    known.set(column, reading)
    reading.catch(() => known.delete(column))
    const values = await reading
    return (cell) => (cell === null ? null : (values[Number(cell)] ?? null))
  }
}

/** Connections come back to be lent again; the file closes when the last one is back. */
const lending = (file: DuckFile, closeOthers: () => Promise<void>): Pick<OpenVersion, 'lend' | 'borrow' | 'close'> => {
  const idle: Duck[] = []
  let lent = 0
  let closing: (() => void) | undefined
  const end = async () => {
    for (const duck of idle.splice(0)) duck.close()
    file.close()
    await closeOthers()
  }
  const giveBack = (duck: Duck) => {
    lent -= 1
    idle.push(duck)
    if (closing && lent === 0) closing()
  }
  const borrow = async () => {
    lent += 1
    const duck = idle.pop() ?? (await file.connect())
    let back = false
    const once = () => {
      if (!back) giveBack(duck)
      back = true
    }
    return { duck, giveBack: once }
  }
  return {
    borrow,
    async lend(work) {
      const { duck, giveBack: done } = await borrow()
      try {
        return await work(duck)
      } finally {
        done()
      }
    },
    async close() {
      if (lent > 0)
        await new Promise<void>((resolve) => {
          closing = resolve
        })
      await end()
    },
  }
}
