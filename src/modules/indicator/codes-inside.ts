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

const heldCodes = ({ holders }: Geography, departement: string, level: Level): ReadonlySet<string> => {
  const communes = [...(holders.get('departement') ?? [])].flatMap(([commune, holder]) =>
    holder === departement ? [commune] : [],
  )
  if (level === 'commune') return new Set(communes)
  return new Set(communes.flatMap((commune) => holders.get(level)?.get(commune) ?? []))
}
