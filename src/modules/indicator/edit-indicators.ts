import { conflict, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { type Audit, hasRole, type Person } from '../access/index.ts'
import { buildEdition } from './build-edition.ts'
import { type Definition, sourcesOf } from './definition.ts'
import type { Finding } from './findings.ts'
import { editionsFor, madeFrom, recordOf } from './made-from.ts'
import type { DefinitionStore, EditionRecord, IndicatorRecord, IndicatorStore, ManagedIndicator } from './ports.ts'
import {
  buildingOf,
  ELSEWHERE,
  inOrder,
  keepValues,
  type RebuildDeps,
  rebuildIndicators,
  refusedOf,
} from './rebuild-indicators.ts'

export interface EditIndicatorsDeps extends RebuildDeps {
  readonly store: IndicatorStore & DefinitionStore
  readonly audit: Audit
}

/** A definition that is now shown, or what keeps it from being. */
export type Published =
  | { readonly outcome: 'published'; readonly edition: EditionRecord }
  | { readonly outcome: 'refused'; readonly findings: readonly Finding[] }

/** Refuses whoever may not change indicators. */
export const mustEditIndicators = (person: Person): void => {
  if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur s’occupe des indicateurs.')
}

/**
 * Builds a definition and shows it, all or nothing: what a check refuses is told and nothing is kept. `replaces` is the
 * slug of the indicator that it corrects, null when it is a new one; `lastChange`, the number of the last change of it that
 * the person saw (0: none), after which any other is a conflict. Those worked out from it follow.
 */
export const publishIndicator =
  (deps: EditIndicatorsDeps) =>
  async (person: Person, definition: Definition, replaces: string | null, lastChange?: number): Promise<Published> => {
    mustEditIndicators(person)
    const { slug, name } = definition
    checkName(definition, replaces, await deps.store.find(slug))
    const others = (await deps.store.list()).filter((record) => record.definition.slug !== slug)
    await checkSources(deps, definition, others)
    const work = async () => {
      if (lastChange !== undefined) await mustBeLastChange(deps, slug, lastChange)
      return buildAndShow(deps, person, definition, others)
    }
    const shown = (await deps.exclusive(buildingOf(slug), work))?.done
    if (!shown) throw conflict(ELSEWHERE)
    if (shown.outcome === 'refused') return shown
    const { edition } = shown
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: replaces === null ? 'indicator.create' : 'indicator.change',
      subject: slug,
      details: { name, edition: edition.number },
    })
    await rebuildThoseOf(deps, slug)
    return { outcome: 'published', edition }
  }

const mustBeLastChange = async ({ store }: EditIndicatorsDeps, slug: string, seen: number): Promise<void> => {
  const [last] = await store.changes(slug)
  if ((last?.number ?? 0) !== seen)
    throw conflict(
      'Rien n’a été publié : quelqu’un a modifié cet indicateur depuis que vous avez ouvert ce formulaire. Regardez sa page, puis rouvrez le formulaire pour partir de ce qui est en ligne.',
    )
}

const buildAndShow = async (
  deps: EditIndicatorsDeps,
  person: Person,
  definition: Definition,
  others: readonly IndicatorRecord[],
): Promise<Published> => {
  const built = await buildEdition(deps)(definition, await editionsFor(deps.files, definition, others))
  if (!built || built.edition.periods.length === 0)
    throw conflict('Les sources de cet indicateur ne donnent aucune valeur.')
  if (refusedOf(built.findings).length > 0) return { outcome: 'refused', findings: built.findings }
  const [last] = await deps.store.editions(definition.slug)
  const [at, made] = [deps.now(), await madeFrom(deps, definition, others)]
  const edition = recordOf(definition, built, { id: deps.newId(), at, made, after: last?.number ?? 0 })
  const record = () => deps.store.publish(definition, edition, person.id, at)
  const overtaken = await keepValues(deps.files, edition.id, built.edition, record)
  if (overtaken) throw overtaken
  return { outcome: 'published', edition }
}

/** Addresses that pages of the back office already have. */
const TAKEN: ReadonlySet<string> = new Set(['nouveau', 'importer', 'reconstruire'])

