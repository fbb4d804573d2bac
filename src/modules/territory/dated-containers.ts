import { fold } from '../../kernel/fold.ts'
import { containerMovements } from './movements.ts'
import type { Level } from './place.ts'
import type { EventRow, MembershipRow, PlaceRow, Territory } from './read-territory.ts'

/** Who held which commune on the day of an edition. */
export interface HoldersOfDay {
  readonly day: string
  readonly containers: ReadonlyMap<string, { readonly name: string; readonly kind: string }>
  /** Communes in force that day, by code, with the container of each. */
  readonly holderOf: ReadonlyMap<string, string>
  /** The commune in force that day of a code that was not: déléguées, codes borne before. */
  readonly partOf: ReadonlyMap<string, string>
}

/** Two editions that follow each other: what differs happened after the first and at the latest on the second. */
const framed = (earlier: HoldersOfDay | undefined, later: HoldersOfDay | undefined) => ({
  day: later?.day ?? null,
  after: later ? (earlier?.day ?? null) : null,
})

/**
 * Containers of communes (EPCI, arrondissements) through the editions: those that vanished, the names that changed, who
 * held which commune and when, what became of which. Those of the last edition are given by their dates alone.
 */
export const datedContainers = (level: Level, days: readonly HoldersOfDay[]) => {
  const codes = new Set(days.flatMap(({ containers }) => [...containers.keys()]))
  const lives = [...codes].map((code) => lifeOf(code, days))
  return {
    lives: new Map(lives.map((life) => [life.code, life])),
    places: lives.flatMap((life) => [...vanished(level, life), ...renamed(level, life, days).map(({ row }) => row)]),
    memberships: membershipsOf(level, days),
    events: [
      ...lives.flatMap((life) => renamed(level, life, days).map(({ event }) => event)),
      ...lives.flatMap((life) => passed(level, life, days)),
    ],
    movements: movementsOf(level, days),
  }
}

export interface Life {
  readonly code: string
  readonly from: { readonly day: string | null; readonly after: string | null }
  readonly until: { readonly day: string | null; readonly after: string | null }
  readonly last: { readonly name: string; readonly kind: string }
  /** First and last editions that show it. */
  readonly span: readonly [number, number]
}

const lifeOf = (code: string, days: readonly HoldersOfDay[]): Life => {
  const first = days.findIndex(({ containers }) => containers.has(code))
  const last = days.findLastIndex(({ containers }) => containers.has(code))
  return {
    code,
    from: first === 0 ? { day: null, after: null } : framed(days[first - 1], days[first]),
    until: framed(days[last], days[last + 1]),
    last: days[last]?.containers.get(code) ?? { name: code, kind: '' },
    span: [first, last],
  }
}

const row = (level: Level, { code, from, until, last }: Omit<Life, 'span'>, id = `${level}:${code}`): PlaceRow => ({
  id,
  level,
  code,
  name: last.name,
  kind: last.kind,
  liaison: 0,
  validFrom: from.day,
  fromAfter: from.after,
  validUntil: until.day,
  untilAfter: until.after,
  postcodes: [],
})

const vanished = (level: Level, life: Life): readonly PlaceRow[] => (life.until.day ? [row(level, life)] : [])

/** A name that only changed its signs is the same name. */
const renamed = (level: Level, life: Life, days: readonly HoldersOfDay[]) =>
  days.slice(1).flatMap((later, i) => {
    const [before, after] = [days[i]?.containers.get(life.code), later.containers.get(life.code)]
    if (!before || !after || fold(before.name) === fold(after.name)) return []
    const when = framed(days[i], later)
    const old = row(level, { ...life, until: when, last: before }, `${level}:${life.code}@${later.day}`)
    const why = before.kind === after.kind ? 'changement de nom' : 'changement de nature'
    const event: EventRow = { before: old.id, after: `${level}:${life.code}`, on: when.day, onAfter: when.after, why }
    return [{ row: old, event }]
  })

