import type { StatedValue, ValueStatus } from '../figure/index.ts'

/** What became of the land of some codes: those before, those after. A code that stays through it is in both. */
export interface Movement {
  /** First day of the new limits (`AAAA-MM-JJ`); the last day possible when `after` is there. */
  readonly on: string
  /** A day when it had not happened yet, when no source gives the day itself; else null. */
  readonly after: string | null
  readonly before: readonly string[]
  readonly into: readonly string[]
  readonly why: string
}

/** A count adds up. A rate is averaged with the weight of each code (inhabitants, households…), when they are known. */
export type Measure =
  | { readonly kind: 'count' }
  | { readonly kind: 'rate'; readonly weights?: ReadonlyMap<string, number> }

/** How a rebuilt value was obtained: `of` are codes of the day of the values, `days` those of the movements between. */
export type Obtained = {
  readonly of: readonly string[]
  readonly days: readonly Pick<Movement, 'on' | 'after'>[]
} & (
  | { readonly kind: 'as-is' }
  | { readonly kind: 'sum' }
  | { readonly kind: 'weighted-mean' }
  | { readonly kind: 'impossible'; readonly reason: string }
)

export interface RebuiltValue extends StatedValue {
  readonly how: Obtained
  /** The sum of the weights of its parts, to rebuild further; null when one is unknown. */
  readonly weight: number | null
}

interface Known {
  readonly values: ReadonlyMap<string, StatedValue>
  readonly measure: Measure
  /** In any order; all those after the day of the values, until the day wanted. */
  readonly movements: readonly Movement[]
  /** The day of the limits on which the values were made. */
  readonly from?: string
  /** The name of a code, for the reasons; absent, the code itself is said. */
  readonly nameOf?: (code: string) => string | undefined
}

/** Stands in a movement for land that no place of the level held: « hors: » then the code it came to or left. */
export const NOBODY = 'hors:'

/**
 * Values known on the codes of a past day, given on those of a later one. Codes whose land did not move keep theirs;
 * codes reunited add up (or average, by weight); codes that a split left are said to be impossible, and why. A part
 * absent from `values` is missing; places none of whose parts is there are not answered.
 *
 * A movement whose day is not known and may come before the values is held done when the values bear its new codes.
 */
export const rebuildSeries = (known: Known): ReadonlyMap<string, RebuiltValue> => {
  const { touched, rebuilt } = rebuildTouched(known)
  const weights = known.measure.kind === 'rate' ? known.measure.weights : undefined
  const all = new Map<string, RebuiltValue>()
  for (const [code, { value, status }] of known.values)
    if (!touched.has(code))
      all.set(code, { value, status, weight: weights?.get(code) ?? null, how: { of: [code], days: [], kind: 'as-is' } })
  for (const [code, value] of rebuilt) all.set(code, value)
  return all
}

/** The same for the codes that movements touch, which are few; the values of all others stay as they are. */
export const rebuildTouched = (
  known: Known,
): { readonly touched: ReadonlySet<string>; readonly rebuilt: ReadonlyMap<string, RebuiltValue> } => {
  const [lands, touched] = [new Map<string, Land>(), new Set<string>()]
  for (const movement of known.movements.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)))
    if (!alreadyDone(movement, known)) {
      move(movement, lands)
      for (const code of [...movement.before, ...movement.into]) touched.add(code)
    }
  const rebuilt = new Map<string, RebuiltValue>()
  for (const [code, land] of lands)
    if (land.of.some((part) => known.values.has(part))) rebuilt.set(code, combinedValue(land, known))
  return { touched, rebuilt }
}

/** Land followed from its codes at the start (`of`) to those that share it now. */
interface Land {
  readonly of: readonly string[]
  readonly shared: Set<string>
  readonly days: readonly Movement[]
}

const untouched = (code: string): Land => ({ of: [code], shared: new Set([code]), days: [] })

const move = (movement: Movement, lands: Map<string, Land>): void => {
  const moved = new Set(movement.before.map((code) => lands.get(code) ?? untouched(code)))
  const shared = new Set([...moved].flatMap((land) => [...land.shared]))
  for (const code of movement.before) {
    shared.delete(code)
    lands.delete(code)
  }
  for (const code of movement.into) shared.add(code)
  const land = {
    of: [...new Set([...moved].flatMap((part) => part.of))].toSorted(),
    shared,
    days: [...new Set([...[...moved].flatMap((part) => part.days), movement])],
  }
  for (const code of shared) lands.set(code, land)
}