const checkName = ({ slug }: Definition, replaces: string | null, known: ManagedIndicator | undefined): void => {
  const wrong = (message: string) => invalid(message, [{ pointer: '/slug', message }])
  if (TAKEN.has(slug)) throw wrong('Ce nom d’adresse est réservé : choisissez-en un autre.')
  if (known && known.madeBy === null)
    throw wrong('Un indicateur livré avec le portail porte ce nom d’adresse : donnez-en un autre au vôtre.')
  if (replaces === null && known) throw wrong('Un indicateur porte déjà ce nom d’adresse : choisissez-en un autre.')
  if (replaces !== null && replaces !== slug)
    throw wrong('L’adresse d’un indicateur publié ne change plus : des pages y mènent.')
}

const checkSources = async (
  deps: EditIndicatorsDeps,
  definition: Definition,
  others: readonly IndicatorRecord[],
): Promise<void> => {
  for (const formula of definition.formulas)
    if (formula.kind === 'rows' && !(await deps.sourceOf(formula.dataset)))
      throw conflict(`Le jeu de données « ${formula.dataset} » n’est pas publié dans ce portail.`)
  for (const slug of sourcesOf(definition))
    if (slug !== definition.slug && !others.some((record) => record.definition.slug === slug && record.edition))
      throw conflict(`L’indicateur « ${slug} », dont celui-ci a besoin, n’a pas de valeurs dans ce portail.`)
  inOrder([...others, { definition, edition: null }], [definition.slug])
}

/** Takes an indicator out of every page, or brings it back; its values are kept. */
export const withdrawIndicator =
  (deps: EditIndicatorsDeps) =>
  async (person: Person, slug: string, withdrawn: boolean): Promise<void> => {
    mustEditIndicators(person)
    const { definition } = await found(deps, slug)
    const users = dependentsOf(await deps.store.list(), slug)
    if (withdrawn && users.length > 0)
      throw conflict(`Cet indicateur sert à en calculer d’autres : ${users.join(', ')}. Retirez-les d’abord.`)
    const at = deps.now()
    await deps.store.withdraw(slug, withdrawn ? at : null)
    await deps.audit.record({
      at,
      who: person.id,
      what: withdrawn ? 'indicator.withdraw' : 'indicator.restore',
      subject: slug,
      details: { name: definition.name },
    })
  }

/** Shows an edition kept, earlier or later than the one shown; those worked out from it follow. */
export const showEdition =
  (deps: EditIndicatorsDeps) =>
  async (person: Person, slug: string, number: number): Promise<EditionRecord> => {
    mustEditIndicators(person)
    const { definition, edition: before } = await found(deps, slug)
    const kept = await deps.store.editions(slug)
    const edition = kept.find((one) => one.number === number)
    if (!edition) throw notFound('L’édition', String(number))
    await deps.files.read(edition.id) // what cannot be read is not shown
    await deps.store.show(slug, edition.id, edition.number !== kept[0]?.number)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'indicator.show-edition',
      subject: slug,
      details: { name: definition.name, edition: number, before: before?.number ?? null },
    })
    await rebuildThoseOf(deps, slug)
    return edition
  }

const found = async (deps: EditIndicatorsDeps, slug: string): Promise<ManagedIndicator> => {
  const known = await deps.store.find(slug)
  if (!known) throw notFound('L’indicateur', slug)
  return known
}

const rebuildThoseOf = async (deps: EditIndicatorsDeps, slug: string): Promise<void> => {
  const users = dependentsOf(await deps.store.list(), slug)
  if (users.length > 0) await rebuildIndicators(deps)(users, undefined, false)
}

/** Slugs of the indicators worked out from one, near or far. */
export const dependentsOf = (records: readonly IndicatorRecord[], slug: string): readonly string[] => {
  const found = new Set<string>()
  const visit = (of: string) => {
    for (const { definition } of records) {
      if (found.has(definition.slug) || !sourcesOf(definition).includes(of)) continue
      found.add(definition.slug)
      visit(definition.slug)
    }
  }
  visit(slug)
  return [...found]
}
