import { type TestContext, test } from 'node:test'

/**
 * A `test` that prepares first, for the tests of one file. A `beforeEach` at the top of a file would run before each
 * test of the run, whatever its file: they are all of one process.
 */
export const prepared =
  (prepare: () => unknown) =>
  (name: string, work: (t: TestContext) => unknown): void => {
    test(name, async (t) => {
      await prepare()
      await work(t)
    })
  }
