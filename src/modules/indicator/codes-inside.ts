import { type Geography, isOverseasCollectivity, type Level, type Place } from '../territory/index.ts'

const inside = new WeakMap<Geography, Map<string, ReadonlySet<string>>>()

/** Codes of the places of a level that a département holds, whole or in part: worked out once for a geography. */
export const codesInside = (geography: Geography, departement: string, level: Level): ReadonlySet<string> =>
  codesWithin(geography, { level: 'departement', code: departement }, level)

/**
 * The same for any place that holds others; of the country, those of its communes, and neither its overseas collectivities
 * nor what they hold.
 */
export const codesWithin = (
  geography: Geography,
  holder: Pick<Place, 'level' | 'code'>,
  level: Level,
): ReadonlySet<string> => {
  const of = inside.get(geography) ?? new Map<string, ReadonlySet<string>>()
  inside.set(geography, of)
  const key = `${holder.level} ${holder.code} ${level}`
  const codes = of.get(key) ?? heldCodes(geography, holder, level)
  of.set(key, codes)
  return codes
}

const heldCodes = (
  { holders, shared }: Geography,
  holder: Pick<Place, 'level' | 'code'>,
  level: Level,
): ReadonlySet<string> => {
  const country = holder.level === 'pays'
  const communes = [...(holders.get(country ? 'departement' : holder.level) ?? [])].flatMap(([commune, code]) =>
    (country ? !isOverseasCollectivity('departement', code) : code === holder.code) ? [commune] : [],
  )
  const inside = new Set(communes)
  if (level === 'commune') return inside
  const whole = communes.flatMap((commune) => holders.get(level)?.get(commune) ?? [])
  const parts = level === 'canton' ? [...(shared ?? [])].filter(([, of]) => of.some((one) => inside.has(one))) : []
  return new Set([...whole, ...parts.map(([code]) => code)])
}
