import type { Clock, NewId } from '../../kernel/clock.ts'
import { conflict, DomainError, notFound } from '../../kernel/errors.ts'
import { type BuildDeps, type BuiltEdition, buildEdition } from './build-edition.ts'
import { type Definition, sourcesOf } from './definition.ts'
import { columnOf, type Edition } from './edition.ts'
import type { EditionFiles, EditionRecord, IndicatorRecord, IndicatorStore } from './ports.ts'

export interface RebuildDeps extends BuildDeps {
  readonly store: IndicatorStore
  readonly files: EditionFiles
  readonly newId: NewId
  readonly now: Clock
}

/** What became of one indicator: a new edition, nothing new, nothing to make it from, or a refusal in French. */
export type Rebuilt =
  | { readonly slug: string; readonly outcome: 'built'; readonly edition: EditionRecord }
  | { readonly slug: string; readonly outcome: 'unchanged' | 'no-source' }
  | { readonly slug: string; readonly outcome: 'refused'; readonly reasons: readonly string[] }

/** Works out what an indicator would be, without keeping anything: what a preview shows. */
export const previewIndicator =
  (deps: RebuildDeps) =>
  async (definition: Definition): Promise<BuiltEdition> => {
    const records = await deps.store.list()
    const built = await buildEdition(deps)(definition, await editionsFor(deps, definition, records))
    if (!built) throw conflict('Aucune des sources de cet indicateur n’est dans le portail.')
    return built
  }

/**
 * Builds anew the indicators named (all when none is), those that others are worked out from first. One whose sources did
 * not change is left as it is; one whose rows are faulty keeps the edition it had.
 */
export const rebuildIndicators =
  (deps: RebuildDeps) =>
  async (
    slugs: readonly string[] = [],
    onDone: (rebuilt: Rebuilt) => void = () => undefined,
  ): Promise<readonly Rebuilt[]> => {
    const done: Rebuilt[] = []
    const during = { ...deps, sourceOf: remembered(deps.sourceOf) }
    let records = await deps.store.list()
    for (const definition of inOrder(records, slugs)) {
      const rebuilt = await rebuildOne(during, definition, records, slugs.includes(definition.slug))
      // Those that are worked out from it read the edition just built.
      if (rebuilt.outcome === 'built')
        records = records.map((record) =>
          record.definition.slug === rebuilt.slug ? { ...record, edition: rebuilt.edition } : record,
        )
      done.push(rebuilt)
      onDone(rebuilt)
    }
    return done
  }

/** The same source is looked for once. */
const remembered = (sourceOf: BuildDeps['sourceOf']): BuildDeps['sourceOf'] => {
  const known = new Map<string, ReturnType<typeof sourceOf>>()
  return (dataset) => {
    const found = known.get(dataset) ?? sourceOf(dataset)
    known.set(dataset, found)
    return found
  }
}

const rebuildOne = async (
  deps: RebuildDeps,
  definition: Definition,
  records: readonly IndicatorRecord[],
  always: boolean,
): Promise<Rebuilt> => {
  const { slug } = definition
  const before = records.find((record) => record.definition.slug === slug)?.edition ?? null
  try {
    const made = await madeFrom(deps, definition, records)
    if (before && !always && before.madeFrom === made) return { slug, outcome: 'unchanged' }
    const built = await buildEdition(deps)(definition, await editionsFor(deps, definition, records))
    if (!built) return { slug, outcome: 'no-source' }
    const refused = built.findings.filter(({ weight }) => weight === 'refused')
    if (refused.length > 0)
      return {
        slug,
        outcome: 'refused',
        reasons: refused.map(({ message, examples }) => `${message} (${examples.slice(0, 5).join(' ; ')})`),
      }
    const edition: EditionRecord = {
      id: deps.newId(),
      indicator: slug,
      number: ((await deps.store.editions(slug))[0]?.number ?? 0) + 1,
      builtAt: deps.now().toISOString(),
      sources: built.sources,
      findings: built.findings,
      counts: countsOf(built.edition),
      madeFrom: made,
    }
    await deps.files.write(edition.id, built.edition)
    await deps.store.addEdition(edition)
    return { slug, outcome: 'built', edition }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { slug, outcome: 'refused', reasons: [error.message] }
  }
}

/** A print of what an edition is made from: definition, versions of datasets, editions of other indicators. */
const madeFrom = async (
  deps: RebuildDeps,
  definition: Definition,
  records: readonly IndicatorRecord[],
): Promise<string> => {
  const datasets = definition.formulas.flatMap((formula) => (formula.kind === 'rows' ? [formula.dataset] : []))
  const versions = await Promise.all(datasets.map(async (name) => (await deps.sourceOf(name))?.versionId ?? 'none'))
  const editions = sourcesOf(definition).map(
    (slug) => records.find((record) => record.definition.slug === slug)?.edition?.id ?? 'none',
  )
  const { day } = await deps.geography.today()
  const text = JSON.stringify([definition, versions, editions, day.slice(0, 4)])
  return print(text)
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

const editionsFor = async (
  deps: RebuildDeps,
  definition: Definition,
  records: readonly IndicatorRecord[],
): Promise<ReadonlyMap<string, Edition>> => {
  const known = sourcesOf(definition).flatMap((slug) => {
    const edition = records.find((record) => record.definition.slug === slug)?.edition
    return edition ? [[slug, edition.id] as const] : []
  })
  return new Map(await Promise.all(known.map(async ([slug, id]) => [slug, await deps.files.read(id)] as const)))
}

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

/** Definitions with those they are worked out from before them; a circle is refused. */
const inOrder = (records: readonly IndicatorRecord[], slugs: readonly string[]): readonly Definition[] => {
  const all = new Map(records.map(({ definition }) => [definition.slug, definition]))
  const ordered: Definition[] = []
  const visit = (slug: string, from: readonly string[]) => {
    const definition = all.get(slug)
    if (!definition) {
      if (from.length === 0) throw notFound('L’indicateur', slug)
      return
    }
    if (from.includes(slug))
      throw conflict(`Ces indicateurs se définissent l’un par l’autre : ${[...from, slug].join(', ')}.`)
    if (ordered.includes(definition)) return
    for (const source of sourcesOf(definition)) visit(source, [...from, slug])
    ordered.push(definition)
  }
  for (const slug of slugs.length > 0 ? slugs : all.keys()) visit(slug, [])
  return ordered
}
