import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BegunVersions } from './ports.ts'

/** A mark, under `folder`, for each version begun and not yet settled: an empty file that has its name. */
export const diskBegunVersions = (folder: string): BegunVersions => ({
  async begin(versionId) {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, versionId), '')
  },
  settle: (versionId) => rm(join(folder, versionId), { force: true }),
  left: () => readdir(folder).catch(() => []),
})
