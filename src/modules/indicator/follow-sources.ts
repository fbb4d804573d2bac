/** Rebuilds what reads datasets once other rows of them are shown: asked for by whoever shows them, done in the background. */
export interface SourceFollower {
  /** Some dataset shows other rows, or is shown at last. */
  readonly noted: () => void
  /** From now on what is noted is followed by `rebuild`, what was noted before included. */
  readonly begin: (rebuild: (signal: AbortSignal) => Promise<unknown>) => void
  /** Waits for a work that shows several datasets, so that indicators are rebuilt once, after it. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
  /** Ends when nothing is left to rebuild. */
  readonly settled: () => Promise<void>
  /** Stops between two indicators, the next start does the rest; `finish`: does it before. */
  readonly close: (finish?: boolean) => Promise<void>
}

/** One rebuilding at a time: all that is noted while one goes on is followed by one more. `onBug` is told of one that failed. */
export const followSources = (onBug: (error: unknown) => void): SourceFollower => {
  const stop = new AbortController()
  let rebuild: ((signal: AbortSignal) => Promise<unknown>) | null = null
  let wanted = false
  let held = 0
  let working: Promise<void> | null = null
  const go = () => {
    if (!wanted || !rebuild || held > 0 || working || stop.signal.aborted) return
    wanted = false
    working = rebuild(stop.signal)
      .then(() => undefined)
      .catch((error) => {
        if (!stop.signal.aborted) onBug(error)
      })
      .finally(() => {
        working = null
        go()
      })
  }
  const settled = async () => {
    while (working) await working
  }
  return {
    noted() {
      wanted = true
      go()
    },
    begin(given) {
      rebuild = given
      go()
    },
    async during(work) {
      held += 1
      try {
        return await work()
      } finally {
        held -= 1
        go()
      }
    },
    settled,
    async close(finish = false) {
      if (finish) await settled()
      stop.abort(new Error('le portail s’arrête'))
      await settled()
    },
  }
}
