import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '../src/kernel/sql.ts'
import { agent, quantile, read } from './measure.ts'
import { say, started } from './started.ts'
import { syntheticDatasets, WORDS } from './synthetic-catalogue.ts'

const DATASETS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 10_000)
const GOAL_MS = 25
const ROUNDS = 200
const busy = loadavg()[0] ?? 0
const folder = await mkdtemp(join(tmpdir(), 'icauna-portail-'))
await chmod(folder, 0o711)
const product = await started(folder)
try {
  await product.prepare()
  await product.complete()
  say(`${DATASETS} synthetic datasets`)
  const communes = await product.places.members(product.site.territoryId, 'commune', '2026-11-25')
  for (const chunk of syntheticDatasets(DATASETS, communes))
    await Promise.all(chunk.map((d) => product.datasets.save(d)))
  await product.database.query(sql`analyze catalog.dataset`)
  const url = await product.server.listen({ port: 0, host: '127.0.0.1' })
  const word = (i: number) => encodeURIComponent(WORDS[i % WORDS.length] ?? '')
  const commune = (i: number) => communes[(i * 37) % communes.length]
  const { slug } = (await product.datasets.get('population-communes')) ?? { slug: '' }
  const pages: Readonly<Record<string, (i: number) => string>> = {
    home: () => '/',
    'dataset page': (i) => `/donnees/${slug}?page=${1 + (i % 20)}`,
    'dataset page of a place': (i) =>
      `/donnees/${slug}?filtre=${encodeURIComponent(`code_commune = "${commune(i)?.code}"`)}`,
    'dataset without rows': (i) => `/donnees/jeu-synthetique-${1 + ((i * 53) % DATASETS)}`,
    catalogue: (i) => `/donnees?page=${1 + (i % 50)}`,
    'catalogue, one word': (i) => `/donnees?q=${word(i)}`,
    'catalogue, words and facets': (i) => `/donnees?q=${word(i)}&theme=EDUC&format=csv&freshness=year`,
    'catalogue, facets alone': (i) =>
      `/donnees?theme=${['EDUC', 'TRAN', 'SOCI'][i % 3]}&licence=lov2&page=${1 + (i % 5)}`,
    'catalogue, mistaken word': (i) => `/donnees?q=${word(i).slice(0, 3)}x${word(i).slice(3)}`,
    'catalogue by use': (i) => `/donnees?sort=use&page=${1 + (i % 50)}`,
    'API, catalogue': (i) => `/api/v1/datasets?q=${word(i)}&size=20`,
    suggestions: (i) => `/suggestions?q=${word(i).slice(0, 4)}`,
    'page of a commune': (i) => `/territoires/communes/${commune(i)?.code}-x`,
    'page of the département': () => '/territoires/departements/89-yonne',
    'search for a place': (i) => `/territoires?q=${encodeURIComponent(commune(i)?.name ?? '')}`,
  }
  const lines: string[] = []
  for (const [name, path] of Object.entries(pages)) {
    const times: number[] = []
    for (let i = -20; i < ROUNDS; i += 1) {
      const address = name === 'page of a commune' ? url + placeAddress(commune(Math.abs(i))) : url + path(Math.abs(i))
      const ms = await read(address)
      if (i >= 0) times.push(ms)
    }
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)]
    lines.push(`| ${name} | ${p50.toFixed(1)} ms | ${p95.toFixed(1)} ms${p95 < GOAL_MS ? '' : ' (missed)'} |`)
    say(lines[lines.length - 1] ?? '')
  }
  const table = `# Benchmarks of pages

Command: \`npm run bench:portal\`. The whole product on its embedded PostgreSQL, with the first datasets of the Yonne and ${DATASETS} synthetic ones (titles, keywords, producers and places drawn from fixed lists; no rows); one reader, over HTTP on loopback, ${ROUNDS} different addresses a line after a warm-up. Goal: p95 under ${GOAL_MS} ms.

Last run: ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load of the machine before the run: ${busy.toFixed(1)}.

| page | p50 | p95 |
|---|---|---|
${lines.join('\n')}
`
  await writeFile('docs/benchmarks-portal.md', table)
} finally {
  await product.close()
  agent.destroy()
  await rm(folder, { recursive: true, force: true })
}

function placeAddress(place: { readonly code: string; readonly name: string } | undefined): string {
  return `/territoires/communes/${place?.code}-${place?.name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, '-')}`
}
