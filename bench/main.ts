import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { buildServer } from '../src/http/server.ts'
import { ident, join as joined, literal, type Sql, sql } from '../src/kernel/sql.ts'
import { queryApi } from '../src/modules/query/api.ts'
import { openVersions } from '../src/modules/query/open-versions.duckdb.ts'
import { duckdbTables } from '../src/modules/query/tables.duckdb.ts'
import { generate, typedColumns } from './generate.ts'
import { median, timed } from './measure.ts'
import { questions } from './questions.ts'

const rows = process.argv.includes('small')
  ? 50_000
  : Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1_000_000)
const BLOCKS = 3
/** Rounds of what takes seconds. */
const LONG_ROUNDS = 3
const ROUNDS_A_BLOCK = 7
/** A server that has been answering: what runs once is not what readers wait for. */
const WARM_UP = { milliseconds: 1500, rounds: 200 }
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const lines: string[] = []
const row = (what: string, ours: string, bare: string, ratio: string, goal: string) => {
  lines.push(`| ${what} | ${ours} | ${bare} | ${ratio} | ${goal} |`)
  process.stderr.write(`${lines[lines.length - 1]}\n`)
}

const read = (url: string) =>
  new Promise<{ status: number; bytes: number; firstByte: number }>((done, fail) => {
    const began = performance.now()
    get(url, { agent }, (answer) => {
      let [bytes, firstByte] = [0, 0]
      answer.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByte = performance.now() - began
        bytes += chunk.length
      })
      answer.on('end', () => done({ status: answer.statusCode ?? 0, bytes, firstByte }))
    }).on('error', fail)
  })

const folder = await mkdtemp(join(tmpdir(), 'icauna-banc-'))
const csv = join(folder, 'banc.csv')
await generate(csv, rows)
const megabytes = (await stat(csv)).size / 1e6

// Ingestion against the bare reading of the same file.
const plain = await DuckDBInstance.create(join(folder, 'nu.duckdb'), { memory_limit: '4GB', threads: '2' })
const bare = await plain.connect()
const run = (q: Sql) => bare.run(q.text, q.values as DuckDBValue[])
const bareIngests: number[] = []
const ingests: { readonly ms: number; readonly peak: number }[] = []
const child = async (script: string, ...args: readonly string[]) => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  return (await promisify(execFile)(process.execPath, ['--import', 'tsx', path, ...args])).stdout
}
for (let i = 0; i < LONG_ROUNDS; i += 1) {
  bareIngests.push(
    await timed(() => run(sql`create or replace table bare as select * from read_csv(${literal(csv)}, header = true)`)),
  )
  const into = i === 0 ? folder : await mkdtemp(join(folder, 'encore-'))
  ingests.push(JSON.parse(await child('./ingest.ts', into, csv)))
  if (i > 0) await rm(into, { recursive: true })
}
const [bareIngest, ingest] = [median(bareIngests), median(ingests.map(({ ms }) => ms))]
const peak = Math.max(...ingests.map((one) => one.peak))
row(
  `ingestion of ${rows} × 30 (${Math.round(megabytes)} MB)`,
  `${(ingest / 1000).toFixed(1)} s`,
  `${(bareIngest / 1000).toFixed(1)} s`,
  `${(ingest / bareIngest).toFixed(2)}×`,
  '≤ 4×',
)
row('peak memory of the process', `${Math.round(peak)} MB`, '', '', '< 1500 MB')

// The same rows, types included, in a plain table.
await run(sql`drop table bare`)
await run(sql`attach ${literal(join(folder, 'banc', 'data.duckdb'))} as ours (read_only)`)
const cells = typedColumns.map(({ column: { name, type } }) =>
  type === 'integer' ? sql`${ident(name)}::bigint as ${ident(name)}` : ident(name),
)
await run(sql`create table t as select ${joined(cells)} from ours.rows`)
await run(sql`detach ours`)
await run(sql`checkpoint`)

