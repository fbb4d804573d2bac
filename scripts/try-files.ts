import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DomainError } from '../src/kernel/errors.ts'
import type { Version } from '../src/modules/catalog/index.ts'
import { diskBegunVersions } from '../src/modules/ingest/begun-versions.disk.ts'
import { readTable } from '../src/modules/ingest/formats/read-table.node.ts'
import type { References } from '../src/modules/ingest/infer/references.ts'
import { type IngestDeps, ingestFile } from '../src/modules/ingest/ingest-file.ts'
import type { Overrides } from '../src/modules/ingest/overrides.ts'
import { duckdbBuilder } from '../src/modules/ingest/version-builder.duckdb.ts'
import { cogHistory, cogNow } from '../src/modules/territory/cog-packages.node.ts'
import { readTerritory } from '../src/modules/territory/read-territory.ts'
import { make } from '../test/make.ts'

/** What depositing one file gives: a version, or the sentence of its refusal. */
export type Tried = { readonly path: string; readonly bytes: number } & (
  | { readonly kind: 'read'; readonly version: Version }
  | { readonly kind: 'refused'; readonly because: string }
)

/** The tables of a folder of real files, by path; what only describes them (SOURCES.md, MANIFEST.tsv) is left out. */
export const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/') && statSync(join(folder, path)).isFile())
    .sort()

/** Deposits files as the portal does (same reader, same inference, same builder), two at a time; only the records stay in memory. */
export const tryFiles = async (folder: string, paths: readonly string[]): Promise<readonly Tried[]> => {
  const references = officialCodes()
  const results: Tried[] = []
  const waiting = [...paths.entries()]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, path] = next
      results[place] = await tryFile(folder, path, references)
    }
  }
  await Promise.all([worker(), worker()])
  return results
}

/** Deposits one file, with the decisions of a person if there are some. */
export const tryFile = async (
  folder: string,
  path: string,
  references: References,
  overrides: Overrides = {},
): Promise<Tried> => {
  const full = join(folder, path)
  const bytes = statSync(full).size
  const work = await mkdtemp(join(tmpdir(), 'icauna-essai-'))
  try {
    const original = { sha256: sha256(full), name: basename(path), bytes }
    const ingest = ingestFile(inMemory(work, full, references, overrides))
    const version = await ingest({ datasetId: 'jeu', original, actor: null, publish: true })
    return { kind: 'read', path, bytes, version }
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', path, bytes, because: error.message }
    throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

const inMemory = (work: string, file: string, references: References, overrides: Overrides): IngestDeps => ({
  datasets: { get: async () => make.dataset() },
  begun: diskBegunVersions(join(work, 'commencees')),
  versions: {
    get: async () => undefined,
    add: async (version) => ({ ...version, number: 1, publishedAt: null }),
    publish: async () => undefined,
  },
  blobs: { localPath: async () => file },
  overrides: { get: async () => overrides, save: async () => undefined },
  builder: duckdbBuilder(work),
  read: readTable,
  references: async () => references,
  withFolder: async (read) => read(join(work, 'lecture')),
  newId: () => 'version',
  now: () => new Date('2026-01-01T00:00:00Z'),
})

/** The codes that the portal checks against, straight from the packages that it loads them from (dates apart, which no check needs). */
export const officialCodes = (): References => {
  const { places } = readTerritory({ ...cogNow(), history: cogHistory(), cantons: [], editions: [] })
  const codes = (level: string) => new Set(places.filter((p) => p.level === level).map((p) => p.code))
  const [commune, epci, departement, region] = [codes('commune'), codes('epci'), codes('departement'), codes('region')]
  const postcode = new Set(places.flatMap((p) => p.postcodes))
  return {
    commune: (code) => commune.has(code),
    epci: (code) => epci.has(code),
    departement: (code) => departement.has(code),
    region: (code) => region.has(code),
    postcode: (code) => postcode.has(code),
  }
}
