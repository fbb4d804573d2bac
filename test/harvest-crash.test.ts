import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { connect } from '../src/adapters/postgres.ts'
import { compose, type Product } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { type Database, many, sql } from '../src/kernel/sql.ts'
import { imitated } from '../src/modules/harvest/connectors/connectors.ts'
import type { Source } from '../src/modules/harvest/index.ts'
import { editor } from './harvest-office.ts'
import { fileOf, madeBytes, madeTable } from './made-files.ts'
import { databaseWithPlaces } from './postgres.ts'

/*
 * Four commands harvest a new edition, of a source each, and are killed: while its file arrives, while it is read, once its
 * version is whole, and once it is published but not yet written down. Their files are pipes, which the test fills.
 */
const [ARRIVING, READING, WHOLE, UNTOLD] = [
  'ofgl-departements',
  'cnaf-taux-couverture',
  'economie-decp',
  'sports-equipements',
] as const
const STEPS: readonly string[] = [ARRIVING, READING, WHOLE, UNTOLD]
const YEAR = new Date().getFullYear()
const COMMUNES = Array.from({ length: 24 }, (_, i) => `89${String(i + 1).padStart(3, '0')}`)

test('killed at each step of a harvest: the last good edition is served, and the next run completes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-moisson-'))
  const { url, close } = await databaseWithPlaces()
  const { database, close: disconnect } = connect(url, 2)
  const data = join(folder, 'donnees')
  const env = { DATABASE_URL: url, DATA_DIR: data, HARVEST_FOLDER: folder, LOG_LEVEL: 'silent' }
  const commands = new Map<string, Command>()
  const command = (id: string): Command => {
    const known = commands.get(id)
    assert.ok(known)
    return known
  }
  try {
    const { sources, before } = await withPortal(env, async (product) => {
      const chosen = (await product.harvest.sources()).filter(({ id }) => STEPS.includes(id))
      await serve(folder, chosen, 1, 'file')
      const states = (await product.harvest.run(chosen, { person: editor })).map(({ run }) => run.state)
      assert.deepEqual(states, ['published', 'published', 'published', 'published'])
      return { sources: chosen, before: await shownOf(product, chosen) }
    })
    const pipes = await serve(folder, sources, 2, 'pipe')
    for (const { id } of sources) commands.set(id, begun(env, id))
    const pour = (id: string, share = 1) => command(id).unlessGone(poured(pipes.get(id), share))

    await pour(ARRIVING, 0.5)
    await command(ARRIVING).kill()

    await pour(READING)
    await command(READING).unlessGone(until(async () => (await namesIn(join(data, 'commencees'))).length > 0))
    await command(READING).kill()

    const wholeBefore = await wholeVersions(data)
    await pour(WHOLE)
    await command(WHOLE).unlessGone(until(async () => (await wholeVersions(data)) > wholeBefore))
    await command(WHOLE).kill()

    await command(UNTOLD).unlessGone(until(async () => (await runsOf(database, UNTOLD)) === 2))
    await database.transaction(async (held) => {
      await held.query(sql`lock table harvest.run in share mode`)
      await pour(UNTOLD)
      await command(UNTOLD).unlessGone(until(async () => (await versionOf(database, UNTOLD)) !== before.get(UNTOLD)))
      await command(UNTOLD).kill()
    })

    await withPortal(env, async (product) => {
      const shown = await shownOf(product, sources)
      for (const step of [ARRIVING, READING]) assert.equal(shown.get(step), before.get(step), step)
      assert.notEqual(shown.get(UNTOLD), before.get(UNTOLD))
      for (const name of ['travail', 'commencees']) assert.deepEqual(await namesIn(join(data, name)), [], name)
      for (const { state } of await product.harvest.store.runs(8)) assert.notEqual(state, 'running')
      assert.equal(await product.harvest.store.progressSince(new Date(0)), undefined)
      for (const step of STEPS) {
        const { slug } = (await product.datasets.get(step)) ?? {}
        const answer = await product.server.inject(`/api/v1/datasets/${slug}/rows?limit=1`)
        assert.equal(answer.statusCode, 200, answer.body)
      }
      await serve(folder, sources, 2, 'file')
      const again = await product.harvest.run(sources, { person: editor })
      assert.ok(
        again.every(({ run }) => ['published', 'unchanged'].includes(run.state)),
        JSON.stringify(again.map(({ run }) => run.log)),
      )
      const after = await shownOf(product, sources)
      for (const step of STEPS) assert.notEqual(after.get(step), before.get(step), `${step} shows its new edition`)
      assert.equal(after.get(UNTOLD), shown.get(UNTOLD), 'what was published is not published twice')
    })
  } finally {
    for (const one of commands.values()) await one.kill()
    await disconnect()
    await Promise.all([close(), rm(folder, { recursive: true, force: true })])
  }
})

