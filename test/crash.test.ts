import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { compose, type Product } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { databaseWithPlaces } from './postgres.ts'

const ROUNDS = 3
const ROWS = 20_000
const Aggregates = Type.Object({ groups: Type.Array(Type.Object({ tour: Type.Number(), count: Type.Number() })) })

/** The same draws again with CRASH_SEED, as far as the machine is as quick. */
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 100_000)
const draws = (first: number) => {
  let state = first
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test(`killed at any moment of an ingestion, the next start is clean and serves a whole version (CRASH_SEED=${seed})`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-crash-'))
  const { url, close } = await databaseWithPlaces()
  const env = { DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' }
  const draw = draws(seed)
  try {
    await mkdir(join(folder, 'commencees'))
    await writeFile(join(folder, '0.csv'), rowsOf(0))
    const { slug, whole } = await withPortal(env, (product) => firstVersion(product, join(folder, '0.csv')))
    let served = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const path = join(folder, `${round}.csv`)
      await writeFile(path, rowsOf(round))
      await killedIngestion(env, path, slug, draw() * whole)
      served = await withPortal(env, (product) => checked(product, folder, slug, round, served))
    }
  } finally {
    await Promise.all([close(), rm(folder, { recursive: true, force: true })])
  }
})

const rowsOf = (round: number): string =>
  `numero;tour;libelle\n${Array.from({ length: ROWS + round }, (_, i) => `${i};${round};Ligne ${i}\n`).join('')}`

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

/** A version to lose, and how long one takes: the moments at which the others may die. */
const firstVersion = async (product: Product, path: string) => {
  const dataset = await product.datasets.get('communes')
  assert.ok(dataset)
  const original = { ...(await product.blobs.put(createReadStream(path), 1e9)), name: 'essai.csv' }
  const began = Date.now()
  await product.ingest({ datasetId: dataset.id, original, actor: null, publish: true })
  return { slug: dataset.slug, whole: Date.now() - began }
}

/** The real command in its own process, killed `after` milliseconds of its ingestion. */
const killedIngestion = async (env: Record<string, string>, path: string, slug: string, after: number) => {
  const stop = new AbortController()
  const marks = watch(join(env.DATA_DIR ?? '', 'commencees'), { signal: stop.signal })
  const args = ['bin/icauna', 'ingest', path, '--jeu', slug]
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const marked = await Promise.race([marks[Symbol.asyncIterator]().next(), ended.then(() => null)])
  assert.ok(marked, `the ingestion never began: ${said}`)
  stop.abort()
  await Promise.race([wait(after), ended])
  child.kill('SIGKILL')
  await ended
}

/** Nothing left about, the run told for what it was, and one version served, all of it; gives the round it came from. */
const checked = async (
  product: Product,
  folder: string,
  slug: string,
  round: number,
  before: number,
): Promise<number> => {
  const items = await product.datasets.list({ page: 1, size: 100 })
  const recorded = await Promise.all(items.items.map(({ dataset }) => product.versions.ofDataset(dataset.id)))
  const ids = recorded.flat().map((version) => version.id)
  assert.deepEqual((await readdir(join(folder, 'versions'))).toSorted(), ids.toSorted())
  for (const name of ['travail', 'commencees', 'exports']) assert.deepEqual(await readdir(join(folder, name)), [], name)
  const received = await readdir(join(folder, 'fichiers'))
  assert.deepEqual(
    received.filter((name) => name.length !== 2),
    [],
  )

  const answer = await product.server.inject(`/api/v1/datasets/${slug}/aggregates?by=tour&measures=count`)
  assert.equal(answer.statusCode, 200, answer.body)
  const [group, ...others] = Value.Parse(Aggregates, answer.json()).groups
  assert.ok(group)
  assert.deepEqual(others, [], 'rows of several versions are mixed')
  const { tour, count } = group
  assert.ok(tour === round || tour === before, `round ${round} serves ${tour}`)
  assert.equal(count, ROWS + tour)

  const [run] = await product.runs.recent(1)
  assert.ok(run)
  assert.equal(run.state, run.versionId ? 'succeeded' : 'interrupted')
  if (run.versionId) assert.equal(tour, round)
  return tour
}
