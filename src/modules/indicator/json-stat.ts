import { STATUS_WORDS, type StatedValue } from '../figure/index.ts'
import { type Geography, type Level, type Place, titleOf } from '../territory/index.ts'
import { knowsPlace, seriesOf } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { periodWords } from './stated-words.ts'

interface Category {
  readonly index: readonly string[]
  readonly label: Readonly<Record<string, string>>
  readonly unit?: Readonly<Record<string, { readonly label: string; readonly decimals: number }>>
  readonly note?: Readonly<Record<string, readonly string[]>>
}

interface Dimension {
  readonly label: string
  readonly category: Category
}

/**
 * A cube as JSON-stat 2.0 writes it (json-stat.org): the cell of `value` and `status` is `((geo × indicators) + indicator) ×
 * periods + period`, in the order of `id`. Cells without a number are left out of `value`; `status` says why, for those that
 * the indicator publishes, and tells zeros and estimates from other numbers.
 */
export interface JsonStat {
  readonly version: '2.0'
  readonly class: 'dataset'
  readonly href: string
  readonly label: string
  readonly source: string
  readonly updated: string
  readonly note: readonly string[]
  readonly link: { readonly alternate: readonly { readonly type: string; readonly href: string }[] }
  readonly id: readonly ['geo', 'indicator', 'time']
  readonly size: readonly [number, number, number]
  readonly role: { readonly geo: ['geo']; readonly metric: ['indicator']; readonly time: ['time'] }
  readonly dimension: { readonly geo: Dimension; readonly indicator: Dimension; readonly time: Dimension }
  readonly value: readonly (number | null)[] | Readonly<Record<string, number>>
  readonly status: Readonly<Record<string, string>>
  readonly extension: Readonly<Record<string, unknown>>
}

/** Everything that indicators know of a place, at all dates. `site` is the address of the portal, without a final slash. */
export const placeJsonStat = (place: Place, indicators: readonly ShownIndicator[], site: string): JsonStat => {
  const { level, code } = place
  const known = indicators.filter(({ edition }) => knowsPlace(edition, level, code))
  return cube(known, level, [[code, titleOf(place)]], {
    href: `${site}${placeJsonStatPath(place)}`,
    label: `${titleOf(place)} : ses indicateurs`,
    alternate: { type: 'application/json', href: `${site}/api/v1/territories/${level}/${code}` },
  })
}

/** One indicator in every place of a level, at all dates. */
export const indicatorJsonStat = (
  indicator: ShownIndicator,
  level: Level,
  geography: Pick<Geography, 'names'>,
  site: string,
): JsonStat => {
  const { slug, name } = indicator.definition
  const titled = (name: string) => (level === 'epci' ? titleOf({ level, name, liaison: 0 }) : name)
  const places = (indicator.edition.levels.get(level)?.codes ?? []).map(
    (code) => [code, titled(geography.names.get(level)?.get(code) ?? code)] as const,
  )
  return cube([indicator], level, places, {
    href: `${site}${indicatorJsonStatPath(slug)}?level=${level}`,
    label: name,
    alternate: { type: 'text/csv', href: `${site}/api/v1/indicators/${slug}/values.csv` },
  })
}

/** `/api/v1/territories/commune/89024/indicators.jsonstat`. */
export const placeJsonStatPath = ({ level, code }: Pick<Place, 'level' | 'code'>): string =>
  `/api/v1/territories/${level}/${code}/indicators.jsonstat`

/** `/api/v1/indicators/population/values.jsonstat`; `?level=` names the places. */
export const indicatorJsonStatPath = (slug: string): string => `/api/v1/indicators/${slug}/values.jsonstat`

interface About {
  readonly href: string
  readonly label: string
  readonly alternate: { readonly type: string; readonly href: string }
}

const cube = (
  indicators: readonly ShownIndicator[],
  level: Level,
  places: readonly (readonly [code: string, name: string])[],
  { href, label, alternate }: About,
): JsonStat => {
  const periods = [...new Set(indicators.flatMap(({ edition }) => edition.periods))].toSorted()
  const definitions = indicators.map(({ definition }) => definition)
  return {
    ...{ version: '2.0', class: 'dataset', href, label },
    source: [...new Set(definitions.map(({ producer }) => producer))].join(', '),
    updated:
      indicators
        .map(({ record }) => new Date(record.builtAt).toISOString())
        .toSorted()
        .at(-1) ?? '1970-01-01',
    note: [...new Set(definitions.flatMap(({ caveats }) => caveats))],
    link: { alternate: [alternate] },
    id: ['geo', 'indicator', 'time'],
    size: [places.length, indicators.length, periods.length],
    role: { geo: ['geo'], metric: ['indicator'], time: ['time'] },
    dimension: {
      geo: { label: 'Lieu', category: { index: places.map(([code]) => code), label: Object.fromEntries(places) } },
      indicator: {
        label: 'Indicateur',
        category: {
          index: definitions.map(({ slug }) => slug),
          label: Object.fromEntries(definitions.map(({ slug, name }) => [slug, name])),
          unit: Object.fromEntries(
            definitions.map(({ slug, unit, decimals }) => [slug, { label: unit ?? 'sans unité', decimals }]),
          ),
          note: Object.fromEntries(definitions.map(({ slug, definition }) => [slug, [definition]])),
        },
      },
      time: {
        label: 'Période',
        category: { index: periods, label: Object.fromEntries(periods.map((period) => [period, named(period)])) },
      },
    },
    ...cells(indicators, level, places, periods),
    extension: { level, status: { label: STATUS_WORDS }, indicators: Object.fromEntries(indicators.map(originOf)) },
  }
}

const named = (period: string): string => periodWords(period).replace(/^(en|au) /, '')

const cells = (
  indicators: readonly ShownIndicator[],
  level: Level,
  places: readonly (readonly [code: string, name: string])[],
  periods: readonly string[],
): Pick<JsonStat, 'value' | 'status'> => {
  const values = new Array<number | null>(places.length * indicators.length * periods.length).fill(null)
  const status: Record<string, string> = {}
  const columns = new Map(periods.map((period, column) => [period, column]))
  const keep = (at: number, stated: StatedValue) => {
    values[at] = stated.value
    if (stated.status !== 'value') status[at] = stated.status
  }
  for (const [row, [code]] of places.entries())
    for (const [i, { edition }] of indicators.entries()) {
      const start = (row * indicators.length + i) * periods.length
      for (const [at, stated] of seriesOf(edition, level, code).entries())
        keep(start + (columns.get(edition.periods[at] ?? '') ?? 0), stated)
    }
  const known = values.flatMap((value, at) => (value === null ? [] : [[at, value] as const]))
  return { value: known.length * 2 < values.length ? Object.fromEntries(known) : values, status }
}

/** Where the values of an indicator come from, under what licence. */
const originOf = ({ definition, record }: ShownIndicator) =>
  [
    definition.slug,
    {
      ...{ producer: definition.producer, licence: definition.licence, updates: definition.updates },
      ...{ kind: definition.kind, better: definition.better, edition: record.number },
      sources: record.sources.map(({ slug, number, title, producer }) => ({
        ...{ dataset: slug, version: number, title, producer },
      })),
    },
  ] as const
