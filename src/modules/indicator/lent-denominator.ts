import type { RowsFormula } from './definition.ts'
import { columnOf, type Edition, type MadeValue, valueAt } from './edition.ts'
import { finding, type LocatedFinding } from './findings.ts'
import type { Editions } from './worked-out.ts'

/**
 * What a formula divides by when another indicator lends it: its values at the level of the rows, for each of the periods;
 * its last period known before where it has none of the same and the formula allows it, which is told.
 */
export const lentBelow = (
  { level, overIndicator }: RowsFormula,
  editions: Editions,
  periods: readonly string[],
): {
  readonly below: ReadonlyMap<string, ReadonlyMap<string, MadeValue>>
  readonly findings: readonly LocatedFinding[]
} => {
  const edition = editions.get(overIndicator?.slug ?? '')
  const used = new Map(
    periods.map((period) => [
      period,
      edition ? periodUsed(edition, period, overIndicator?.lastKnown ?? false) : undefined,
    ]),
  )
  const below = new Map(
    [...used].map(([period, from]) => [
      period,
      edition && from !== undefined ? valuesAt(edition, level, from) : new Map(),
    ]),
  )
  const older = [...used].flatMap(([period, from]) =>
    from === undefined || from === period ? [] : [`${period} divisé par ${from}`],
  )
  const none = [...used].flatMap(([period, from]) => (from === undefined ? [period] : []))
  return {
    below,
    findings: [
      ...finding(
        'noted',
        'older-denominator',
        () => 'Ce par quoi l’on divise n’est pas encore connu à toutes les dates : la dernière valeur d’avant sert.',
        older,
      ),
      ...finding(
        'noted',
        'no-denominator',
        () => 'Ce par quoi l’on divise n’est pas connu à ces dates : elles restent sans valeur.',
        none,
      ),
    ],
  }
}

const periodUsed = ({ periods }: Edition, period: string, lastKnown: boolean): string | undefined =>
  periods.includes(period) ? period : lastKnown ? periods.findLast((one) => one < period) : undefined

const valuesAt = (edition: Edition, level: RowsFormula['level'], period: string): ReadonlyMap<string, MadeValue> =>
  new Map(columnOf(edition, level, period).map(({ code }) => [code, valueAt(edition, level, code, period)]))
