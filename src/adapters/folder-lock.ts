import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether this process holds the data folder alone, or works beside the portal that does. */
export interface FolderLock {
  readonly shared: boolean
  readonly release: () => Promise<void>
}

/** One portal a folder: a second one is refused; a command goes beside it. A lock whose process is gone counts for nothing. */
export const lockFolder = async (folder: string, role: 'serve' | 'command'): Promise<FolderLock> => {
  const file = join(folder, 'portail.pid')
  const holder = Number(await readFile(file, 'utf8').catch(() => ''))
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    if (role === 'command') return { shared: true, release: async () => undefined }
    throw new Error(
      `Un portail tourne déjà sur ce dossier (processus ${holder}, ${folder}) : arrêtez-le, ou choisissez un autre DATA_DIR.`,
    )
  }
  await writeFile(file, String(process.pid))
  return { shared: false, release: () => rm(file, { force: true }) }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
