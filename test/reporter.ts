import type { TestEvent } from 'node:test/reporters'

interface Failure {
  readonly name: string
  readonly file: string
  readonly message: string
}

const SLOW = 2000

/** How long a test took, when that is worth knowing. */
const slow = (milliseconds: number) => (milliseconds < SLOW ? '' : ` (${(milliseconds / 1000).toFixed(1)} s)`)

/** One line a test; failures whole, again at the end; last of all `N passed, N failed`. */
export const reporter = async function* (events: AsyncIterable<TestEvent>): AsyncIterable<string> {
  const failures: Failure[] = []
  let [passed, skipped] = [0, 0]
  for await (const event of events) {
    if (event.type === 'test:pass') {
      const reason = event.data.skip
      if (reason !== undefined) skipped += 1
      else passed += 1
      yield reason === undefined
        ? `  ✓ ${event.data.name}${slow(event.data.details.duration_ms)}\n`
        : `  – ${event.data.name} (passé : ${String(reason)})\n`
    }
    if (event.type === 'test:fail') {
      const { error } = event.data.details
      const cause =
        error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : String(error.cause ?? error)
      failures.push({ name: event.data.name, file: event.data.file ?? '', message: cause })
      yield `  ✗ ${event.data.name}\n`
    }
  }
  for (const failure of failures)
    yield `\n✗ ${failure.name}\n  ${failure.file}\n${failure.message.replace(/^/gm, '    ')}\n`
  yield `\n${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`
}

// biome-ignore lint/style/noDefaultExport: the runner of node:test looks for a default export.
export { reporter as default }
