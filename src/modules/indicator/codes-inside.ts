import type { Geography, Level } from '../territory/index.ts'

const inside = new WeakMap<Geography, Map<string, ReadonlySet<string>>>()

/** Codes of the places of a level that a département holds, whole or in part: worked out once for a geography. */
export const codesInside = (geography: Geography, departement: string, level: Level): ReadonlySet<string> => {
  const of = inside.get(geography) ?? new Map<string, ReadonlySet<string>>()
  inside.set(geography, of)
  const key = `${departement} ${level}`
  const codes = of.get(key) ?? heldCodes(geography, departement, level)
  of.set(key, codes)
  return codes
}

const heldCodes = ({ holders, shared }: Geography, departement: string, level: Level): ReadonlySet<string> => {
  const communes = [...(holders.get('departement') ?? [])].flatMap(([commune, holder]) =>
    holder === departement ? [commune] : [],
  )
  const inside = new Set(communes)
  if (level === 'commune') return inside
  const whole = communes.flatMap((commune) => holders.get(level)?.get(commune) ?? [])
  const parts = level === 'canton' ? [...(shared ?? [])].filter(([, of]) => of.some((one) => inside.has(one))) : []
  return new Set([...whole, ...parts.map(([code]) => code)])
}
