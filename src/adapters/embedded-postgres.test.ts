import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from '../kernel/sql.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { lockFolder } from './folder-lock.ts'
import { connect } from './postgres.ts'

const noProc = existsSync('/proc/self/stat') ? false : 'pas de /proc ici'

const inFolder = async (parent: string, work: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(parent, 'icauna-essai-'))
  await work(folder).finally(() => rm(folder, { recursive: true, force: true }))
}
/** Asks again until the server is back: each refusal comes at once, so nothing waits longer than it takes. */
const answersAtLast = async (url: string, tries = 2000): Promise<unknown> =>
  answers(url).catch((error) => {
    if (tries === 0) throw error
    return answersAtLast(url, tries - 1)
  })

/** One cluster for the tests that leave it as they found it, stopped: making one is what takes time. */
const inSharedFolder = async (work: (cluster: string) => Promise<void>) => {
  shared ??= mkdtemp(join(tmpdir(), 'icauna-essai-'))
  await chmod(await shared, 0o711)
  await work(join(await shared, 'postgres'))
}
let shared: Promise<string> | undefined
after(async () => shared && rm(await shared, { recursive: true, force: true }))

const answers = async (url: string) => {
  const { database, close } = connect(url, 1)
  return database.query(sql`select 1 as one`).finally(close)
}

test('a second start on the same cluster takes over the server that a crash left alive', () =>
  inSharedFolder(async (cluster) => {
    const first = await startEmbeddedPostgres(cluster)
    await rm(`${cluster}.users`, { recursive: true }) // as if its process were gone
    const second = await startEmbeddedPostgres(cluster)
    assert.equal(second.url, first.url)
    assert.deepEqual(await answers(second.url), [{ one: 1 }])
    await second.stop()
    await assert.rejects(answers(first.url))
  }))

test('who is done first, launcher or not, leaves the server to the others; the last stops it', () =>
  inSharedFolder(async (cluster) => {
    for (const last of [0, 1]) {
      const both = [await startEmbeddedPostgres(cluster), await startEmbeddedPostgres(cluster)]
      await both[1 - last]?.stop()
      assert.deepEqual(await answers(both[last]?.url ?? ''), [{ one: 1 }])
      await both[last]?.stop()
      await assert.rejects(answers(both[last]?.url ?? ''))
    }
  }))

test('a use whose process is gone keeps no server alive', () =>
  inSharedFolder(async (cluster) => {
    const server = await startEmbeddedPostgres(cluster)
    await writeFile(join(`${cluster}.users`, '999999999-essai'), '')
    await writeFile(join(`${cluster}.users`, `${process.pid}-autre`), 'né un autre jour')
    await server.stop()
    await assert.rejects(answers(server.url))
  }))

test('a server that dies by itself is started again at the same address', () =>
  inSharedFolder(async (cluster) => {
    const lost: string[] = []
    const server = await startEmbeddedPostgres(cluster, { onLost: (why) => lost.push(why) })
    process.kill(Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
    assert.deepEqual(await answersAtLast(server.url), [{ one: 1 }])
    assert.match(lost[0] ?? '', /SIGKILL/)
    await server.stop()
    await assert.rejects(answers(server.url))
  }))

test('a process number taken up by another program is left alone', () =>
  inSharedFolder(async (cluster) => {
    await (await startEmbeddedPostgres(cluster)).stop()
    await writeFile(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n0\n1\n`)
    const again = await startEmbeddedPostgres(cluster)
    assert.deepEqual(await answers(again.url), [{ one: 1 }])
    await again.stop()
  }))

test('a folder closed to everyone else works too, for the superuser as for anyone', () =>
  inFolder(homedir(), async (folder) => {
    await chmod(folder, 0o700)
    const server = await startEmbeddedPostgres(join(folder, 'postgres'))
    assert.deepEqual(await answers(server.url), [{ one: 1 }])
    await server.stop()
  }))

test('a cluster half made by a crash is made again', () =>
  inFolder(tmpdir(), async (folder) => {
    await chmod(folder, 0o711)
    await mkdir(join(folder, 'postgres.en-cours/base'), { recursive: true })
    const server = await startEmbeddedPostgres(join(folder, 'postgres'))
    assert.deepEqual(await answers(server.url), [{ one: 1 }])
    await server.stop()
  }))

test('a second portal on the same folder is refused, a command is not; a number given to another program counts for nothing', () =>
  inFolder(tmpdir(), async (folder) => {
    await writeFile(join(folder, 'portail.pid'), String(process.ppid))
    await assert.rejects(lockFolder(folder, 'serve', 0), /Un portail tourne déjà sur ce dossier/)
    assert.equal((await lockFolder(folder, 'command')).shared, true)
    await writeFile(join(folder, 'portail.pid'), `${process.ppid} a birth that is not its own`)
    await (await lockFolder(folder, 'serve')).release()
    await writeFile(join(folder, 'portail.pid'), '999999999')
    const lock = await lockFolder(folder, 'serve')
    assert.equal(lock.shared, false)
    await lock.release()
  }))

test('a portal that was killed and whose end nobody looked at does not hold its folder', { skip: noProc }, () =>
  inFolder(tmpdir(), async (folder) => {
    // The shell becomes a program that never looks after the child it was left.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const [said] = await once(parent.stdout, 'data')
      await writeFile(join(folder, 'portail.pid'), String(said).trim())
      await (await lockFolder(folder, 'serve')).release()
    } finally {
      parent.kill()
    }
  }),
)
