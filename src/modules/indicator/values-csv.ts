import type { Geography } from '../territory/index.ts'
import { type Edition, seriesOf } from './edition.ts'

const LINES_TOGETHER = 2000

/** Every value of an edition as CSV, header first: level, code, name, period, value, status. Some thousands of lines at a time. */
export function* valuesCsv(edition: Edition, geography: Geography): Iterable<string> {
  yield 'niveau,code,nom,periode,valeur,statut\n'
  let lines: string[] = []
  for (const [level, table] of edition.levels) {
    const names = geography.names.get(level)
    for (const code of table.codes) {
      const name = quoted(names?.get(code) ?? '')
      for (const [i, { value, status }] of seriesOf(edition, level, code).entries())
        lines.push(`${level},${code},${name},${edition.periods[i]},${value ?? ''},${status}\n`)
      if (lines.length < LINES_TOGETHER) continue
      yield lines.join('')
      lines = []
    }
  }
  yield lines.join('')
}

/** A text as a cell of CSV. */
export const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
