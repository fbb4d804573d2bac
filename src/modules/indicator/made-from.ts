import type { BuildDeps, BuiltEdition } from './build-edition.ts'
import { type Definition, sourcesOf } from './definition.ts'
import { columnOf, type Edition } from './edition.ts'
import type { EditionFiles, EditionRecord, IndicatorRecord } from './ports.ts'

/** A print of what an edition is made from: definition, versions of datasets, editions of other indicators, year of the boundaries. */
export const madeFrom = async (
  deps: Pick<BuildDeps, 'sourceOf' | 'geography'>,
  definition: Definition,
  records: readonly IndicatorRecord[],
): Promise<string> => {
  const datasets = definition.formulas.flatMap((formula) => (formula.kind === 'rows' ? [formula.dataset] : []))
  const versions = await Promise.all(datasets.map(async (name) => (await deps.sourceOf(name))?.versionId ?? 'none'))
  const editions = sourcesOf(definition).map(
    (slug) => records.find((record) => record.definition.slug === slug)?.edition?.id ?? 'none',
  )
  const { day } = await deps.geography.today()
  return print(JSON.stringify([ordered(definition), versions, editions, day.slice(0, 4)]))
}

/** The same with the keys of objects in PostgreSQL's order (`jsonb`: the shortest first, then by bytes): a definition kept and read again has the same print. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, of]) => [key, ordered(of)]))
}

/** FNV-1a on UTF-16 units, twice 32 bits: a print, not a secret (Fowler, Noll, Vo). */
const print = (text: string): string => {
  let [a, b] = [0x811c9dc5, 0x01000193]
  for (let i = 0; i < text.length; i += 1) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(text.length - 1 - i), 0x01000193)
  }
  return `${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`
}

/** The editions shown of the indicators that a definition is worked out from, by slug. */
export const editionsFor = async (
  files: Pick<EditionFiles, 'read'>,
  definition: Definition,
  records: readonly IndicatorRecord[],
): Promise<ReadonlyMap<string, Edition>> => {
  const known = sourcesOf(definition).flatMap((slug) => {
    const edition = records.find((record) => record.definition.slug === slug)?.edition
    return edition ? [[slug, edition.id] as const] : []
  })
  return new Map(await Promise.all(known.map(async ([slug, id]) => [slug, await files.read(id)] as const)))
}

/** What is kept of a built edition beside its values; `after` is the number of the edition before. */
export const recordOf = (
  definition: Definition,
  built: BuiltEdition,
  { id, at, made, after }: { readonly id: string; readonly at: Date; readonly made: string; readonly after: number },
): EditionRecord => ({
  id,
  indicator: definition.slug,
  number: after + 1,
  builtAt: at.toISOString(),
  sources: built.sources,
  findings: built.findings,
  counts: countsOf(built.edition),
  madeFrom: made,
  definition,
})

/** How many places have a number at each level, at the last period. */
const countsOf = (edition: Edition): Readonly<Record<string, number>> => {
  const last = edition.periods.at(-1) ?? ''
  return Object.fromEntries(
    [...edition.levels.keys()].map((level) => [
      level,
      columnOf(edition, level, last).filter(({ value }) => value !== null).length,
    ]),
  )
}