const alreadyDone = ({ after, before, into }: Movement, { from, values }: Known): boolean => {
  if (after === null || from === undefined || from <= after) return false
  const lost = before.filter((code) => !into.includes(code))
  const born = into.filter((code) => !before.includes(code))
  return lost.length > 0 ? !lost.some((code) => values.has(code)) : born.some((code) => values.has(code))
}

const combinedValue = (land: Land, { values, measure, nameOf }: Known): RebuiltValue => {
  const named = (codes: readonly string[]) =>
    listed(codes.map((code) => (code.startsWith(NOBODY) ? 'territoires sans rattachement' : (nameOf?.(code) ?? code))))
  const origin = { of: land.of, days: land.days.map(({ on, after }) => ({ on, after })) }
  const weights = measure.kind === 'rate' ? measure.weights : undefined
  const parts = land.of.map((code) => ({
    code,
    stated: values.get(code) ?? ({ value: null, status: 'missing' } as const),
    weight: weights?.get(code) ?? null,
  }))
  const weight = parts.reduce<number | null>(
    (sum, part) => (sum === null || part.weight === null ? null : sum + part.weight),
    0,
  )
  const impossible = (status: ValueStatus, reason: string): RebuiltValue => ({
    value: null,
    status,
    weight,
    how: { ...origin, kind: 'impossible', reason },
  })
  if (land.shared.size > 1) return impossible('missing', splitReason(land, named))
  const [only] = parts
  if (only && parts.length === 1) return { ...only.stated, weight, how: { ...origin, kind: 'as-is' } }
  const counted = parts.filter(({ stated }) => stated.status !== 'not-applicable')
  if (counted.length === 0) return { value: null, status: 'not-applicable', weight, how: { ...origin, kind: 'sum' } }
  const status = combined(counted.map(({ stated }) => stated.status))
  if (counted.some(({ stated }) => stated.value === null)) {
    const without = counted.filter(({ stated }) => stated.status === status).map(({ code }) => code)
    return impossible(status, withoutValue(status, named(without)))
  }
  if (measure.kind === 'count') {
    const value = counted.reduce((sum, { stated }) => sum + (stated.value ?? 0), 0)
    return { value, status, weight, how: { ...origin, kind: 'sum' } }
  }
  if (!weights)
    return impossible('missing', 'Un taux ne s’additionne pas, et le poids de chaque partie n’est pas connu.')
  const unweighted = counted.filter((part) => part.weight === null).map(({ code }) => code)
  if (unweighted.length > 0)
    return impossible(
      'missing',
      `Le poids de ${named(unweighted)} n’est pas connu : la moyenne ne peut pas être faite.`,
    )
  const total = counted.reduce((sum, part) => sum + (part.weight ?? 0), 0)
  if (!(total > 0)) return impossible('missing', 'Les parties réunies ont un poids nul : leur moyenne n’a pas de sens.')
  const value = counted.reduce((sum, part) => sum + (part.stated.value ?? 0) * (part.weight ?? 0), 0) / total
  return { value, status, weight, how: { ...origin, kind: 'weighted-mean' } }
}

/** From what hides least to what hides most: what is not known of one part is not known of the whole. */
const ORDER: readonly ValueStatus[] = ['zero', 'value', 'estimated', 'not-yet', 'secret', 'missing']

const combined = (statuses: readonly ValueStatus[]): ValueStatus =>
  ORDER[Math.max(...statuses.map((status) => ORDER.indexOf(status)))] ?? 'missing'

type Named = (codes: readonly string[]) => string

const splitReason = ({ shared, of }: Land, named: Named): string => {
  const heirs = named([...shared].toSorted())
  return of.length === 1
    ? `${named(of)} a été partagé entre ${heirs} : sa valeur ne dit pas ce qui revient à chacun.`
    : `Le territoire de ${named(of)} a été partagé entre ${heirs} : les valeurs ne disent pas ce qui revient à chacun.`
}

const withoutValue = (status: ValueStatus, codes: string): string =>
  status === 'secret'
    ? `La valeur de ${codes} est sous secret statistique : celle de l’ensemble l’est aussi.`
    : status === 'not-yet'
      ? `La valeur de ${codes} n’est pas encore publiée.`
      : `La valeur de ${codes} manque.`

/** « a, b et c »; beyond six, the first five and how many more. */
const listed = (codes: readonly string[]): string => {
  const shown = codes.length > 6 ? [...codes.slice(0, 5), `${codes.length - 5} autres`] : codes
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} et ${shown.at(-1)}`
}
