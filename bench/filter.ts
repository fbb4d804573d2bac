/** A process of its own, so that the memory it tells is that of the filter alone: keeps the rows of one département of a CSV, as the harvest does (`ours`) or with DuckDB alone (`bare`). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDuck } from '../src/adapters/duckdb.ts'
import { literal, sql } from '../src/kernel/sql.ts'
import { diskBlobs } from '../src/modules/catalog/blob-store.disk.ts'
import { folderNetwork, MANIFEST } from '../src/modules/harvest/network/folder-network.disk.ts'
import { duckdbPart } from '../src/modules/harvest/take-part.duckdb.ts'
import { timed } from './measure.ts'

const [way = '', folder = '', path = ''] = process.argv.slice(2)
const own = await mkdtemp(join(folder, `${way}-`))
const bare = async () => {
  const file = await openDuck(':memory:', { memory: '600MB', threads: 2, temporary: own })
  const duck = await file.connect()
  await duck.run(sql`copy (select * from read_csv(${literal(path)}, all_varchar = true, header = true) where departement = '89')
    to ${literal(join(own, 'garde.csv'))} (format csv, header true, delimiter ';')`)
  duck.close()
  file.close()
}
const noArchive = () => Promise.reject(new Error('the file is no archive'))
const URL = 'https://producteur.example/national.csv'
const ours = async () => {
  const { body, at } = await folderNetwork(own).get({ url: URL })
  return duckdbPart(diskBlobs(join(own, 'fichiers')), async (work) => work(own), noArchive)(
    body,
    'national.csv',
    { filter: { column: '^departement$', equals: '89' } },
    10e9,
    at,
  )
}
await writeFile(join(own, MANIFEST), JSON.stringify({ answers: { [URL]: { file: path } } }))
const ms = await timed(way === 'bare' ? bare : ours)
process.stdout.write(JSON.stringify({ ms, peak: process.resourceUsage().maxRSS / 1000 }))
await rm(own, { recursive: true, force: true })
