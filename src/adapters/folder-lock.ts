import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { birthOf, isAlive } from './process-sight.ts'

/** Whether this process holds the data folder alone, or works beside the portal that does. */
export interface FolderLock {
  readonly shared: boolean
  readonly release: () => Promise<void>
}

/**
 * One portal a folder: a second one is refused; a command goes beside it. A lock whose process is gone counts for
 * nothing, even when its number was given to another program since (after a restart of the machine, say).
 */
export const lockFolder = async (
  folder: string,
  role: 'serve' | 'command',
  patience = PATIENCE,
): Promise<FolderLock> => {
  const file = join(folder, 'portail.pid')
  const holder = await holderOf(file)
  if (holder !== null) {
    if (role === 'command') return { shared: true, release: async () => undefined }
    if (patience > 0) {
      await pause(STEP)
      return lockFolder(folder, role, patience - STEP)
    }
    throw new Error(
      `Un portail tourne déjà sur ce dossier (processus ${holder}, ${folder}) : arrêtez-le, ou choisissez un autre DATA_DIR.`,
    )
  }
  await writeFile(file, `${process.pid} ${await birthOf(process.pid)}`)
  return { shared: false, release: () => rm(file, { force: true }) }
}

/** A portal that was killed, or that stops, takes a moment to be gone: it is waited for, in milliseconds. */
const PATIENCE = 3000
const STEP = 200

const holderOf = async (file: string): Promise<number | null> => {
  const [number = '', birth = ''] = (await readFile(file, 'utf8').catch(() => '')).trim().split(/ (.*)/)
  const pid = Number(number)
  if (!(pid > 0) || pid === process.pid || !isAlive(pid)) return null
  return birth === '' || birth === (await birthOf(pid)) ? pid : null
}
