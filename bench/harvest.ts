import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compose } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { sql } from '../src/kernel/sql.ts'
import { generate } from './generate.ts'
import { agent, median, read } from './measure.ts'
import { refresh } from './refresh.ts'
import { syntheticDatasets } from './synthetic-catalogue.ts'

/** `small`: a tenth of everything, to see that it runs. */
const small = process.argv.includes('small')
const SIZES = small
  ? { sources: 9, rows: 150_000, datasets: 1_000 }
  : { sources: 999, rows: 1_500_000, datasets: 10_000 }
/** `refresh`, `filter`, `catalogue`: only those parts; then nothing is written. */
const PARTS = { refresh: benchRefresh, filter: benchFilter, catalogue: benchCatalogue }
const named = Object.entries(PARTS).filter(([name]) => process.argv.includes(name))
const ROUNDS = 3
const PAGE = 100
const busy = loadavg()[0] ?? 0
const lines: string[] = []
const say = (text: string) => process.stderr.write(`${text}\n`)
const row = (what: string, ours: string, goal: string, reached: boolean) => {
  lines.push(`| ${what} | ${ours}${reached ? '' : ' (missed)'} | ${goal} |`)
  say(lines.at(-1) ?? '')
}

const folder = await mkdtemp(join(tmpdir(), 'icauna-moisson-banc-'))
await chmod(folder, 0o711)
try {
  for (const [, part] of named.length > 0 ? named : Object.entries(PARTS)) await part()
  if (!small && named.length === 0) await writeFile('docs/benchmarks-harvest.md', page())
} finally {
  agent.destroy()
  await rm(folder, { recursive: true, force: true })
}

async function benchRefresh(): Promise<void> {
  const { sources, requests, ms, processor, unchanged } = await refresh(SIZES.sources, say)
  if (unchanged !== sources) throw new Error(`${unchanged} of ${sources} unchanged`)
  row(`${sources} sources refreshed, nothing changed`, `${(ms / 1000).toFixed(1)} s`, '< 60 s', ms < 60_000)
  row('processor time of it', `${(processor / 1000).toFixed(1)} s`, '', true)
  row('requests of it', String(requests), '< 100', requests < 100)
}

async function benchFilter(): Promise<void> {
  const csv = join(folder, 'national.csv')
  await generate(csv, SIZES.rows)
  const megabytes = Math.round((await stat(csv)).size / 1e6)
  const script = fileURLToPath(new URL('./filter.ts', import.meta.url))
  const once = async (way: 'ours' | 'bare'): Promise<{ readonly ms: number; readonly peak: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, ['--import', 'tsx', script, way, folder, csv])).stdout)
  const [ours, bare] = [[await once('ours')], [await once('bare')]]
  for (let i = 1; i < ROUNDS; i += 1) {
    ours.push(await once('ours'))
    bare.push(await once('bare'))
  }
  await rm(csv)
  const times = [ours, bare].map((all) => median(all.map(({ ms }) => ms)))
  const ratio = (times[0] ?? 0) / (times[1] ?? 1)
  const peak = Math.max(...ours.map((one) => one.peak))
  const [a, b] = times.map((ms) => `${(ms / 1000).toFixed(1)} s`)
  row(
    `CSV of ${megabytes} MB, rows of one département`,
    `${a}, DuckDB bare ${b}: ${ratio.toFixed(2)}×`,
    '< 1.5×',
    ratio < 1.5,
  )
  row('peak memory of the process', `${Math.round(peak)} MB`, '< 600 MB', peak < 600)
}

async function benchCatalogue(): Promise<void> {
  const config = readConfig({ DATA_DIR: join(folder, 'portail'), PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: '0' })
  const product = await compose(config, say)
  try {
    await product.prepare()
    await product.complete()
    const communes = await product.places.members(product.site.territoryId, 'commune', '2026-11-25')
    for (const chunk of syntheticDatasets(SIZES.datasets, communes))
      await Promise.all(chunk.map((d) => product.datasets.save(d)))
    await product.database.query(sql`vacuum analyze catalog.dataset`) // as PostgreSQL does by itself within a minute
    const url = await product.server.listen({ port: 0, host: '127.0.0.1' })
    for (const extension of ['ttl', 'rdf', 'jsonld']) {
      const at = (n: number) => `${url}/catalog.${extension}?page=${n}&page_size=${PAGE}`
      const firsts: number[] = []
      for (let i = 0; i < 9; i += 1) firsts.push(await read(at(1)))
      const first = firsts[0] ?? Number.NaN
      const pages = SIZES.datasets / PAGE
      let whole = 0
      const memory: number[] = []
      for (let n = 1; n <= pages; n += 1) {
        whole += await read(at(n))
        memory.push(process.memoryUsage.rss() / 1e6)
      }
      const [early, late] = [memory[Math.floor(pages / 5)] ?? 0, memory.at(-1) ?? 0]
      const middle = median(firsts)
      row(
        `catalogue of ${SIZES.datasets} datasets, ${extension}, first page`,
        `${middle.toFixed(0)} ms (the very first ${first.toFixed(0)} ms)`,
        '< 100 ms',
        middle < 100,
      )
      row(`whole, ${pages} pages one after the other`, `${(whole / 1000).toFixed(1)} s`, '< 5 s', whole < 5_000)
      row(
        'memory of the process, after a fifth of it and at its end',
        `${early.toFixed(0)} MB, ${late.toFixed(0)} MB`,
        'the same, within 100 MB',
        late - early < 100,
      )
    }
  } finally {
    await product.close()
  }
}

function page(): string {
  return `# Benchmarks of the harvest

Command: \`npm run bench:harvest\` (\`npm run bench:harvest -- small\` for a tenth, \`-- refresh\`, \`-- filter\` or \`-- catalogue\` for a part: those write nothing). Refreshing: every shipped source, from a local server that plays their producers with small synthetic files; time is ours, waits between two questions to one host are not in it. Filter: a synthetic national CSV, the harvest's whole way (received, filtered, kept under its checksum) beside DuckDB's bare filter of the same local file, each a process of its own, medians of ${ROUNDS} rounds in turn. Catalogue: the whole product on its embedded PostgreSQL, synthetic datasets without rows, one reader over HTTP on loopback.

Last run: ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load of the machine before the run: ${busy.toFixed(1)}.

| what | measured | goal |
|---|---|---|
${lines.join('\n')}
`
}
