import { imitated } from '../src/modules/harvest/connectors/connectors.ts'
import type { Source } from '../src/modules/harvest/index.ts'
import { shippedSources } from '../src/modules/harvest/shipped-sources.disk.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'
import { harvestOffice } from '../test/harvest-office.ts'
import { fileOf, madeBytes, madeTable } from '../test/made-files.ts'
import { type Replay, replayServer } from '../test/replay-server.ts'
import { timed, worked } from './measure.ts'

const YONNE = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const COMMUNES = Array.from({ length: 24 }, (_, i) => ({
  code: `89${String(i + 1).padStart(3, '0')}`,
  name: `Bourg-${i}`,
}))
const HOME = { departement: '89', communes: COMMUNES.map(({ code }) => code) }

/** What refreshing sources of which nothing changed costs. Waits between questions to one host are counted apart: time there is that of a clock that only waits move. */
export interface Refreshed {
  readonly sources: number
  readonly requests: number
  readonly ms: number
  readonly processor: number
  readonly unchanged: number
}

/** Harvests `count` shipped sources from a local server that plays their producers, then harvests them again, measured. Files are synthetic. */
export const refresh = async (count: number, say: (text: string) => void): Promise<Refreshed> => {
  const replay = await replayServer()
  const office = await harvestOffice(COMMUNES)
  try {
    const sources = apart(await shippedSources(YONNE))
      .slice(0, count)
      .map(few)
    await playProducers(replay, sources)
    say(`${sources.length} sources, first time`)
    const first = await office.run(sources, { network: replay.network })
    const failed = first.filter(({ run }) => run.state !== 'published')
    if (failed.length > 0) throw new Error(JSON.stringify(failed.map(({ run }) => run.log)))
    say('again, with nothing changed')
    const before = worked()
    let again: typeof first = []
    const ms = await timed(async () => {
      again = await office.run(sources, { network: replay.network })
    })
    return {
      sources: sources.length,
      requests: again.reduce((sum, { run }) => sum + run.requests, 0),
      ms,
      processor: (worked() - before) * 1000,
      unchanged: again.filter(({ run }) => run.state === 'unchanged').length,
    }
  } finally {
    await office.close()
    await replay.close()
  }
}

/** Those whose file no other one takes a part of: one address has one answer here. */
const apart = (sources: readonly Source[]): readonly Source[] => [
  ...new Map(sources.toReversed().map((source) => [JSON.stringify(source.fetch), source])).values(),
]

/** A definition, asking for no more rows than are made here. */
const few = (source: Source): Source => ({
  ...source,
  feeds: source.feeds.map((feed) => ({ ...feed, checks: { ...feed.checks, minRows: 1 } })),
})

/** Installs what producers would answer of sources: their catalogues, where the files of all are listed, and their files. */
export const playProducers = async (replay: Replay, sources: readonly Source[]): Promise<void> => {
  const { datasets } = await expectedDatasets()
  const catalogues = new Map<string, object>()
  for (const source of sources) {
    const file = fileOf(source)
    const sheets = source.feeds.map((feed) => ({
      table: madeTable(source, feed, HOME),
      reading: feed.reading ?? datasets.find(({ id }) => id === feed.dataset)?.reading ?? {},
    }))
    const bytes = await madeBytes(source, file.name, sheets)
    // Several sources may take files of one dataset: each file has its own identifier.
    const own = (text: string) => text.replaceAll(/a-portee-de-main-[\w-]+/g, `fichier-${source.id}`)
    for (const answer of imitated(source.fetch, file, 2026)) {
      if ('file' in answer) {
        replay.answer(own(answer.url), bytes, { etag: `"${source.id}"` })
        continue
      }
      if ('text' in answer) {
        replay.answer(own(answer.url), own(answer.text))
        continue
      }
      const told = dated(JSON.parse(own(JSON.stringify(answer.json))))
      const all = together(catalogues.get(answer.url), told)
      catalogues.set(answer.url, all)
      replay.answer(answer.url, JSON.stringify(all))
    }
  }
}

interface Catalogue {
  readonly resources?: readonly object[]
  readonly results?: readonly object[]
  /** Datasets that a search found. */
  readonly data?: readonly Catalogue[]
}

/** One answer of a catalogue with what another source reads of it. */
const together = (before: object | undefined, json: object): object => {
  if (before === undefined) return json
  if (Array.isArray(json)) return [...(before as readonly unknown[]), ...json]
  const [first, second] = [before as Catalogue, json as Catalogue]
  // A search of data.gouv.fr finds one dataset, here, whose files are those of all who search it.
  if (first.data?.[0] && second.data?.[0]) return { data: [together(first.data[0], second.data[0])] }
  if (first.results && second.results) return { ...second, results: [...first.results, ...second.results] }
  return second.resources ? { ...second, resources: [...(first.resources ?? []), ...second.resources] } : json
}

const AT = '2026-11-01T06:00:00+00:00'

/** What catalogues tell of when their files changed, each in its own place. */
const dated = (json: unknown): object => {
  if (Array.isArray(json)) return json.map((entry: object) => ({ ...entry, modified: AT }))
  const said = json as {
    readonly metas?: { readonly default?: object }
    readonly resources?: readonly object[]
    readonly schema?: unknown
    readonly data?: readonly object[]
  }
  if (said.data) return { ...said, data: said.data.map(dated) }
  if (said.metas) return { ...said, metas: { default: { ...said.metas.default, data_processed: AT } } }
  if (said.resources)
    return { ...said, resources: said.resources.map((one) => ({ ...one, checksum: { type: 'sha1', value: 'a1b2' } })) }
  return said.schema ? { ...said, dataUpdatedAt: AT } : (json as object)
}
