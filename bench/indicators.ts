import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { Product } from '../src/compose.ts'
import { type Place, placePath } from '../src/modules/territory/index.ts'
import { quantile, readerApart, worked } from './measure.ts'
import { say, started } from './started.ts'

const { values: asked } = parseArgs({
  options: {
    indicators: { type: 'string', default: '300' },
    places: { type: 'string', default: '35000' },
    years: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '100' },
    /** A data folder where real files were loaded: measured too. It is written in: give a copy. */
    real: { type: 'string' },
    /** Also builds anew every indicator of that folder. */
    rebuild: { type: 'boolean', default: false },
    /** Leaves the synthetic store out. */
    'real-only': { type: 'boolean', default: false },
  },
})
const ROUNDS = Number(asked.rounds)
/** Rounds are read in batches, twice as many as are counted: those when the machine was the quietest are. */
const BATCH = 10
const READ = 2 * ROUNDS
/** A server that has served: code is compiled as it is used, and compiled anew as it is used more. */
const WARM_UP = 120
/** Pages of communes read before any line: of others than those measured. */
const SERVED = 1500
const FULL = { indicators: 300, places: 35_000, years: 10 }
const size = { indicators: Number(asked.indicators), places: Number(asked.places), years: Number(asked.years) }
const busy = loadavg()[0] ?? 0
const { read, pace, close } = readerApart()
/** The rounds of a line, those of its warm-up included. */
const ASKED = Array.from({ length: READ + WARM_UP }, (_, i) => i)

/** Those before them. */
const ASKED_BEFORE = Array.from({ length: SERVED }, (_, i) => ASKED.length + i)

interface Line {
  readonly name: string
  readonly goal: number
  /** No two rounds ask the same. */
  readonly path: (round: number) => string
}

/** Some rounds, one after the other. */
interface Batch {
  readonly times: readonly number[]
  /** For one answer, in milliseconds. */
  readonly work: number
  /** Of the machine, before and after: see `pace`. */
  readonly pace: number
}

const batch = async (url: string, path: Line['path'], from: number): Promise<Batch> => {
  const [times, paces, before] = [[] as number[], [await pace()], worked()]
  for (let i = from; i < from + BATCH; i += 1) times.push(await read(url + path(i)))
  const work = ((worked() - before) / BATCH) * 1000
  paces.push(await pace())
  return { times, work, pace: Math.max(...paces) }
}

const mean = (batches: readonly Batch[], of: 'work' | 'pace'): number =>
  batches.reduce((sum, one) => sum + one[of], 0) / batches.length

const measured = async (url: string, { name, goal, path }: Line): Promise<string> => {
  for (let i = 0; i < WARM_UP; i += 1) await read(url + path(READ + i))
  const batches: Batch[] = []
  for (let from = 0; from < READ; from += BATCH) batches.push(await batch(url, path, from))
  const quiet = batches.toSorted((a, b) => a.pace - b.pace).slice(0, ROUNDS / BATCH)
  const times = quiet.flatMap((one) => one.times)
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)]
  const line = `| ${name} | ${p50.toFixed(1)} ms | ${p95.toFixed(1)} ms${p95 < goal ? '' : ' (missed)'} | ${mean(quiet, 'work').toFixed(1)} ms | < ${goal} ms | ${mean(quiet, 'pace').toFixed(1)} ms |`
  say(line)
  return line
}

const memory = () => {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
  const mega = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  return `${mega(rss)} resident, of which ${mega(heapUsed)} of heap and ${mega(arrayBuffers)} of arrays`
}

