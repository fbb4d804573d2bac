import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { birthOf, isAlive } from './process-sight.ts'

/** One use of a server that several processes of ours share. */
export interface ServerUse {
  /** Ends it; true when nobody else uses the server any more. */
  readonly end: () => Promise<boolean>
}

/** Writes in `folder` that this process uses the server. Uses whose process is gone count for nothing. */
export const useServer = async (folder: string): Promise<ServerUse> => {
  await mkdir(folder, { recursive: true })
  const own = `${process.pid}-${randomUUID()}`
  await writeFile(join(folder, own), await birthOf(process.pid))
  return {
    async end() {
      await rm(join(folder, own), { force: true })
      const others = await Promise.all((await readdir(folder)).map((name) => isInUse(folder, name)))
      return !others.includes(true)
    },
  }
}

const isInUse = async (folder: string, name: string): Promise<boolean> => {
  const pid = Number.parseInt(name, 10)
  const birth = await readFile(join(folder, name), 'utf8').catch(() => null)
  const lives = birth !== null && isAlive(pid) && birth === (await birthOf(pid))
  if (!lives) await rm(join(folder, name), { force: true })
  return lives
}
