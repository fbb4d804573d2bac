import type { Observation } from './read-series.ts'

/** Columns that come first, in this order; those that nothing fills are left out. */
const FIRST = [
  'IDBANK',
  'TITLE_FR',
  'DEPARTEMENT',
  'REGION',
  'REF_AREA',
  'PERIODE',
  'OBS_VALUE',
  'OBS_STATUS',
  'OBS_QUAL',
  'OBS_CONF',
]
/** The English title says the same; the day of the last change would make every row new at each publication. */
const LEFT_OUT = new Set(['TITLE_EN', 'LAST_UPDATE', 'TIME_PERIOD'])
/** Of `OBS_CONF`: anyone may be told (code list CL_CONF_STATUS of SDMX). */
const FREE = 'F'
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/**
 * Observations as lines of CSV (comma, UTF-8, header first): attributes under INSEE's names, the period as `PERIODE`,
 * and the code of the place as `DEPARTEMENT` or `REGION` when `REF_AREA` is one. A value that is secret, or that is not a
 * number (`NaN`), is empty.
 */
export function* csvOf(observations: readonly Observation[]): Generator<string> {
  const columns = columnsOf(observations)
  yield lineOf(columns)
  for (const observation of observations) yield lineOf(columns.map((column) => cellOf(observation, column)))
}

const columnsOf = (observations: readonly Observation[]): readonly string[] => {
  const names = new Set<string>(['PERIODE', 'OBS_VALUE'])
  for (const series of new Set(observations.map((one) => one.series))) {
    for (const name of series.keys()) names.add(name)
    const place = placeOf(series)
    if (place) names.add(place.column)
  }
  for (const { own } of observations) for (const name of own.keys()) names.add(name)
  const wanted = [...names].filter((name) => !LEFT_OUT.has(name) && !name.startsWith('{'))
  return [...FIRST.filter((name) => wanted.includes(name)), ...wanted.filter((name) => !FIRST.includes(name))]
}

const cellOf = ({ series, own }: Observation, column: string): string => {
  const told = (name: string) => own.get(name) ?? series.get(name) ?? ''
  switch (column) {
    case 'PERIODE':
      return periodOf(told('TIME_PERIOD'))
    case 'OBS_VALUE':
      return (told('OBS_CONF') || FREE) === FREE && NUMBER.test(told(column)) ? told(column) : ''
    case 'DEPARTEMENT':
    case 'REGION': {
      const place = placeOf(series)
      return place?.column === column ? place.code : ''
    }
    default:
      return told(column)
  }
}

/** The place that a series is about, by INSEE's code list of areas: `D89`, `D2A` and `D971` are départements, `R27` a region. */
const placeOf = (series: Observation['series']) => {
  const [, level, code] = /^([DR])(\d[\dAB]\d?)$/.exec(series.get('REF_AREA') ?? '') ?? []
  return code === undefined ? null : { column: level === 'D' ? 'DEPARTEMENT' : 'REGION', code }
}

/** A period as the portal writes it: `2024-Q1` is `2024-T1`; years, months, half-years (`2024-S1`) and pairs of months (`2024-B1`) stay as they are. */
const periodOf = (told: string): string => told.replace(/^(\d{4})-Q([1-4])$/, '$1-T$2')

const lineOf = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\n`

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
