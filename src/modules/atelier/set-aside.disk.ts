import { createReadStream, existsSync } from 'node:fs'
import { versionFiles } from '../query/index.ts'

/** The reject file of a version under `versions`, read as it is sent. */
export const setAsideRows =
  (versions: string) =>
  (versionId: string): NodeJS.ReadableStream | null => {
    const { rejects } = versionFiles(versions, versionId)
    return existsSync(rejects) ? createReadStream(rejects) : null
  }
