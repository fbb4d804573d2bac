import type { MembershipRow, PlaceRow } from './read-territory.ts'

/** A canton of an edition of the official code, and the communes that lie in it. */
export interface Canton {
  readonly code: string
  readonly name: string
  /** INSEE's TNCC. */
  readonly liaison: number
  readonly departement: string
  /** Communes that lie in it whole. */
  readonly communes: readonly string[]
  /** Communes of which it has a part, others the rest. */
  readonly shares: readonly string[]
  /** False when it may have a part of a commune that our sources do not name. */
  readonly certain: boolean
}

/** The first day of the elections of 2015, for which all cantons were drawn anew. */
const DRAWN_ON = '2015-03-22'
/** The day before: none of them was yet. */
const NOT_YET = '2015-03-21'
/** The first edition at hand of who lies in which; that of 2026 says the same. */
const FIRST_EDITION = '2025-01-01'

/** The places and the memberships of cantons. Which communes a canton had before the first edition at hand is not known. */
export const cantonRows = (cantons: readonly Canton[]) => ({
  places: cantons.map(
    ({ code, name, liaison, shares, certain }): PlaceRow => ({
      id: `canton:${code}`,
      level: 'canton',
      ...{ code, name, liaison },
      kind: shares.length > 0 ? 'canton-partage' : certain ? 'canton' : 'canton-incertain',
      validFrom: DRAWN_ON,
      fromAfter: null,
      validUntil: null,
      untilAfter: null,
      postcodes: [],
    }),
  ),
  memberships: cantons.flatMap(({ code, departement, communes, shares }): readonly MembershipRow[] => {
    const container = `canton:${code}`
    const held = { validFrom: FIRST_EDITION, fromAfter: NOT_YET, validUntil: null, untilAfter: null }
    return [
      ...communes.map((commune) => ({ ...held, member: `commune:${commune}`, container })),
      ...shares.map((commune) => ({ ...held, member: `commune:${commune}`, container, part: true as const })),
      { ...held, member: container, container: `departement:${departement}`, validFrom: DRAWN_ON, fromAfter: null },
    ]
  }),
})
