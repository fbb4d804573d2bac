import { count } from '../../kernel/french.ts'
import { type Geography, isOverseasCollectivity, type Level } from '../territory/index.ts'
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
      let of = places.get(code)
      if (!of) {
        of = new Map()
        places.set(code, of)
      }
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
 * the reason of the first that is not; communes where the thing does not apply count for nothing. A canton that shares a commune
 * is not known either. The country is the sum of its régions: collectivities overseas, which INSEE counts apart, are not in it.
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

/** Which place of a level holds each commune, by ranks: of the commune, then of its holder among them; −1 for none. */
interface Held {
  readonly communes: readonly string[]
  readonly holders: readonly string[]
  readonly holderOf: Int32Array
}

const known = new WeakMap<Geography['holders'], Map<Level, Held>>()

/** Worked out once for a geography: each period of each indicator asks it. */
const heldAt = (level: Level, { holders, names }: Geography): Held => {
  const levels = known.get(holders) ?? new Map<Level, Held>()
  known.set(holders, levels)
  const before = levels.get(level)
  if (before) return before
  const communes = communesOf(names)
  const regionOf = holders.get('region')
  const ofCountry = (commune: string) => {
    const region = regionOf?.get(commune)
    return region !== undefined && !isOverseasCollectivity('region', region)
  }
  const ranks = new Map<string, number>()
  const holderOf = Int32Array.from(communes, (commune) => {
    const holder = level !== 'pays' ? holders.get(level)?.get(commune) : ofCountry(commune) ? FRANCE : undefined
    if (holder === undefined) return -1
    const rank = ranks.get(holder) ?? ranks.size
    ranks.set(holder, rank)
    return rank
  })
  const held = { communes, holders: [...ranks.keys()], holderOf }
  levels.set(level, held)
  return held
}

const communesKept = new WeakMap<Geography['names'], readonly string[]>()

/** The communes of a geography: one and the same array for all its levels. */
const communesOf = (names: Geography['names']): readonly string[] => {
  const communes = communesKept.get(names) ?? [...(names.get('commune')?.keys() ?? [])]
  communesKept.set(names, communes)
  return communes
}

type Part = MadeValue | undefined
const laidOut = new WeakMap<ReadonlyMap<string, MadeValue>, { communes: readonly string[]; parts: readonly Part[] }>()

/** The values of a period in the order of communes, laid out once for all the levels that add them up. */
const inOrder = (values: ReadonlyMap<string, MadeValue>, communes: readonly string[]): readonly Part[] => {
  const known = laidOut.get(values)
  if (known?.communes === communes) return known.parts
  const parts = communes.map((commune) => values.get(commune))
  laidOut.set(values, { communes, parts })
  return parts
}

const UNSUMMED = { value: null, status: 'missing', making: 'added-up' } as const satisfies MadeValue

const sums = (periods: ByPeriod, level: Level, geography: Geography): ByPeriod => {
  const held = heldAt(level, geography)
  const shared = level === 'canton' ? [...(geography.shared ?? [])] : []
  return new Map(
    [...periods].map(([period, values]) => {
      const totals = totalsOf(values, held)
      const unsummed = shared.filter(([code, communes]) => totals.has(code) || communes.some((one) => values.has(one)))
      return [period, new Map([...totals, ...unsummed.map(([code]) => [code, UNSUMMED] as const)])]
    }),
  )
}

const totalsOf = (
  values: ReadonlyMap<string, MadeValue>,
  { communes, holders, holderOf }: Held,
): ReadonlyMap<string, MadeValue> => {
  const totals = holders.map((): Total => ({ value: 0, status: 'not-applicable', hidden: false, told: false }))
  for (const [i, part] of inOrder(values, communes).entries()) {
    const total = totals[holderOf[i] ?? -1]
    if (total) add(total, part)
  }
  // A place none of whose communes is in the source is not there at all.
  return new Map(
    totals.flatMap(({ value, status, hidden, told }, rank) => {
      const isKnown = !hidden && status !== 'not-applicable'
      return told ? [[holders[rank] ?? '', { value: isKnown ? value : null, status, making: 'added-up' as const }]] : []
    }),
  )
}

const add = (total: Total, part: Part): void => {
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
