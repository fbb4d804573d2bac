/** A process of its own, so that the memory it tells is that of ingestion alone: builds a version of a CSV in a folder. */
import { duckdbBuilder } from '../src/modules/ingest/index.ts'
import { typedColumns } from './generate.ts'
import { timed } from './measure.ts'

const [folder = '', path = ''] = process.argv.slice(2)
const relation = { kind: 'csv', path, delimiter: ',', quote: '"', escape: '"', skip: 1, numbered: false } as const
const ms = await timed(() =>
  duckdbBuilder(folder).build({ versionId: 'banc', relation, columns: typedColumns, firstLine: 2 }),
)
process.stdout.write(JSON.stringify({ ms, peak: process.resourceUsage().maxRSS / 1000 }))