/** A start as any other: what a stop left is put in order before anything is served. */
const withPortal = async <T>(env: Record<string, string>, work: (product: Product) => Promise<T>): Promise<T> => {
  const product = await compose(readConfig(env))
  try {
    await product.prepare()
    return await work(product)
  } finally {
    await product.close()
  }
}

interface Pipe {
  readonly path: string
  readonly bytes: Buffer
}

/** Puts an edition of each source in the folder that stands for the internet, as files, or as pipes to be poured; the second differs from the first by one row. */
const serve = async (folder: string, sources: readonly Source[], edition: 1 | 2, as: 'file' | 'pipe') => {
  const answers: Record<string, { readonly file: string }> = {}
  const pipes = new Map<string, Pipe>()
  for (const source of sources) {
    const [feed] = source.feeds
    assert.ok(feed)
    const { columns, rows } = madeTable(source, feed, { departement: '89', communes: COMMUNES })
    const [first = [], ...others] = rows
    const table = {
      columns,
      rows: [first.map((text, j) => (edition === 2 && columns[j]?.role === 'text' ? `${text} bis` : text)), ...others],
    }
    const bytes = await madeBytes(source, fileOf(source).name, [{ table, reading: {} }])
    for (const [i, answer] of imitated(source.fetch, fileOf(source), YEAR).entries()) {
      const file = `${source.id}-${i}-${edition}-${as}`
      answers[answer.url] = { file }
      if ('json' in answer) await writeFile(join(folder, file), JSON.stringify(answer.json))
      else if (as === 'file') await writeFile(join(folder, file), bytes)
      else {
        execFileSync('mkfifo', [join(folder, file)])
        pipes.set(source.id, { path: join(folder, file), bytes })
      }
    }
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ answers }))
  return pipes
}

/** Gives a reader a share of what a pipe has to bring; all of it, and then the end. */
const poured = async (pipe: Pipe | undefined, share: number): Promise<void> => {
  assert.ok(pipe)
  const stream = createWriteStream(pipe.path)
  stream.on('error', () => undefined)
  const part = pipe.bytes.subarray(0, Math.floor(pipe.bytes.length * share))
  await new Promise<void>((done) => (share < 1 ? stream.write(part, () => done()) : stream.end(part, () => done())))
}

interface Command {
  readonly kill: () => Promise<unknown>
  /** What is waited for, unless the command ends before, which is told with what it said. */
  readonly unlessGone: <T>(waited: Promise<T>) => Promise<T>
}

/** The real command, in its own process. */
const begun = (env: Record<string, string>, id: string): Command => {
  const args = ['bin/icauna', 'harvest', 'run', id]
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const ended = once(child, 'exit')
  return {
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
    unlessGone: (waited) =>
      Promise.race([waited, ended.then(() => Promise.reject(new Error(`${id} ended by itself: ${said}`)))]),
  }
}

/** Looks often, and leaves the processor to those who are waited for. */
const until = async (held: () => Promise<boolean>): Promise<void> => {
  while (!(await held())) await pause(5)
}

const namesIn = (folder: string) => readdir(folder).catch((): string[] => [])

/** Versions that have their name: one being built has another. */
const wholeVersions = async (data: string) =>
  (await namesIn(join(data, 'versions'))).filter((name) => /^[0-9a-f-]{36}$/.test(name)).length

const shownOf = async (product: Product, sources: readonly Source[]) =>
  new Map(await Promise.all(sources.map(async ({ id }) => [id, (await product.datasets.get(id))?.versionId] as const)))

const versionOf = async (database: Database, id: string) =>
  (
    await many(
      database,
      Type.Object({ version: Type.String() }),
      sql`select version_id as version from catalog.dataset where id = ${id}`,
    )
  )[0]?.version

const runsOf = async (database: Database, source: string) =>
  (await many(database, Type.Object({ id: Type.String() }), sql`select id from harvest.run where source = ${source}`))
    .length
