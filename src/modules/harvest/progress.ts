import { type Static, Type } from 'typebox'
import type { Harvested, HarvestOptions } from './harvest-source.ts'
import type { Source } from './source.ts'

/** How far a harvest is. */
export const Progress = Type.Object({
  done: Type.Integer(),
  total: Type.Integer(),
  /** Of the sources done, those that failed. */
  failed: Type.Integer(),
  /** The source in hand, and the last thing said of it. */
  title: Type.String(),
  sentence: Type.String(),
})
export type Progress = Static<typeof Progress>

type Listeners = Pick<HarvestOptions, 'onStep' | 'onDone'>

/** Sees a harvest go on: `see` is told at once, then at each step; what others listen to is told them too. */
export const seen = (sources: readonly Source[], others: Listeners, see: (progress: Progress) => void): Listeners => {
  let now: Progress = { done: 0, total: sources.length, failed: 0, title: sources[0]?.title ?? '', sentence: '' }
  const change = (changes: Partial<Progress>) => {
    now = { ...now, ...changes }
    see(now)
  }
  change({})
  return {
    onStep(source: Source, sentence: string) {
      change({ title: source.title, sentence })
      others.onStep?.(source, sentence)
    },
    onDone(harvested: Harvested) {
      const done = now.done + 1
      const failed = now.failed + (harvested.run.state === 'failed' ? 1 : 0)
      change({ done, failed, title: sources[done]?.title ?? now.title, sentence: '' })
      others.onDone?.(harvested)
    },
  }
}
