import { count } from '../../kernel/french.ts'
import type { Geography, Level } from '../territory/index.ts'
import type { Parts } from './base-values.ts'
import type { MadeValue, MadeValues } from './edition.ts'
import { finding, type LocatedFinding } from './findings.ts'

/** The code of the country, in the territory's places. */
const FRANCE = 'FR'

type ByPeriod = ReadonlyMap<string, ReadonlyMap<string, MadeValue>>

/** The values of a formula at its own level: above the line over below it. */
export const ratioOf = (
  parts: Parts,
  times: number,
): { readonly values: MadeValues; readonly findings: readonly LocatedFinding[] } => {
  const zeros: string[] = []
  const holes: string[] = []
  const places = new Map<string, Map<string, MadeValue>>()
  for (const [period, above] of parts.above)
    for (const [code, top] of above) {
      const made = parts.below ? divided(top, parts.below.get(period)?.get(code), times) : scaled(top, times)
      if (made === 'by zero') zeros.push(`${code}, ${period}`)
      else if (parts.below && top.value !== null && made.status === 'missing') holes.push(`${code}, ${period}`)
      const of = places.get(code) ?? new Map<string, MadeValue>()
      places.set(code, of)
      of.set(period, made === 'by zero' ? { value: null, status: 'not-applicable', making: top.making } : made)
    }
  return {
    values: places,
    findings: [
      ...finding(
        'refused',
        'by-zero',
        (n) =>
          `${count(n, 'valeur demande', 'valeurs demandent')} de diviser par zéro quelque chose qui n’est pas nul.`,
        zeros,
        placeOf,
      ),
      ...finding(
        'noted',
        'by-missing',
        (n) =>
          `${count(n, 'valeur n’est pas donnée', 'valeurs ne sont pas données')} : ce par quoi il faut diviser manque.`,
        holes,
        placeOf,
      ),
    ],
  }
}

const placeOf = (example: string) => ({ places: [example.split(',')[0] ?? ''] })

const scaled = (made: MadeValue, times: number): MadeValue =>
  made.value === null || times === 1 ? made : { ...made, value: made.value * times }

const divided = (top: MadeValue, bottom: MadeValue | undefined, times: number): MadeValue | 'by zero' => {
  const making = top.making === 'published' ? (bottom?.making ?? 'published') : top.making
  if (top.value === null) return { value: null, status: top.status, making }
  if (!bottom || bottom.value === null) return { value: null, status: bottom?.status ?? 'missing', making }
  if (bottom.value === 0) return top.value === 0 ? { value: null, status: 'not-applicable', making } : 'by zero'
  const value = (top.value / bottom.value) * times
  return { value, status: value === 0 ? 'zero' : 'value', making }
}

/**
 * The parts of a level, added up from those of communes. A place whose communes are not all known is not known, and bears
 * the reason of the first that is not; communes where the thing does not apply count for nothing.
 */
export const addedUp = (parts: Parts, level: Level, geography: Geography): Parts => ({
  above: sums(parts.above, level, geography),
  below: parts.below ? sums(parts.below, level, geography) : null,
})

/** A sum while it is made; `told` once one of its communes is in the source. */
interface Total {
  value: number
  status: MadeValue['status']
  /** True from the first part that has no number: its reason stays. */
  hidden: boolean
  told: boolean
}

const sums = (periods: ByPeriod, level: Level, { holders, names }: Geography): ByPeriod => {
  const holderOf = holders.get(level)
  const held = [...(names.get('commune')?.keys() ?? [])].flatMap((commune) => {
    const holder = level === 'pays' ? FRANCE : holderOf?.get(commune)
    return holder === undefined ? [] : [[commune, holder] as const]
  })
  return new Map([...periods].map(([period, values]) => [period, totalsOf(values, held)]))
}

const totalsOf = (
  values: ReadonlyMap<string, MadeValue>,
  held: readonly (readonly [string, string])[],
): ReadonlyMap<string, MadeValue> => {
  const totals = new Map<string, Total>()
  for (const [commune, holder] of held) {
    let total = totals.get(holder)
    if (!total) {
      total = { value: 0, status: 'not-applicable', hidden: false, told: false }
      totals.set(holder, total)
    }
    add(total, values.get(commune))
  }
  // A place none of whose communes is in the source is not there at all.
  return new Map(
    [...totals].flatMap(([holder, { value, status, hidden, told }]) => {
      const known = !hidden && status !== 'not-applicable'
      return told ? [[holder, { value: known ? value : null, status, making: 'added-up' as const }]] : []
    }),
  )
}

const add = (total: Total, part: MadeValue | undefined): void => {
  if (part) total.told = true
  if (total.hidden || part?.status === 'not-applicable') return
  if (!part || part.value === null) {
    total.hidden = true
    total.status = part?.status ?? 'missing'
    return
  }
  const estimated = total.status === 'estimated' || part.status === 'estimated'
  total.value += part.value
  total.status = estimated ? 'estimated' : total.value === 0 ? 'zero' : 'value'
}