/** Where most members of one that vanished went; whence most members of one that was created came. */
const passed = (
  level: Level,
  { code, span: [first, last] }: Life,
  days: readonly HoldersOfDay[],
): readonly EventRow[] => {
  const went = most(membersOf(code, days[last]), (member) => holderIn(days[last + 1], member))
  const came = most(membersOf(code, days[first]), (member) =>
    first > 0 ? holderIn(days[first - 1], member) : undefined,
  )
  const end = framed(days[last], days[last + 1])
  const start = framed(days[first - 1], days[first])
  return [
    ...(went
      ? [{ before: `${level}:${code}`, after: `${level}:${went}`, on: end.day, onAfter: end.after, why: 'réunion' }]
      : []),
    ...(came
      ? [
          {
            before: `${level}:${came}`,
            after: `${level}:${code}`,
            on: start.day,
            onAfter: start.after,
            why: 'création',
          },
        ]
      : []),
  ]
}

const membersOf = (code: string, day: HoldersOfDay | undefined): readonly string[] =>
  day ? (membersIn(day).get(code) ?? []) : []

const members = new WeakMap<HoldersOfDay, ReadonlyMap<string, readonly string[]>>()

/** Who each container held, turned round once a day: there are a thousand containers to ask it for. */
const membersIn = (day: HoldersOfDay): ReadonlyMap<string, readonly string[]> => {
  const known = members.get(day)
  if (known) return known
  const found = new Map<string, string[]>()
  for (const [member, holder] of day.holderOf) {
    const of = found.get(holder)
    if (of) of.push(member)
    else found.set(holder, [member])
  }
  members.set(day, found)
  return found
}

const holderIn = (day: HoldersOfDay | undefined, member: string): string | undefined =>
  day?.holderOf.get(member) ?? day?.holderOf.get(day.partOf.get(member) ?? '')

/** What more than half of them share, if anything. */
const most = (members: readonly string[], of: (member: string) => string | undefined): string | undefined => {
  const counts = new Map<string, number>()
  for (const member of members) {
    const holder = of(member)
    if (holder !== undefined) counts.set(holder, (counts.get(holder) ?? 0) + 1)
  }
  return [...counts].find(([, n]) => n * 2 > members.length)?.[0]
}

const membershipsOf = (level: Level, days: readonly HoldersOfDay[]): readonly MembershipRow[] => {
  const open = new Map<string, MembershipRow>()
  const closed: MembershipRow[] = []
  days.forEach((today, i) => {
    const shown = new Set([...today.holderOf].map(([member, holder]) => `${member} ${holder}`))
    for (const [key, membership] of open)
      if (!shown.has(key)) {
        const { day, after } = framed(days[i - 1], today)
        closed.push({ ...membership, validUntil: day, untilAfter: after })
        open.delete(key)
      }
    const start = i === 0 ? { day: null, after: null } : framed(days[i - 1], today)
    for (const key of shown)
      if (!open.has(key)) {
        const [member, holder] = key.split(' ')
        open.set(key, {
          member: `commune:${member}`,
          container: `${level}:${holder}`,
          validFrom: start.day,
          fromAfter: start.after,
          validUntil: null,
          untilAfter: null,
        })
      }
  })
  return [...closed, ...open.values()]
}

/** A commune that joined another counts as its heir does: its land did not change hands when that heir’s holder is the same. */
const movementsOf = (level: Level, days: readonly HoldersOfDay[]): Territory['movements'] =>
  days.slice(1).flatMap((later, i) => {
    const earlier = days[i]
    if (!earlier) return []
    const members = new Set([...earlier.holderOf.keys(), ...later.holderOf.keys()])
    const onAll = (day: HoldersOfDay) => ({
      day: day.day,
      holderOf: new Map(
        [...members].flatMap((member) => {
          const holder = holderIn(day, member)
          return holder === undefined ? [] : [[member, holder] as const]
        }),
      ),
    })
    return containerMovements(onAll(earlier), onAll(later)).map((movement) => ({ level, ...movement }))
  })
