import { fold } from '../../../kernel/fold.ts'

const PAIR = /^[[(]?\s*(-?\d{1,3}\.\d+)\s*[,;]\s*(-?\d{1,3}\.\d+)\s*[\])]?$/

/**
 * Whether the pairs of a column are written longitude first, as `[3.57,47.79]`: their label says so (`coordonneesXY`,
 * `lon_lat`), or nine in ten are in mainland France that way round and could not be the other.
 */
export const isLongitudeFirst = (label: string, values: readonly string[]): boolean => {
  const pairs = values.flatMap((value) => {
    const found = PAIR.exec(value)
    return found ? [[Number(found[1]), Number(found[2])] as const] : []
  })
  if (pairs.length === 0) return false
  const right = pairs.filter(([first, second]) => first > -5.6 && first < 9.8 && second > 41 && second < 51.4)
  const header = fold(label)
  if (/lat\w* ?(et )?lon/.test(header)) return false
  return right.length >= pairs.length * 0.9 || /xy$|lon\w* ?(et )?lat/.test(header)
}