/** The questions of the goals. `around`: communes whose pages are read, in an order that mixes them. */
const linesFor = (
  around: readonly Place[],
  everywhere: readonly Place[],
  slugs: readonly string[],
  strict: boolean,
) => {
  const at = (places: readonly Place[], i: number) => places[(i * 37) % places.length] as Place
  const slug = (i: number) => slugs[i % slugs.length]
  const goal = (ms: number) => (strict ? Math.min(ms, 15) : ms)
  const eight = (i: number) => Array.from({ length: 8 }, (_, k) => at(around, i * 8 + k).code).join()
  const lines: readonly Line[] = [
    { name: 'page of a commune of the territory', goal: goal(30), path: (i) => placePath(at(around, i)) },
    { name: 'page of a commune anywhere', goal: goal(30), path: (i) => placePath(at(everywhere, i)) },
    {
      name: 'indicator with map',
      goal: goal(40),
      path: (i) => `/indicateurs/${slug(i)}?page=${1 + Math.floor(i / slugs.length)}`,
    },
    { name: 'comparison of eight places', goal: goal(40), path: (i) => `/comparer?lieux=${eight(i)}` },
    { name: 'peers of a class (API)', goal: 10, path: (i) => `/api/v1/places/commune:${at(everywhere, i).code}/peers` },
    {
      name: 'peers that resemble (API)',
      goal: 10,
      path: (i) => `/api/v1/places/commune:${at(everywhere, i).code}/peers?kind=voisins`,
    },
    {
      name: 'search that answers (API)',
      goal: goal(15),
      path: (i) => `/api/v1/answers?q=${encodeURIComponent(`population ${at(around, i).name} ${2018 + (i % 6)}`)}`,
    },
    {
      name: 'search that answers (page)',
      goal: goal(15),
      path: (i) => `/recherche?q=${encodeURIComponent(`combien d’habitants à ${at(around, i).name}`)}`,
    },
  ]
  return lines
}

/** How many pages of communes a second of work gives: those that no line above asked, asked once, then all of them as readers do. */
const throughput = async (url: string, communes: readonly Place[]): Promise<string> => {
  const addresses = communes.map((place) => url + placePath(place))
  const script = fileURLToPath(new URL('./load.ts', import.meta.url))
  const unasked = addresses.filter((_, rank) => !ASKED.some((i) => (i * 37) % addresses.length === rank))
  const rate = async (of: readonly string[], times: number, coding: 'identity' | 'gzip') => {
    const before = worked()
    const count = of.length * times
    await promisify(execFile)(process.execPath, ['--import', 'tsx', script, String(count), coding, ...of])
    return Math.round(count / (worked() - before))
  }
  const [first, again] = [await rate(unasked, 1, 'identity'), await rate(addresses, 10, 'gzip')]
  const line = `Pages of the ${communes.length} communes for each second of one core: ${first} when one is asked for the first time since the figures changed (${unasked.length} of them), ${again} when it was made before, by a reader or ahead of them (goal: 300).`
  say(line)
  return line
}

/** Makes the pages of the territory ahead, as a portal at rest does. */
const aheadOf = async (product: Product): Promise<string> => {
  const [began, wall] = [worked(), performance.now()]
  await product.ahead.pass()
  return `Pages of the territory made ahead in ${(worked() - began).toFixed(1)} s of work, ${((performance.now() - wall) / 1000).toFixed(0)} s on the clock: a portal at rest does so after figures, datasets or maps change. Then:`
}

/** What readers ask once the portal has been at rest. */
const madeAhead = (communes: readonly Place[], slugs: readonly string[], strict: boolean): readonly Line[] => [
  {
    name: 'page of a commune of the territory, made ahead',
    goal: strict ? 15 : 30,
    path: (i) => placePath(communes[(i * 37) % communes.length] as Place),
  },
  {
    name: 'indicator with map, made ahead',
    goal: strict ? 15 : 40,
    path: (i) => `/indicateurs/${slugs[i % slugs.length]}`,
  },
]

const communesOf = (product: Product, id: string) =>
  product.places.members(id, 'commune', new Date().toISOString().slice(0, 10))

/** Communes of some départements far from one another. */
const communesElsewhere = async (product: Product) =>
  (await Promise.all(['62', '31', '29', '67'].map((code) => communesOf(product, `departement:${code}`)))).flat()

const inTurn = async <T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> => {
  const done: R[] = []
  for (const one of all) done.push(await work(one))
  return done
}