// Questions over HTTP against the same questions bare.
const versions = openVersions(folder, join(folder, 'exports'))
const tables = duckdbTables(versions, { milliseconds: 60_000 }, join(folder, 'exports'))
// The same files under another name: warmed up there, nothing is answered from memory here.
await symlink(join(folder, 'banc'), join(folder, 'chauffe'))
const api = queryApi({
  tables,
  versions: { find: async (slug) => ({ datasetId: slug, slug, versionId: slug, number: 1 }) },
  countUse: () => undefined,
})
const server = await buildServer({ logLevel: 'silent', api: [api], pages: [] })
const address = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api/v1/datasets`
const base = `${address}/banc`
const warmUp = async (ask: (round: number) => Promise<unknown>) => {
  const until = performance.now() + WARM_UP.milliseconds
  for (let i = 0; i < 2 || (performance.now() < until && i < WARM_UP.rounds); i += 1) await ask(1000 + i)
}
for (const question of questions(rows)) {
  const askOurs = async (round: number, of = base) => {
    const { status } = await read(`${of}/${question.path(round)}`)
    if (status !== 200) throw new Error(`${question.name}: ${status}`)
  }
  const askBare = async (round: number) => {
    for (const { text, values } of question.bare(round))
      (await bare.runAndReadAll(text, values as DuckDBValue[])).getRows()
  }
  await warmUp((round) => askOurs(round, `${address}/chauffe`))
  for (const round of [21, 22]) await askOurs(round)
  await warmUp(askBare)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let block = 0; block < BLOCKS; block += 1) {
    const rounds = Array.from({ length: ROUNDS_A_BLOCK }, (_, i) => block * ROUNDS_A_BLOCK + i)
    for (const round of rounds) ours.push(await timed(() => askOurs(round)))
    for (const round of rounds) theirs.push(await timed(() => askBare(round)))
  }
  const ratio = median(ours) / median(theirs)
  row(
    question.name,
    `${median(ours).toFixed(1)} ms`,
    `${median(theirs).toFixed(1)} ms`,
    `${ratio.toFixed(2)}×${ratio <= question.goal ? '' : ' (missed)'}`,
    `≤ ${question.goal}×`,
  )
}

// Repeated reads, and the whole table as a file.
const repeated = Number(await child('./load.ts', '20000', 'identity', `${base}/rows?limit=20`))
row('repeated reads, 16 clients', `${Math.round(repeated)} /s`, '', '', '≥ 3000 /s')
const bareExports: number[] = []
const exports: number[] = []
let first = 0
let bytes = 0
for (let i = 0; i < LONG_ROUNDS; i += 1) {
  bareExports.push(await timed(() => run(sql`copy t to ${literal(join(folder, 'nu.csv'))} (format csv)`)))
  exports.push(
    await timed(async () => {
      ;({ firstByte: first, bytes } = await read(`${base}/rows.csv`))
    }),
  )
}
const [bareExport, exported] = [median(bareExports), median(exports)]
row(
  'CSV of all rows, throughput',
  `${Math.round(bytes / 1e3 / exported)} MB/s`,
  `${Math.round((megabytes * 1000) / bareExport)} MB/s`,
  `${(bareExport / exported).toFixed(2)}×`,
  '≥ 0.5×',
)
row('CSV of all rows, first byte', `${Math.round(first)} ms`, '', '', '< 300 ms')

const table = ['| what | ours | DuckDB bare | ratio | goal |', '|---|---|---|---|---|', ...lines].join('\n')
process.stdout.write(`${table}\n`)
if (rows >= 1_000_000)
  await writeFile(
    new URL('../docs/benchmarks.md', import.meta.url),
    `# Benchmarks\n\nCommand: \`npm run bench\` (\`npm run bench -- small\` for 50 000 rows). One run, one machine; each side warmed up, then asked in turn, in blocks of ${ROUNDS_A_BLOCK}; medians of ${BLOCKS * ROUNDS_A_BLOCK} rounds, no two of which ask the same; ingestion and export, ${LONG_ROUNDS} times in turn; the table is synthetic (seeded). « Ours » is over HTTP on loopback, JSON included. Bare DuckDB runs in the same process, through its own client, on a plain table of the same rows, types included; it reads the CSV with the types it guesses. Ingestion and the sixteen readers are processes of their own.\n\nLast run: ${new Date().toISOString().slice(0, 10)}, ${rows} rows.\n\n${table}\n`,
  )
await server.close()
await versions.close()
bare.closeSync()
plain.closeSync()
agent.destroy()
await rm(folder, { recursive: true, force: true })
