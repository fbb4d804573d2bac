import type { StatedValue } from '../figure/index.ts'
import { isOverseasCollectivity, type Place } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { columnOf, firstKnown, type Group, groupAt, lastKnown, type MadeValue, seriesOf, valueAt } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { type Origin, originOf } from './origin.ts'
import type { Peers } from './peers.ts'
import { mattersAt, type PlaceChoice } from './place-choice.ts'
import { type Rank, rankInGroup } from './rank.ts'
import { type ReunitedPast, reunitedPast } from './reunited-past.ts'
import { type Standing, standingOf } from './standing.ts'

/** One indicator as a place's page tells it. */
export interface SheetLine {
  readonly definition: Definition
  readonly period: string
  readonly stated: MadeValue
  /** The first period with a number before the last one. */
  readonly before: { readonly period: string; readonly stated: MadeValue } | null
  readonly series: readonly { readonly period: string; readonly stated: StatedValue }[]
  /** What that past owes to places reunited since. */
  readonly reunited: ReunitedPast | null
  /** The same indicator at the same period in the places that hold this one. */
  readonly around: readonly { readonly place: Place; readonly stated: StatedValue }[]
  /** Its place among its peers at that period; null without peers or without a number. */
  readonly rank: Rank | null
  /** The numbers of its peers at that period. */
  readonly peerNumbers: readonly number[]
  readonly origin: Origin | null
  /** How someone who wants to settle may take it. */
  readonly standing: Standing
  /** How many of its communes have no number at that period, of those that the edition knows: what keeps it from a total. */
  readonly unknownMembers: number
}

/** What the lines of a place are read for. */
export interface AskedLines {
  readonly place: Place
  /** Places that hold it, the nearest first. */
  readonly around: readonly Place[]
  /** Codes of the communes that it holds. */
  readonly members: readonly string[]
  readonly peers: Peers | null
  readonly choice: PlaceChoice
}

/**
 * The line of an indicator for a place; null when the edition knows nothing of it. `peerCodes`: the codes of its peers,
 * the same array for all the lines of a page.
 */
export const readLine = (
  indicator: ShownIndicator,
  asked: AskedLines,
  peerCodes: readonly string[],
): SheetLine | null => {
  const last = lastKnown(indicator.edition, asked.place.level, asked.place.code)
  return last && new ReadLine(indicator, asked, peerCodes, last)
}

/** A page draws few of the lines that it counts: beyond its last value, each reads what it is asked for. */
class ReadLine implements SheetLine {
  readonly definition: Definition
  readonly period: string
  readonly stated: MadeValue
  readonly #of: ShownIndicator
  readonly #asked: AskedLines
  readonly #peerCodes: readonly string[]
  #group: Group | undefined
  #rank: Rank | null | undefined
  #standing: Standing | undefined

  constructor(
    of: ShownIndicator,
    asked: AskedLines,
    peerCodes: readonly string[],
    last: Pick<SheetLine, 'period' | 'stated'>,
  ) {
    this.definition = of.definition
    this.period = last.period
    this.stated = last.stated
    this.#of = of
    this.#asked = asked
    this.#peerCodes = peerCodes
  }

  get before(): SheetLine['before'] {
    const { level, code } = this.#asked.place
    const first = firstKnown(this.#of.edition, level, code)
    return first && first.period < this.period ? first : null
  }

  get series(): SheetLine['series'] {
    const { edition } = this.#of
    const { level, code } = this.#asked.place
    return seriesOf(edition, level, code).map((stated, i) => ({ period: edition.periods[i] ?? '', stated }))
  }

  get reunited(): ReunitedPast | null {
    const { level, code } = this.#asked.place
    return reunitedPast(this.#of.edition, level, code, this.period)
  }

  get around(): SheetLine['around'] {
    const { edition, definition } = this.#of
    return this.#asked.around
      .filter(({ level }) => definition.levels.includes(level))
      .map((place) => ({ place, stated: valueAt(edition, place.level, place.code, this.period) }))
  }

  get rank(): Rank | null {
    if (this.#rank === undefined) this.#rank = this.#asked.peers && rankInGroup(this.stated, this.#peers)
    return this.#rank
  }

  get peerNumbers(): readonly number[] {
    return this.#peers.numbers
  }

  get origin(): Origin | null {
    const { place, members } = this.#asked
    const { level, code } = place
    return originOf(this.definition, this.#of.record, { level, code, period: this.period, members })
  }

  get standing(): Standing {
    if (this.#standing === undefined) this.#standing = this.#standingAmongPeers()
    return this.#standing
  }

  get unknownMembers(): number {
    const { place, members } = this.#asked
    const held = place.level === 'pays' ? undefined : new Set(members)
    return columnOf(this.#of.edition, 'commune', this.period, held).filter(
      ({ code, value }) => value === null && !isOverseasCollectivity('departement', code.slice(0, 3)),
    ).length
  }

  #standingAmongPeers(): Standing {
    const { place, choice } = this.#asked
    const { definition } = this
    const matters = mattersAt(choice, definition.slug, place.level)
    const [value, population] = [this.stated.value, place.population?.value ?? null]
    return standingOf({ definition, rank: matters ? this.rank : null, value, population, matters })
  }

  get #peers(): Group {
    this.#group ??= groupAt(this.#of.edition, this.#asked.place.level, this.#peerCodes, this.period)
    return this.#group
  }
}
