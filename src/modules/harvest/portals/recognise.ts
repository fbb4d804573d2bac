import { type Identity, identityWords } from './identities.ts'
import { CLOSE_TITLES, type Described, resemblance, titleWords } from './resemblance.ts'

/** A dataset as one catalogue knows it: ours, or that of a portal. */
export interface Trace extends Described {
  readonly key: string
  /** Whose catalogue: two of one catalogue are two datasets, unless somebody else says otherwise. */
  readonly catalogue: string
  readonly identities: readonly Identity[]
}

/** The catalogue of this portal. */
export const OURS = 'ici'

/** What a person said of two traces, once for all. */
export interface Word {
  readonly one: string
  readonly other: string
  readonly same: boolean
}

/** Two traces that are one dataset for certain, and why. */
export interface Link {
  readonly one: string
  readonly other: string
  readonly reasons: readonly string[]
}

/** Two traces of which a person is asked whether they are one dataset. */
export type Doubt = Link

/** What is recognised among traces. */
export interface Recognised {
  /** Traces of one dataset, in order; one of its own is left out. */
  readonly groups: readonly (readonly string[])[]
  readonly links: readonly Link[]
  /** One at most between two groups. */
  readonly doubts: readonly Doubt[]
}

/**
 * Which traces are of one dataset. Certain: an identity in common, that no catalogue gives to two of its datasets.
 * Doubtful: near-identical title, producer and columns. What a person said comes first, and is not asked again. The
 * order in which traces come, and how many times each does, changes nothing.
 */
export const recognise = (given: readonly Trace[], words: readonly Word[]): Recognised => {
  const traces = [...new Map(given.map((trace) => [trace.key, trace])).values()].toSorted(byKey)
  const said = new Map(words.map(({ one, other, same }) => [pairKey(one, other), same]))
  const groups = new Groups(traces.map(({ key }) => key))
  const links = certainLinks(traces).filter(({ one, other }) => said.get(pairKey(one, other)) !== false)
  for (const { one, other } of links) groups.join(one, other)
  for (const { one, other, same } of words) if (same) groups.join(one, other)
  return { groups: groups.all(), links, doubts: doubtsBetween(traces, groups, words) }
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byKey = (a: Pick<Trace, 'key'>, b: Pick<Trace, 'key'>): number => compared(a.key, b.key)
const ordered = (a: string, b: string): readonly [string, string] => (a < b ? [a, b] : [b, a])
const pairKey = (a: string, b: string): string => JSON.stringify(ordered(a, b))

/** Disjoint groups of keys; the name of a group is its first key. */
class Groups {
  private readonly head: Map<string, string>
  constructor(keys: readonly string[]) {
    this.head = new Map(keys.map((key) => [key, key]))
  }
  of(key: string): string {
    let head = this.head.get(key) ?? key
    while (head !== this.head.get(head) && this.head.has(head)) head = this.head.get(head) ?? head
    return head
  }
  join(a: string, b: string): void {
    if (!this.head.has(a) || !this.head.has(b)) return
    const [first, second] = ordered(this.of(a), this.of(b))
    this.head.set(second, first)
  }
  all(): readonly (readonly string[])[] {
    const members = new Map<string, string[]>()
    for (const key of [...this.head.keys()].toSorted(compared))
      members.set(this.of(key), [...(members.get(this.of(key)) ?? []), key])
    return [...members.values()].filter((group) => group.length > 1)
  }
}

const certainLinks = (traces: readonly Trace[]): readonly Link[] => {
  const bearers = new Map<Identity, Trace[]>()
  for (const trace of traces)
    for (const identity of new Set(trace.identities)) {
      const known = bearers.get(identity)
      if (known) known.push(trace)
      else bearers.set(identity, [trace])
    }
  const links = new Map<string, { one: string; other: string; reasons: string[] }>()
  for (const [identity, all] of [...bearers].toSorted(([a], [b]) => compared(a, b))) {
    if (new Set(all.map(({ catalogue }) => catalogue)).size < all.length) continue
    for (const [i, a] of all.entries())
      for (const b of all.slice(i + 1)) {
        const [one, other] = ordered(a.key, b.key)
        const link = links.get(pairKey(one, other)) ?? { one, other, reasons: [] }
        link.reasons.push(identityWords(identity))
        links.set(pairKey(one, other), link)
      }
  }
  return [...links.values()].toSorted((a, b) => compared(pairKey(a.one, a.other), pairKey(b.one, b.other)))
}

const doubtsBetween = (traces: readonly Trace[], groups: Groups, words: readonly Word[]): readonly Doubt[] => {
  const told = new Set(words.map(({ one, other }) => pairKey(groups.of(one), groups.of(other))))
  const catalogues = new Map<string, Set<string>>()
  for (const { key, catalogue } of traces)
    if (catalogue !== OURS) catalogues.set(groups.of(key), (catalogues.get(groups.of(key)) ?? new Set()).add(catalogue))
  const distinguished = (a: string, b: string) =>
    [...(catalogues.get(a) ?? [])].some((name) => catalogues.get(b)?.has(name))
  const best = new Map<string, { readonly doubt: Doubt; readonly score: number }>()
  for (const [a, b] of closeTitles(traces)) {
    const [left, right] = [groups.of(a.key), groups.of(b.key)]
    if (left === right || (a.catalogue === OURS && b.catalogue === OURS)) continue
    if (told.has(pairKey(left, right)) || distinguished(left, right)) continue
    const alike = resemblance(a, b)
    if (!alike) continue
    const [one, other] = ordered(a.key, b.key)
    const doubt: Doubt = { one, other, reasons: alike.reasons }
    const known = best.get(pairKey(left, right))
    const later = known && compared(pairKey(known.doubt.one, known.doubt.other), pairKey(one, other)) < 0
    if (!known || alike.score > known.score || (alike.score === known.score && !later))
      best.set(pairKey(left, right), { doubt, score: alike.score })
  }
  return [...best.values()]
    .map(({ doubt }) => doubt)
    .toSorted((a, b) => compared(pairKey(a.one, a.other), pairKey(b.one, b.other)))
}

/**
 * Pairs whose titles may be close, without comparing all with all: two sets of which a share τ is common have a word in
 * common among the first |A| − ⌈τ·|A|⌉ + 1 words of each, in any order that is the same for both (prefix filtering);
 * rare words first leaves the fewest pairs.
 */
const closeTitles = (traces: readonly Trace[]): readonly (readonly [Trace, Trace])[] => {
  const worded = traces.map((trace) => ({ trace, words: [...titleWords(trace.title)] }))
  const uses = new Map<string, number>()
  for (const { words } of worded) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1)
  const byRarity = (a: string, b: string) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0) || compared(a, b)
  const met = new Map<string, Trace[]>()
  const pairs: (readonly [Trace, Trace])[] = []
  for (const { trace, words } of worded) {
    const first = words.toSorted(byRarity).slice(0, words.length - Math.ceil(CLOSE_TITLES * words.length - 1e-9) + 1)
    const candidates = new Set<Trace>()
    for (const word of first) {
      const known = met.get(word) ?? []
      for (const one of known) candidates.add(one)
      if (known.length === 0) met.set(word, known)
      known.push(trace)
    }
    for (const one of candidates) pairs.push([one, trace])
  }
  return pairs
}
