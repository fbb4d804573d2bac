import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Lends folders made under `parent`, each for the time of one piece of work, and removed after it whatever happens. */
export const temporaryFolders =
  (parent: string, prefix: string) =>
  async <T>(work: (path: string) => Promise<T>): Promise<T> => {
    const path = await mkdtemp(join(parent, prefix))
    return work(path).finally(() => rm(path, { recursive: true, force: true }))
  }
