import { type Static, Type } from 'typebox'
import { invalid } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'
import { readSeries } from './read-series.ts'
import { csvOf } from './write-rows.ts'

const API = 'https://bdm.insee.fr/series/sdmx/data'
const ACCEPTED = 'application/vnd.sdmx.structurespecificdata+xml;version=2.1, application/xml;q=0.9, */*;q=0.1'

/** Series of INSEE's BDM, by what they are of. */
export const BdmFetch = Type.Object({
  connector: Type.Literal('bdm'),
  /** Series by their identifiers, or a set of them by its name (`TAUX-CHOMAGE`) with, maybe, its key. */
  of: Type.Union([
    Type.Object({ series: Type.Array(Type.String({ pattern: '^\\d{9}$' }), { minItems: 1, maxItems: 400 }) }),
    Type.Object({
      flow: Type.String({ pattern: '^[A-Z0-9-]+$' }),
      key: Type.Optional(Type.String({ pattern: '^[A-Z0-9_+.-]+$' })),
    }),
  ]),
  /** Only the series whose attributes are so: name of the attribute → pattern. `REF_AREA` → `^D` keeps départements. */
  where: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** First year asked. */
  from: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2100 })),
})
export type BdmFetch = Static<typeof BdmFetch>

const nameOf = ({ of }: BdmFetch): string => ('series' in of ? 'SERIES_BDM' : of.flow)

const addressOf = ({ of, from, ...rest }: BdmFetch): string => {
  const key = 'series' in of ? of.series.join('+') : of.key
  const path = [API, nameOf({ of, ...rest }), ...(key === undefined ? [] : [key])].join('/')
  return from === undefined ? path : `${path}?startPeriod=${from}`
}

/** INSEE's BDM: one answer in SDMX-ML holds the series, which are written as rows, one an observation; its edition is the day of the last change of one of them. */
export const bdm: Connector<BdmFetch> = {
  async find(fetch, ask) {
    const url = addressOf(fetch)
    const { host } = new URL(url)
    const { text } = await ask.textPage(url, ACCEPTED)
    const wanted = Object.entries(fetch.where ?? {}).map(([name, pattern]) => [name, new RegExp(pattern, 'i')] as const)
    const observations = readSeries(text, host, (series) =>
      wanted.every(([name, pattern]) => pattern.test(series.get(name) ?? '')),
    )
    if (observations.length === 0) throw invalid(`${host} n’a plus rien dans les séries attendues.`)
    const told = new Set(observations.map(({ series }) => series.get('IDBANK')))
    const missing = 'series' in fetch.of ? fetch.of.series.filter((id) => !told.has(id)) : []
    if (missing.length > 0)
      throw invalid(
        `${host} n’a plus ${missing.length > 1 ? 'les séries attendues' : 'la série attendue'} : ${missing.join(', ')}.`,
      )
    const [edition = null] = observations
      .flatMap(({ series }) => series.get('LAST_UPDATE')?.slice(0, 10) ?? [])
      .toSorted()
      .toReversed()
    return { url, name: `${nameOf(fetch)}.csv`, edition, gathered: () => bytesOf(csvOf(observations)) }
  },
  imitate: (fetch) => [{ url: addressOf(fetch), file: true }],
}

async function* bytesOf(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line)
}
