import type { Geography, Level } from '../territory/index.ts'
import { type Edition, type MadeValue, valueAt } from './edition.ts'

const LINES_TOGETHER = 2000

interface EveryValue extends MadeValue {
  readonly level: Level
  readonly code: string
  readonly name: string
  readonly period: string
}

/** Every value of an edition: all levels, all places, all periods. */
function* everyValue(edition: Edition, geography: Geography): Iterable<EveryValue> {
  for (const [level, table] of edition.levels) {
    const names = geography.names.get(level)
    for (const code of table.codes)
      for (const period of edition.periods)
        yield { level, code, name: names?.get(code) ?? '', period, ...valueAt(edition, level, code, period) }
  }
}

/** Every value of an edition as CSV, header first: level, code, name, period, value, status, making. Some thousands of lines at a time. */
export function* valuesCsv(edition: Edition, geography: Geography): Iterable<string> {
  yield `${VALUES_COLUMNS.map(({ name }) => name).join(',')}\n`
  yield* valuesLines(edition, geography)
}

/** The columns of files of values, in their order. */
export const VALUES_COLUMNS = [
  { name: 'niveau', type: 'text' },
  { name: 'code', type: 'text' },
  { name: 'nom', type: 'text' },
  { name: 'periode', type: 'text' },
  { name: 'valeur', type: 'number' },
  { name: 'statut', type: 'text' },
  { name: 'obtention', type: 'text' },
] as const

/** Every value of an edition as lines of CSV, without their header. */
export const valuesLines = (edition: Edition, geography: Geography): Iterable<string> =>
  together(everyValue(edition, geography), (one) =>
    [one.level, one.code, quoted(one.name), one.period, one.value ?? '', one.status, one.making].join(','),
  )

/** The same as JSON lines: one object a line. */
export const valuesNdjson = (edition: Edition, geography: Geography): Iterable<string> =>
  together(everyValue(edition, geography), ({ level, code, name, period, value, status, making }) =>
    JSON.stringify({ level, code, name, period, value, status, making }),
  )

function* together(values: Iterable<EveryValue>, line: (value: EveryValue) => string): Iterable<string> {
  let lines: string[] = []
  for (const value of values) {
    lines.push(`${line(value)}\n`)
    if (lines.length < LINES_TOGETHER) continue
    yield lines.join('')
    lines = []
  }
  if (lines.length > 0) yield lines.join('')
}

/** A text as a cell of CSV. */
export const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
