import type { Counted } from './cog-packages.node.ts'
import { isOfWholeCommunes } from './place.ts'
import type { Territory } from './read-territory.ts'
import { type RebuiltValue, rebuildSeries } from './rebuild-series.ts'

interface CountRow {
  readonly place: string
  readonly year: number
  readonly value: number
  readonly source: string
}

/**
 * Counts of a past edition on the places of today. A commune adds up those whose land it holds. A larger place adds up
 * its communes, split ones together, when none of their land lies elsewhere and none is missing; one that has a part only
 * of a commune has no sum.
 */
export const countPopulations = (
  { year, source, contours, counts }: Counted,
  { movements, memberships, places }: Pick<Territory, 'movements' | 'memberships' | 'places'>,
): readonly CountRow[] => {
  const given = new Map(counts)
  const rebuilt = rebuildSeries({
    values: new Map(counts.map(([code, value]) => [code, { value, status: 'value' }])),
    measure: { kind: 'count' },
    movements: movements.filter(({ level, on }) => level === 'commune' && on > contours),
  })
  const living = places.filter(({ kind, level }) => level === 'commune' && kind === 'commune-actuelle')
  const communes = living.flatMap(({ id, code }): readonly CountRow[] => {
    const found = rebuilt.get(code)
    if (!found || found.value === null) return []
    const reunited = found.how.kind === 'sum' ? ' (somme des communes réunies depuis)' : ''
    return [{ place: id, year, value: found.value, source: source + reunited }]
  })
  const sharing = new Map<string, string[]>()
  for (const [code, { how }] of rebuilt) sharing.set(landOf(how), [...(sharing.get(landOf(how)) ?? []), code])
  const unsummed = new Set(places.filter((place) => !isOfWholeCommunes(place)).map(({ id }) => id))
  const larger = [...membersNow(memberships, new Set(living.map(({ id }) => id)))].flatMap(
    ([place, members]): readonly CountRow[] => {
      if (unsummed.has(place)) return []
      const value = sumOf(members, rebuilt, sharing, given)
      return value === null ? [] : [{ place, year, value, source: `${source} (somme des communes, contours de 2026)` }]
    },
  )
  return [...communes, ...larger]
}

const landOf = (how: RebuiltValue['how']): string => how.of.join(' ')

const membersNow = (memberships: Territory['memberships'], living: ReadonlySet<string>) => {
  const members = new Map<string, Set<string>>()
  for (const { member, container, validUntil } of memberships) {
    if (validUntil !== null || !living.has(member)) continue
    const known = members.get(container) ?? new Set()
    members.set(container, known.add(member.replace('commune:', '')))
  }
  return members
}

const sumOf = (
  members: ReadonlySet<string>,
  rebuilt: ReadonlyMap<string, RebuiltValue>,
  sharing: ReadonlyMap<string, readonly string[]>,
  given: ReadonlyMap<string, number>,
): number | null => {
  const lands = new Map<string, readonly string[]>()
  for (const code of members) {
    const how = rebuilt.get(code)?.how
    if (!how) return null
    if (!sharing.get(landOf(how))?.every((other) => members.has(other))) return null
    lands.set(landOf(how), how.of)
  }
  let sum = 0
  for (const parts of lands.values())
    for (const part of parts) {
      const value = given.get(part)
      if (value === undefined) return null
      sum += value
    }
  return sum
}
