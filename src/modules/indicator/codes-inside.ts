import type { Geography, Level } from '../territory/index.ts'

/** Codes of the places of a level that a département holds, whole or in part. */
export const codesInside = ({ holders }: Geography, departement: string, level: Level): ReadonlySet<string> => {
  const communes = [...(holders.get('departement') ?? [])].flatMap(([commune, holder]) =>
    holder === departement ? [commune] : [],
  )
  if (level === 'commune') return new Set(communes)
  return new Set(communes.flatMap((commune) => holders.get(level)?.get(commune) ?? []))
}