const pagesOf = async (product: Product, slugs: readonly string[], strict: boolean): Promise<readonly string[]> => {
  const before = performance.now()
  await product.indicators.known.shown()
  const opened = `Editions opened in ${Math.round(performance.now() - before)} ms.`
  const url = await product.server.listen({ port: 0, host: '127.0.0.1' })
  const communes = await communesOf(product, product.site.territoryId)
  const elsewhere = await communesElsewhere(product)
  for (const i of ASKED_BEFORE) await read(url + placePath(elsewhere[(i * 37) % elsewhere.length] as Place))
  const asked = linesFor(communes, elsewhere, slugs, strict)
  const lines = await inTurn(asked, (line) => measured(url, line))
  const head = ['| what | p50 | p95 | work | goal of p95 | machine |', '|---|---|---|---|---|---|']
  return [
    ...head,
    ...lines,
    '',
    await throughput(url, communes),
    '',
    await aheadOf(product),
    '',
    ...head,
    ...(await inTurn(madeAhead(communes, slugs, strict), (line) => measured(url, line))),
    '',
    `${opened} The process after all this: ${memory()}.`,
  ]
}

/** Has a work done by a process of its own, and gives what it tells: see `indicator-work.ts`. */
const apart = async (...work: readonly (string | number)[]): Promise<string> => {
  const bench = fileURLToPath(new URL('../bin/bench.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [bench, 'indicator-work', ...work.map(String)])
  return stdout
}

const synthetic = async (): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-indicateurs-'))
  await chmod(folder, 0o711)
  try {
    const slugs: readonly string[] = JSON.parse(await apart('fill', folder, size.indicators, size.places, size.years))
    const product = await started(folder)
    try {
      const empty = memory()
      const lines = await pagesOf(product, slugs, false)
      return [...lines, '', `Before any edition was opened: ${empty}.`]
    } finally {
      await product.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ofReal = async (folder: string): Promise<readonly string[]> => {
  const building = asked.rebuild ? [await apart('rebuild', folder), ''] : []
  building.forEach(say)
  const product = await started(folder)
  try {
    const shown = await product.indicators.known.shown()
    const slugs = shown.flatMap(({ definition: { slug, levels } }) => (levels.includes('commune') ? [slug] : []))
    const lines = await pagesOf(product, slugs, true)
    return [`## The real figures of the Yonne (${shown.length} indicators)`, '', ...building, ...lines, '']
  } finally {
    await product.close()
  }
}

try {
  const parts: string[] = []
  const values = size.indicators * size.places * size.years
  if (!asked['real-only'])
    parts.push(
      `## A synthetic store: ${size.indicators} indicators × ${size.places} communes × ${size.years} years (${(values / 1e6).toFixed(0)} million values)`,
      '',
      ...(await synthetic()),
      '',
    )
  if (asked.real) parts.push(...(await ofReal(asked.real)))
  process.stdout.write(`${parts.join('\n')}\n`)
  const whole = Object.entries(FULL).every(([what, n]) => size[what as keyof typeof size] === n)
  if (whole && asked.real && !asked['real-only'])
    await writeFile(
      new URL('../docs/benchmarks-indicators.md', import.meta.url),
      `# Benchmarks of indicators

Command: \`npm run bench:indicators -- --real=DOSSIER --rebuild\` (\`--indicators=30 --places=2000\` for a small store). The whole product on its embedded PostgreSQL; one reader, a process of its own, over HTTP on loopback, ${READ} different addresses a line after a warm-up of ${WARM_UP} others, on a server that has served ${SERVED} pages of communes, none asked twice; the store is filled and the indicators are built by other processes before it starts. Machines that others share move by half from one minute to the next: a fixed small work is timed before and after each ${BATCH} answers, and the ${ROUNDS} answers counted are those when it was the shortest (« machine » is its time then: compare lines of two runs when it is alike). « Work » is the time that all the threads of the server spent for one answer, packing and collecting included: it does not grow, as clocks do, when other programs share the machine. Values of the synthetic store are drawn from a fixed seed and written through the code that writes real editions; their words say that they are synthetic. DOSSIER is a copy of the data folder of a portal where the real files were loaded.

Last run: ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, load of the machine before the run: ${busy.toFixed(1)}.

${parts.join('\n').trimEnd()}
`,
    )
} finally {
  close()
}
