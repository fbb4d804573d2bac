import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError, notFound } from '../../kernel/errors.ts'
import { formatBytes } from '../../kernel/french.ts'
import { machineFault } from '../../kernel/machine-fault.ts'
import type { BlobStore } from './ports.ts'

/** Files under `folder`, each named by its SHA-256. A name from outside is never part of a path. */
export const diskBlobs = (folder: string): BlobStore => {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw notFound('Le fichier', sha256)
    return join(folder, sha256.slice(0, 2), sha256)
  }
  const localPath = async (sha256: string) => {
    const path = pathOf(sha256)
    await access(path).catch(() => {
      throw notFound('Le fichier', sha256)
    })
    return path
  }
  return {
    async put(bytes, limit) {
      await mkdir(folder, { recursive: true })
      const waiting = join(folder, `${ARRIVING}${randomUUID()}`)
      try {
        const { sha256, size } = await write(waiting, bytes, limit)
        await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
        await rename(waiting, pathOf(sha256))
        return { sha256, bytes: size }
      } catch (error) {
        throw machineFault(error) ?? error
      } finally {
        await rm(waiting, { force: true })
      }
    },
    read: (sha256) => createReadStream(pathOf(sha256)),
    localPath,
    size: async (sha256) => (await stat(await localPath(sha256))).size,
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async removeUnfinished() {
      const left = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(ARRIVING))
      for (const name of left) await rm(join(folder, name), { force: true })
    },
  }
}

const ARRIVING = 'arrivant-'

const write = async (path: string, bytes: AsyncIterable<Uint8Array>, limit: number) => {
  const file = await open(path, 'wx')
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength
      if (size > limit) throw tooLarge(limit)
      hash.update(chunk)
      await file.appendFile(chunk) // whole: `write` may stop half way on a full disk
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

const tooLarge = (limit: number) =>
  new DomainError({
    kind: 'too-large',
    detail: `Le fichier dépasse ${formatBytes(limit)} : déposez-le en plusieurs parties ou demandez à l’administrateur du portail de relever la limite.`,
    limit,
  })
