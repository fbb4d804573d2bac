import { formatFixed, formatNumber, formatQuantity } from '../../kernel/french.ts'
import { STATUS_WORDS, type StatedValue, type ValueStatus } from './stated-value.ts'

/** A value in words: `12,3 %`, `12,3 % (estimé)`, `secret statistique`. At most `decimals` decimals, 1 when not said. */
export const sayValue = (stated: StatedValue, unit: string | null = null, decimals = 1): string => {
  if (stated.value === null) return STATUS_WORDS[stated.status]
  const number = formatQuantity(stated.value, unit, decimals)
  return stated.status === 'estimated' ? `${number} (${STATUS_WORDS.estimated})` : number
}

const SHORT_WORDS: Readonly<Record<ValueStatus, string>> = {
  ...STATUS_WORDS,
  secret: 'secret',
  'not-yet': 'à venir',
}

/**
 * How a column of numbers is written so that they line up: with the decimals that its longest needs, `decimals` at most. What is
 * no number is said in words. With its unit when one is given.
 */
export const alignedValues = (
  column: readonly StatedValue[],
  decimals = 1,
  unit: string | null = null,
): ((stated: StatedValue) => string) => {
  const numbers = numbersOf(column).filter((n) => !Number.isInteger(n))
  const isEnough = (fewer: number) => numbers.every((n) => Number(n.toFixed(fewer)) === Number(n.toFixed(decimals)))
  let needed = decimals
  while (needed > 0 && isEnough(needed - 1)) needed -= 1
  return (stated) =>
    stated.value === null || stated.status === 'estimated'
      ? sayValue(stated, unit, decimals)
      : `${formatFixed(stated.value, needed)}${unit ? `\u00A0${unit}` : ''}`
}

/** The number alone, for a narrow place that has its unit elsewhere; one or two words when there is no number. */
export const shortValue = (stated: StatedValue, decimals = 1): string =>
  stated.value === null ? SHORT_WORDS[stated.status] : formatNumber(stated.value, decimals)

/** The numbers among values, zeros and estimates included. */
export const numbersOf = (values: readonly StatedValue[]): readonly number[] => {
  const numbers: number[] = []
  for (const { value } of values) if (value !== null) numbers.push(value)
  return numbers
}

/** The middle value; the mean of the two middle ones when they are even in number; null when there is none. */
export const medianOf = (numbers: readonly number[]): number | null => {
  const sorted = new Float64Array(numbers).sort()
  const middle = (sorted.length - 1) / 2
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]]
  return low === undefined || high === undefined ? null : low + (high - low) / 2
}

const ORDER: readonly ValueStatus[] = ['zero', 'estimated', 'missing', 'secret', 'not-yet', 'not-applicable']

/** The statuses other than a plain value, in one order, with how many values have each; those nobody has are left out. */
export const statusesIn = (values: readonly StatedValue[]): readonly (readonly [status: ValueStatus, n: number])[] => {
  const counts = new Map<ValueStatus, number>()
  for (const { status } of values) if (status !== 'value') counts.set(status, (counts.get(status) ?? 0) + 1)
  return ORDER.map((status) => [status, counts.get(status) ?? 0] as const).filter(([, n]) => n > 0)
}
