import type { Geography, Level } from '../territory/index.ts'
import type { Parts } from './base-values.ts'
import type { MadeValue, MadeValues } from './edition.ts'
import { type Finding, finding } from './findings.ts'

/** The code of the country, in the territory's places. */
const FRANCE = 'FR'

type ByPeriod = ReadonlyMap<string, ReadonlyMap<string, MadeValue>>

/** The values of a formula at its own level: above the line over below it. */
export const ratioOf = (
  parts: Parts,
  times: number,
): { readonly values: MadeValues; readonly findings: readonly Finding[] } => {
  const zeros: string[] = []
  const places = new Map<string, Map<string, MadeValue>>()
  for (const [period, above] of parts.above)
    for (const [code, top] of above) {
      const made = parts.below ? divided(top, parts.below.get(period)?.get(code), times) : scaled(top, times)
      if (made === 'by zero') zeros.push(`${code}, ${period}`)
      const of = places.get(code) ?? new Map<string, MadeValue>()
      places.set(code, of)
      of.set(period, made === 'by zero' ? { value: null, status: 'not-applicable', making: top.making } : made)
    }
  return {
    values: places,
    findings: finding(
      'refused',
      'by-zero',
      (n) => `${n} valeurs demandent de diviser par zéro quelque chose qui n’est pas nul.`,
      zeros,
    ),
  }
}

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

const sums = (periods: ByPeriod, level: Level, { holders, names }: Geography): ByPeriod => {
  const holderOf = holders.get(level) ?? new Map<string, string>()
  const holderIn = (commune: string) => (level === 'pays' ? FRANCE : holderOf.get(commune))
  const communes = [...(names.get('commune')?.keys() ?? [])]
  return new Map(
    [...periods].map(([period, values]) => {
      const totals = new Map<string, MadeValue>()
      for (const commune of communes) {
        const holder = holderIn(commune)
        if (holder === undefined) continue
        const part = values.get(commune) ?? ({ value: null, status: 'missing', making: 'published' } as const)
        const before = totals.get(holder)
        totals.set(holder, before ? sum(before, part) : { ...part, making: 'added-up' })
      }
      // A place none of whose communes is in the source is not there at all.
      const told = new Set(communes.filter((commune) => values.has(commune)).map(holderIn))
      for (const holder of totals.keys()) if (!told.has(holder)) totals.delete(holder)
      return [period, totals]
    }),
  )
}

const sum = (before: MadeValue, part: MadeValue): MadeValue => {
  if (part.status === 'not-applicable') return before
  if (before.status === 'not-applicable') return { ...part, making: 'added-up' }
  if (before.value === null) return before
  if (part.value === null) return { value: null, status: part.status, making: 'added-up' }
  const value = before.value + part.value
  const estimated = before.status === 'estimated' || part.status === 'estimated'
  return { value, status: estimated ? 'estimated' : value === 0 ? 'zero' : 'value', making: 'added-up' }
}
