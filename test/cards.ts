import type { Card } from '../src/modules/card/card.ts'
import type { StatedValue, ValueStatus } from '../src/modules/figure/index.ts'
import { type Definition, readDefinition } from '../src/modules/indicator/index.ts'
import type { Place } from '../src/modules/territory/index.ts'

export const placeOf = (changes: Partial<Place> = {}): Place => ({
  ...{ id: 'commune:89206', level: 'commune', code: '89206', name: 'Joigny', kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
  ...changes,
})

export const measureOf = (changes: Partial<Definition> = {}): Definition =>
  readDefinition({
    ...{ slug: 'population', name: 'Population municipale', shortName: 'Population', definition: 'Les habitants.' },
    ...{ unit: 'habitants', decimals: 0, theme: 'SOCI', subtheme: 'Habitants', kind: 'stock', levels: ['commune'] },
    ...{ formulas: [{ kind: 'ratio', of: 'a', over: 'b' }], grain: 'year', upward: 'none', better: 'neither' },
    ...{ producer: 'INSEE', licence: 'lov2', updates: 'chaque année', caveats: [] },
    ...changes,
  })

export const stated = (value: number | ValueStatus): StatedValue =>
  typeof value === 'number' ? { value, status: value === 0 ? 'zero' : 'value' } : { value: null, status: value }

/** The card of a place that has those values, by period; the last one is told. */
export const cardWith = (values: Readonly<Record<string, number | ValueStatus>>, changes: Partial<Card> = {}): Card => {
  const series = Object.entries(values).map(([period, value]) => ({ period, stated: stated(value) }))
  const last = series.at(-1) ?? { period: '2023', stated: stated('missing') }
  const before = series.find((one) => one !== last && one.stated.value !== null) ?? null
  const place = changes.place ?? placeOf()
  return {
    key: { indicator: 'population', place, peers: 'strate', edition: null, period: null },
    place,
    definition: measureOf(),
    edition: { id: 'e3', number: 3, on: '2026-11-26' },
    period: last.period,
    stated: { ...last.stated, making: 'published' },
    series,
    before,
    reunited: null,
    among: null,
    origin: { href: '/donnees/populations?version=2', title: 'Populations légales', producer: 'INSEE' },
    frozen: false,
    ...changes,
  }
}

/** The place among some peers, in a group of that name. */
export const amongOf = (own: number, others: readonly number[], group: string): NonNullable<Card['among']> => {
  const sorted = [own, ...others].toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? own
  return {
    peers: { kind: 'strate', peers: [], group, sentence: 'Ses pairs sont ceux-là.' },
    rank: {
      rank: others.filter((other) => other > own).length + 1,
      alike: 1,
      of: others.length + 1,
      quantile: 0.5,
      median,
      toMedian: own - median,
      without: new Map(),
    },
    others: others.map(stated),
  }
}
