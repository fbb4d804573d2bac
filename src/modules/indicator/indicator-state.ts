import { type BuildDeps, rememberedSources } from './build-edition.ts'
import { type Definition, sourcesOf } from './definition.ts'
import { madeFrom } from './made-from.ts'
import type { DefinitionStore, IndicatorRecord, ManagedIndicator } from './ports.ts'

/**
 * Where an indicator stands: shown as its sources are; shown by choice although a later edition exists; its sources moved
 * since; its last building refused; waiting for its data; withdrawn.
 */
export type IndicatorState = 'shown' | 'chosen' | 'stale' | 'refused' | 'waiting' | 'withdrawn'

export interface IndicatorWithState extends ManagedIndicator {
  readonly state: IndicatorState
}

/** States in words, for one indicator. */
export const STATE_WORDS: Readonly<Record<IndicatorState, string>> = {
  shown: 'à jour',
  chosen: 'remis à une édition d’avant',
  stale: 'à reconstruire',
  refused: 'refusé',
  waiting: 'attend ses données',
  withdrawn: 'retiré',
}

interface StateDeps extends Pick<BuildDeps, 'sourceOf' | 'geography'> {
  readonly store: Pick<DefinitionStore, 'managed'>
}

/** Every indicator with where it stands: what it would be made from now is compared with what it was made from. */
export const indicatorsWithStates = (deps: StateDeps) => async (): Promise<readonly IndicatorWithState[]> => {
  const during = { ...deps, sourceOf: rememberedSources(deps.sourceOf) }
  const all = await deps.store.managed()
  const shown = all.filter(({ withdrawnAt }) => withdrawnAt === null)
  return Promise.all(all.map(async (one) => ({ ...one, state: await stateOf(during, one, shown) })))
}

const stateOf = async (
  deps: StateDeps,
  one: ManagedIndicator,
  records: readonly IndicatorRecord[],
): Promise<IndicatorState> => {
  if (one.withdrawnAt !== null) return 'withdrawn'
  const made = await madeFrom(deps, one.definition, records)
  if (one.refusal?.madeFrom === made) return 'refused'
  if (one.edition?.madeFrom === made) return 'shown'
  if (one.edition && one.chosen) return 'chosen'
  return (await hasSource(deps, one.definition, records)) ? 'stale' : one.edition ? 'shown' : 'waiting'
}

/** Whether one formula at least has what it reads. */
const hasSource = async (
  { sourceOf }: StateDeps,
  definition: Definition,
  records: readonly IndicatorRecord[],
): Promise<boolean> => {
  const built = new Set(records.flatMap(({ definition: { slug }, edition }) => (edition ? [slug] : [])))
  for (const formula of definition.formulas) {
    if (
      formula.kind === 'rows'
        ? await sourceOf(formula.dataset)
        : sourcesOf({ ...definition, formulas: [formula] }).every((slug) => built.has(slug))
    )
      return true
  }
  return false
}
