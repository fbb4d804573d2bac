import type { Person } from '../access/index.ts'
import type { BuiltEdition } from './build-edition.ts'
import type { Definition } from './definition.ts'
import {
  dependentsOf,
  type EditIndicatorsDeps,
  mustEditIndicators,
  type Published,
  publishIndicator,
  showEdition,
  withdrawIndicator,
} from './edit-indicators.ts'
import { type IndicatorWithState, indicatorsWithStates } from './indicator-state.ts'
import { type KeptEditions, keptEditions } from './kept-editions.ts'
import type { DefinitionChange, EditionRecord } from './ports.ts'
import { previewIndicator, type Rebuilt, rebuildIndicators } from './rebuild-indicators.ts'

/** A rebuilding of several indicators, as it goes. */
export interface Rebuilding {
  readonly total: number
  readonly done: readonly Rebuilt[]
  readonly over: boolean
}

/** All that the back office and the command line do to indicators. What changes them is done one after the other. */
export interface IndicatorDesk {
  readonly kept: KeptEditions
  readonly list: () => Promise<readonly IndicatorWithState[]>
  readonly changes: (slug: string) => Promise<readonly DefinitionChange[]>
  /** Slugs of those worked out from an indicator. */
  readonly dependents: (slug: string) => Promise<readonly string[]>
  readonly preview: (definition: Definition) => Promise<BuiltEdition>
  readonly publish: (
    person: Person,
    definition: Definition,
    replaces: string | null,
    lastChange?: number,
  ) => Promise<Published>
  readonly withdraw: (person: Person, slug: string, withdrawn: boolean) => Promise<void>
  readonly show: (person: Person, slug: string, number: number) => Promise<EditionRecord>
  /** Those named, whatever became of their sources. */
  readonly rebuild: (person: Person, slugs: readonly string[]) => Promise<readonly Rebuilt[]>
  /** Begins to rebuild those whose sources changed; `rebuilding` tells how far it is. Settles when all is done. */
  readonly rebuildChanged: (person: Person) => Promise<readonly Rebuilt[]>
  /** What the portal itself asks, in its turn and without a trace: those whose sources changed, or those named. */
  readonly bringUpToDate: ReturnType<typeof rebuildIndicators>
  /** Rebuilds those whose sources changed when there is one, as `rebuildChanged` does; `signal` stops it between two. */
  readonly follow: (signal: AbortSignal, onDone?: (rebuilt: Rebuilt) => void) => Promise<readonly Rebuilt[]>
  /** The last rebuilding begun here; null when none was. */
  readonly rebuilding: () => Rebuilding | null
}

/** The desk of a portal, over its stores. */
export const indicatorDesk = (deps: EditIndicatorsDeps): IndicatorDesk => {
  const inTurn = oneAtATime()
  const rebuild = rebuildIndicators(deps)
  const noted = async (person: Person, slugs: readonly string[]) => {
    mustEditIndicators(person)
    const subject = slugs.length === 1 ? (slugs[0] ?? '') : 'indicateurs'
    await deps.audit.record({ at: deps.now(), who: person.id, what: 'indicator.rebuild', subject, details: {} })
  }
  const list = indicatorsWithStates(deps)
  let last: Rebuilding | null = null
  const changed = async (onDone: (rebuilt: Rebuilt) => void = () => undefined) => {
    const { length: total } = await deps.store.list()
    last = { total, done: [], over: false }
    try {
      return await rebuild([], (one) => {
        last = { total, done: [...(last?.done ?? []), one], over: false }
        onDone(one)
      })
    } finally {
      last = { total, done: last.done, over: true }
    }
  }
  return {
    kept: keptEditions(deps),
    list,
    changes: deps.store.changes,
    dependents: async (slug) => dependentsOf(await deps.store.list(), slug),
    preview: previewIndicator(deps),
    publish: (...asked) => inTurn(() => publishIndicator(deps)(...asked)),
    withdraw: (...asked) => inTurn(() => withdrawIndicator(deps)(...asked)),
    show: (...asked) => inTurn(() => showEdition(deps)(...asked)),
    async rebuild(person, slugs) {
      await noted(person, slugs)
      return inTurn(() => rebuild(slugs))
    },
    async rebuildChanged(person) {
      await noted(person, [])
      return inTurn(() => changed())
    },
    bringUpToDate: (...asked) => inTurn(() => rebuild(...asked)),
    follow: (signal, onDone) =>
      inTurn(async () => {
        if (!(await list()).some(({ state }) => state === 'stale')) return []
        return changed((one) => {
          onDone?.(one)
          signal.throwIfAborted()
        })
      }),
    rebuilding: () => last,
  }
}

/** Gives each work its turn; one that fails does not keep the next from its own. */
const oneAtATime = () => {
  let before: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = before.then(work, work)
    before = turn.catch(() => undefined)
    return turn
  }
}
