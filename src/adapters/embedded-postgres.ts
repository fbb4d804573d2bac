import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { binaries, initialise } from './postgres-cluster.ts'
import { commandOf, isAlive } from './process-sight.ts'
import { saying } from './program.ts'
import { otherUser } from './run-as.ts'
import { useServer } from './users-of-server.ts'

/** A running server of our own: its address, and how to be done with it: the last to use it stops it. */
export interface EmbeddedPostgres {
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface EmbeddedOptions {
  /** Told when the server died by itself; it is then started again at the same address, until `stop`. Absent: it stays dead. */
  readonly onLost?: (why: string) => void
}

/**
 * Starts the PostgreSQL shipped with the product on a cluster under `folder`, made at the first start. A server alive on
 * this very cluster is used: another process of ours works on it, or a crash left it.
 */
export const startEmbeddedPostgres = async (
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> => {
  const cluster = resolve(folder)
  const tools = await binaries()
  const as = await otherUser([dirname(tools.postgres), dirname(cluster)])
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(tools.initdb, cluster, as)
  const password = (await readFile(`${cluster}.password`, 'utf8')).trim()
  const urlOf = (port: number) => `postgres://icauna:${password}@127.0.0.1:${port}/postgres`
  const use = await useServer(`${cluster}.users`)
  const alive = await runningServer(cluster)
  const port = alive?.port ?? (await freePort())
  const launch = async (): Promise<Server> => {
    const child = as.spawn(tools.postgres, ['-D', cluster, '-p', String(port), '-h', '127.0.0.1', ...SETTINGS])
    await saying(child, 'ready to accept connections', 'PostgreSQL')
    return ofChild(child)
  }
  const first = alive ? ofPid(alive.pid) : await launch()
  const server = options.onLost ? kept(first, launch, options.onLost) : first
  return {
    url: urlOf(port),
    stop: async () => ((await use.end()) ? server.stop() : server.leave()),
  }
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

/** A server that runs: how to stop it, how to end without it, and what happens when it ends, asked or not. */
interface Server {
  readonly stop: () => Promise<void>
  readonly leave: () => void
  readonly ended: Promise<string>
}

/** Starts the server again each time it ends unasked, a second after a failure; gives what stops it for good, and what leaves it to others. */
const kept = (first: Server, launch: () => Promise<Server>, onLost: (why: string) => void) => {
  let stopping = false
  let current: Promise<Server> = Promise.resolve(first)
  const watch = (server: Server) => {
    void server.ended.then((why) => {
      if (stopping) return
      onLost(why)
      current = again()
      current.then(watch, () => undefined)
    })
  }
  const again = async (): Promise<Server> => {
    while (!stopping) {
      try {
        return await launch()
      } catch (error) {
        onLost(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
        await pause(1000)
      }
    }
    throw new Error('PostgreSQL ne redémarre plus : le portail s’arrête.')
  }
  watch(first)
  const finish = async (how: 'stop' | 'leave') => {
    stopping = true
    await current.then(
      (server) => server[how](),
      () => undefined,
    )
  }
  return { stop: () => finish('stop'), leave: () => finish('leave') }
}

/** The server alive on this cluster, if its process really is one: a number taken up by another program is left alone. */
const runningServer = async (cluster: string): Promise<{ readonly pid: number; readonly port: number } | null> => {
  const file = join(cluster, 'postmaster.pid')
  const [pid = '', folder = '', , port = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  if (pid === '') return null
  const command = await commandOf(Number(pid))
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

const ofChild = (child: ChildProcess): Server => {
  const ended = new Promise<string>((done) => {
    const say = () => done(`PostgreSQL s’est arrêté (${child.exitCode ?? child.signalCode})`)
    if (child.exitCode !== null || child.signalCode !== null) say()
    else child.once('exit', say)
  })
  const stop = async () => {
    child.kill('SIGINT')
    await ended
  }
  const leave = () => {
    child.unref()
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe?.destroy()
  }
  return { stop, leave, ended }
}

/** A server that is not our child: nothing tells when it ends, so we look. Ten seconds at most to stop. */
const ofPid = (pid: number): Server => {
  const ended = new Promise<string>((done) => {
    const look = setInterval(() => {
      if (isAlive(pid)) return
      clearInterval(look)
      done('PostgreSQL s’est arrêté')
    }, 500).unref()
  })
  const stop = async () => {
    for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) {
      if (tries === 0) process.kill(pid, 'SIGINT')
      await pause(50)
    }
  }
  return { stop, leave: () => undefined, ended }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
