import type { Clock, NewId } from '../../kernel/clock.ts'
import { conflict, DomainError, notFound } from '../../kernel/errors.ts'
import type { Exclusive } from '../../kernel/exclusive.ts'
import { type BuildDeps, type BuiltEdition, buildEdition, rememberedSources } from './build-edition.ts'
import { type Definition, sourcesOf } from './definition.ts'
import type { Edition } from './edition.ts'
import { encodeEdition } from './edition-bytes.ts'
import type { Finding } from './findings.ts'
import { editionsFor, madeFrom, recordOf } from './made-from.ts'
import type { DefinitionStore, EditionFiles, EditionRecord, IndicatorRecord, IndicatorStore } from './ports.ts'

export interface RebuildDeps extends BuildDeps {
  readonly store: IndicatorStore & Pick<DefinitionStore, 'noteRefusal' | 'find'>
  readonly files: EditionFiles
  readonly exclusive: Exclusive
  readonly newId: NewId
  readonly now: Clock
}

/**
 * What became of one indicator: a new edition, an earlier one made from the same things and shown again, nothing new, an
 * earlier one that a person chose and that stays, nothing to make it from, or a refusal in French.
 */
export type Rebuilt =
  | { readonly slug: string; readonly outcome: 'built' | 'again'; readonly edition: EditionRecord }
  | { readonly slug: string; readonly outcome: 'unchanged' | 'chosen' | 'no-source' }
  | { readonly slug: string; readonly outcome: 'refused'; readonly reasons: readonly string[] }

/** Works out what an indicator would be, without keeping anything: what a preview shows. */
export const previewIndicator =
  (deps: RebuildDeps) =>
  async (definition: Definition): Promise<BuiltEdition> => {
    const records = await deps.store.list()
    const built = await buildEdition(deps)(definition, await editionsFor(deps.files, definition, records))
    if (!built) throw conflict('Aucune des sources de cet indicateur n’est dans le portail.')
    return built
  }

/**
 * Builds anew the indicators named (all when none is), those that others are worked out from first. One whose sources did
 * not change is left as it is, and so is one named that gives the same values; one whose rows are faulty keeps the edition
 * it had.
 */
export const rebuildIndicators =
  (deps: RebuildDeps) =>
  async (
    slugs: readonly string[] = [],
    onDone: (rebuilt: Rebuilt) => void = () => undefined,
    /** Also those named whose sources did not change. */
    anyway: boolean = slugs.length > 0,
  ): Promise<readonly Rebuilt[]> => {
    const done: Rebuilt[] = []
    const during = { ...deps, sourceOf: rememberedSources(deps.sourceOf) }
    let records = await deps.store.list()
    for (const definition of inOrder(records, slugs)) {
      const named = anyway && slugs.includes(definition.slug)
      const rebuilt = await rebuildOne(during, definition, records, named)
      // Those that are worked out from it read the edition just built.
      if ('edition' in rebuilt)
        records = records.map((record) =>
          record.definition.slug === rebuilt.slug ? { ...record, edition: rebuilt.edition } : record,
        )
      done.push(rebuilt)
      onDone(rebuilt)
    }
    return done
  }

const rebuildOne = async (
  deps: RebuildDeps,
  definition: Definition,
  records: readonly IndicatorRecord[],
  anyway: boolean,
): Promise<Rebuilt> => {
  const { slug } = definition
  const before = records.find((record) => record.definition.slug === slug)?.edition ?? null
  const made = await madeFrom(deps, definition, records)
  if (before && !anyway && before.madeFrom === made) return { slug, outcome: 'unchanged' }
  const kept = await deps.store.editions(slug)
  if (before && (await isSetAside(deps, slug, before, kept, made))) return { slug, outcome: 'chosen' }
  const again = anyway ? undefined : kept.find(({ madeFrom }) => madeFrom === made)
  if (again) {
    await deps.store.show(slug, again.id, false)
    return { slug, outcome: 'again', edition: again }
  }
  const refuse = async (findings: readonly Finding[]): Promise<Rebuilt> => {
    await deps.store.noteRefusal(slug, { at: deps.now().toISOString(), findings, madeFrom: made })
    return { slug, outcome: 'refused', reasons: refusedOf(findings).map(reasonOf) }
  }
  const build = async (): Promise<Rebuilt> => {
    const built = await buildEdition(deps)(definition, await editionsFor(deps.files, definition, records))
    if (!built) return { slug, outcome: 'no-source' }
    if (refusedOf(built.findings).length > 0) return await refuse(built.findings)
    if (before?.madeFrom === made && (await gives(deps, before, built))) {
      await deps.store.noteRefusal(slug, null)
      return { slug, outcome: 'unchanged' }
    }
    const edition = recordOf(definition, built, { id: deps.newId(), at: deps.now(), made, after: kept[0]?.number ?? 0 })
    const overtaken = await keepValues(deps.files, edition.id, built.edition, () => deps.store.addEdition(edition))
    // What the other one built is shown, and nothing is wrong with the rows: it is not kept as a refusal of theirs.
    if (overtaken) return { slug, outcome: 'refused', reasons: [overtaken.message] }
    return { slug, outcome: 'built', edition }
  }
  try {
    return (await deps.exclusive(buildingOf(slug), build))?.done ?? { slug, outcome: 'refused', reasons: [ELSEWHERE] }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return refuse([{ weight: 'refused', kind: 'formula', message: error.message, examples: [], count: 1 }])
  }
}

/** The name under which an indicator is built by one at a time. */
export const buildingOf = (slug: string): string => `indicator ${slug}`

/** What is said to whoever comes second. */
export const ELSEWHERE =
  'Cet indicateur est déjà en construction, dans le portail ou par une autre commande : regardez-le dans un moment.'

/** Writes values, then what records them. When another building ended first they leave no file, and the fault is given. */
export const keepValues = async (
  files: EditionFiles,
  id: string,
  values: Edition,
  record: () => Promise<void>,
): Promise<DomainError | null> => {
  await files.write(id, values)
  try {
    await record()
    return null
  } catch (error) {
    // Any other failure may have come after the record was kept: a later start looks.
    if (!(error instanceof DomainError) || error.fault.kind !== 'conflict') throw error
    await files.remove(id)
    return error
  }
}

/** The findings that keep an edition from being shown. */
export const refusedOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ weight }) => weight === 'refused')

/** Whether a person went back from the edition that these sources give, or from a later one made from them. */
const isSetAside = async (
  deps: RebuildDeps,
  slug: string,
  shown: EditionRecord,
  kept: readonly EditionRecord[],
  made: string,
): Promise<boolean> => {
  const same = kept.some(({ number, madeFrom }) => number > shown.number && madeFrom === made)
  return same && ((await deps.store.find(slug))?.chosen ?? false)
}

/** Whether an edition holds just what was built again. */
const gives = async (deps: RebuildDeps, edition: EditionRecord, built: BuiltEdition): Promise<boolean> =>
  Buffer.from(encodeEdition(await deps.files.read(edition.id))).equals(encodeEdition(built.edition))

/** A finding as one sentence, with a few of the rows concerned. */
export const reasonOf = ({ message, examples }: Finding): string =>
  examples.length === 0 ? message : `${message} (${examples.slice(0, 5).join(' ; ')})`

/** Definitions with those they are worked out from before them; a circle is refused. */
export const inOrder = (records: readonly IndicatorRecord[], slugs: readonly string[]): readonly Definition[] => {
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
