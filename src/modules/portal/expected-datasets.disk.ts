import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { invalid } from '../../kernel/errors.ts'
import { type Expected, readExpected } from './expected-datasets.ts'
import type { ReceivedFiles } from './load-datasets.ts'

/** The list that comes with the portal. */
export const expectedDatasets = async (
  path = new URL('../../../indicators/sources/datasets.json', import.meta.url).pathname,
): Promise<Expected> => readExpected(JSON.parse(await readFile(path, 'utf8')))

/** The files of a folder and of those below it, found by name; of two with one name, the first in the order of paths. */
export const filesUnder = async (folder: string): Promise<ReceivedFiles> => {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw invalid(`Le dossier « ${folder} » n’existe pas, ou vous n’avez pas le droit de le lire.`)
  })
  const paths = new Map(
    names
      .toSorted()
      .toReversed()
      .map((path) => [basename(path), join(folder, path)]),
  )
  return {
    open(name) {
      const path = paths.get(name)
      return path === undefined ? undefined : createReadStream(path)
    },
  }
}
