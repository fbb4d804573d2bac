import type { CogPast } from './cog-packages.node.ts'
import { type Movement, NOBODY } from './rebuild-series.ts'

/** One code gave land to another (or kept its own) on a day. */
interface Passage {
  readonly on: string
  readonly after: string | null
  readonly from: string
  readonly to: string
  readonly why: string
}

/**
 * What the register of communes (1943 to 2019) says of the land of codes, day by day. Creations and suppressions
 * whose land the register does not follow are not there: it names no other commune.
 */
export const registerMovements = (history: readonly CogPast[]): readonly Movement[] => {
  const byId = new Map(history.map((span) => [span.id, span]))
  const communeOf = (span: CogPast | undefined): CogPast | undefined => {
    let at = span
    for (let step = 0; at && at.type !== 'COM' && step < 6; step += 1) at = byId.get(at.pole ?? '')
    return at?.type === 'COM' ? at : undefined
  }
  const passages = history
    .filter((span) => span.type === 'COM')
    .flatMap((span): readonly Passage[] => {
      const heir = span.dateFin ? communeOf(byId.get(span.successeur ?? '')) : undefined
      const origin = span.dateDebut ? communeOf(byId.get(span.predecesseur ?? '')) : undefined
      return [
        ...(heir && span.dateFin
          ? [{ on: span.dateFin, after: null, from: span.code, to: heir.code, why: span.raisonFin ?? 'changement' }]
          : []),
        ...(origin && span.dateDebut
          ? [{ on: span.dateDebut, after: null, from: origin.code, to: span.code, why: span.raisonDebut ?? '' }]
          : []),
      ]
    })
  return joined(passages)
}

/** The communes of a day: those in force, and for each part of one (déléguée, associée) or code that it bore, the commune. */
export interface CommunesOfDay {
  readonly day: string
  /** Communes in force, by code, with their names. */
  readonly living: ReadonlyMap<string, string>
  readonly partOf: ReadonlyMap<string, string>
  /** Codes of communes déléguées, which may be that of their commune. */
  readonly ownParts: ReadonlySet<string>
}

/** What changed from one edition of the code to the next: the day is only known to lie between theirs. */
export const editionMovements = (editions: readonly CommunesOfDay[]): readonly Movement[] =>
  editions.slice(1).flatMap((later, i) => {
    const earlier = editions[i]
    return earlier ? joined(between(earlier, later)) : []
  })

const between = (earlier: CommunesOfDay, later: CommunesOfDay): readonly Passage[] => {
  const when = { on: later.day, after: earlier.day }
  const gone = [...earlier.living.keys()]
    .filter((code) => !later.living.has(code))
    .flatMap((from) => {
      const to = later.partOf.get(from)
      return to && later.living.has(to) ? [{ ...when, from, to, why: 'réunion de communes' }] : []
    })
  const born = [...later.living.keys()]
    .filter((code) => !earlier.living.has(code))
    .flatMap((to) => {
      const from = earlier.partOf.get(to)
      if (!from || !earlier.living.has(from)) return []
      return [{ ...when, from, to, why: later.living.has(from) ? 'rétablissement' : 'changement de code' }]
    })
  const changed = [...gone, ...born]
  const stayed = [...new Set(changed.flatMap(({ from, to }) => [from, to]))]
    .filter((code) => earlier.living.has(code) && later.living.has(code))
    .map((code) => ({ ...when, from: code, to: code, why: '' }))
  return [...changed, ...stayed]
}

/**
 * What passed from one container to another between two editions (EPCI, arrondissements): containers that exchanged
 * members are told together, since no count of theirs can be followed alone. Members are named by a code that both
 * editions know.
 */
export const containerMovements = (
  earlier: { readonly day: string; readonly holderOf: ReadonlyMap<string, string> },
  later: { readonly day: string; readonly holderOf: ReadonlyMap<string, string> },
): readonly Movement[] => {
  const when = { on: later.day, after: earlier.day, why: 'membres passés de l’un à l’autre' }
  const passages = new Map<string, Passage>()
  const disturbed = new Set<string>()
  for (const member of new Set([...earlier.holderOf.keys(), ...later.holderOf.keys()])) {
    // A member that none held, or that none holds any more, comes from or goes to nowhere: the container is not what it was.
    const from = earlier.holderOf.get(member) ?? `${NOBODY}${later.holderOf.get(member)}`
    const to = later.holderOf.get(member) ?? `${NOBODY}${earlier.holderOf.get(member)}`
    if (from === to) continue
    passages.set(`${from} ${to}`, { ...when, from, to })
    disturbed.add(from).add(to)
  }
  const before = new Set(earlier.holderOf.values())
  const after = new Set(later.holderOf.values())
  for (const code of disturbed)
    if (before.has(code) && after.has(code)) passages.set(`${code} ${code}`, { ...when, from: code, to: code })
  return joined([...passages.values()])
}

/** Passages of one day that share a code, told as one movement; a code that only became itself did not move. */
const joined = (passages: readonly Passage[]): readonly Movement[] =>
  [...grouped(passages, ({ on }) => [on])]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([, sameDay]) => components(sameDay))
    .filter(({ before, into }) => before.length > 1 || into.length > 1 || before[0] !== into[0])

const ends = ({ from, to }: Passage) => [`< ${from}`, `> ${to}`]

const components = (passages: readonly Passage[]): readonly Movement[] => {
  const linked = grouped(passages, ends)
  const seen = new Set<Passage>()
  return passages.flatMap((first): readonly Movement[] => {
    if (seen.has(first)) return []
    const group = new Set([first])
    for (const passage of group)
      for (const end of ends(passage)) for (const next of linked.get(end) ?? []) group.add(next)
    for (const passage of group) seen.add(passage)
    const codes = (pick: (p: Passage) => string) => [...new Set([...group].map(pick))].toSorted()
    return [
      {
        on: first.on,
        after: first.after,
        before: codes((p) => p.from),
        into: codes((p) => p.to),
        why: [...group].find((p) => p.from !== p.to)?.why ?? first.why,
      },
    ]
  })
}

const grouped = <T>(all: readonly T[], keysOf: (one: T) => readonly string[]): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>()
  for (const one of all)
    for (const key of keysOf(one)) {
      const group = groups.get(key)
      if (group) group.push(one)
      else groups.set(key, [one])
    }
  return groups
}
