import type { Level } from '../territory/index.ts'
import type { Formula } from './definition.ts'
import { type Edition, type MadeValue, type MadeValues, seriesOf, valueAt } from './edition.ts'

type OfIndicators = Exclude<Formula, { kind: 'rows' }>

/** The editions that a formula is worked out from, by slug of indicator. */
export type Editions = ReadonlyMap<string, Edition>

/** Values of a formula over other indicators, at one level: where both are known, in the same place at the same period. */
export const workedOut = (formula: OfIndicators, editions: Editions, level: Level): MadeValues => {
  const source = editions.get(formula.of)
  const table = source?.levels.get(level)
  if (!source || !table) return new Map()
  if (formula.kind === 'ratio') {
    const below = editions.get(formula.over)
    return below ? ratios(source, below, level, table.codes, formula.times ?? 1) : new Map()
  }
  return new Map(table.codes.map((code) => [code, changes(source, level, code, formula)]))
}

const ratios = (above: Edition, below: Edition, level: Level, codes: readonly string[], times: number): MadeValues => {
  const periods = above.periods.filter((period) => below.periods.includes(period))
  return new Map(
    codes.map((code) => [
      code,
      new Map(
        periods.map((period) => {
          const [top, bottom] = [valueAt(above, level, code, period), valueAt(below, level, code, period)]
          return [
            period,
            top.value === null
              ? none(top)
              : bottom.value === null
                ? none(bottom)
                : ratio(top.value, bottom.value, times),
          ]
        }),
      ),
    ]),
  )
}

const none = ({ status }: Pick<MadeValue, 'status'>): MadeValue => ({ value: null, status, making: 'worked-out' })

const ratio = (top: number, bottom: number, times: number): MadeValue =>
  bottom === 0 ? none({ status: 'not-applicable' }) : number((top / bottom) * times)

const number = (value: number): MadeValue => ({ value, status: value === 0 ? 'zero' : 'value', making: 'worked-out' })

/**
 * Changes between a period and the one `years` before, or the first of the whole indicator: the same for every place, so
 * that places compare. Nothing where no such pair of periods exists; missing where the place has no number at one of them.
 */
const changes = (
  source: Edition,
  level: Level,
  code: string,
  { years, as }: Extract<Formula, { kind: 'change' }>,
): ReadonlyMap<string, MadeValue> => {
  const series = seriesOf(source, level, code)
  const at = (period: string) => series[source.periods.indexOf(period)]
  const [first] = source.periods
  const made = new Map<string, MadeValue>()
  for (const period of source.periods) {
    const before = years === undefined ? first : String(Number(period) - years)
    if (before === undefined || before >= period || !source.periods.includes(before)) continue
    const [old, young] = [at(before), at(period)]
    if (!old || !young) continue
    if (young.value === null) made.set(period, none(young))
    else if (old.value === null) made.set(period, none(old))
    else made.set(period, change(old.value, young.value, Number(period) - Number(before), as))
  }
  return made
}

/** A yearly rate is the one that, each year alike, leads from the old value to the young one. */
const change = (old: number, young: number, years: number, as: 'yearly' | 'total' | 'difference'): MadeValue => {
  if (as === 'difference') return number(young - old)
  if (old <= 0) return none({ status: 'not-applicable' })
  return number(as === 'total' ? (young / old - 1) * 100 : ((young / old) ** (1 / years) - 1) * 100)
}
