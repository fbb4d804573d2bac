import { type Geography, isOverseasCollectivity, type Level, titleOf } from '../territory/index.ts'
import { columnOf, type Edition, type MadeValue } from './edition.ts'

/** A place in a list ranked by value; places without a number come after, unranked. */
export interface Ranked extends MadeValue {
  readonly code: string
  readonly name: string
  /** 1 for the greatest; the same for equals; null without a number. */
  readonly rank: number | null
}

/** Made once: to make one costs a thousand times its use. */
const alphabet = new Intl.Collator('fr')

/** Places of a level at one period, the greatest first; `within` keeps those that a larger place holds. */
export const rankedPlaces = (
  edition: Edition,
  geography: Geography,
  asked: { readonly level: Level; readonly period: string; readonly within?: ReadonlySet<string> },
): readonly Ranked[] => {
  const names = geography.names.get(asked.level) ?? new Map<string, string>()
  const shape = asked.level === 'epci' ? 'epci' : 'commune'
  const titled = (name: string) =>
    shape === 'epci' || name.includes("'") ? titleOf({ level: shape, name, liaison: 0 }) : name
  const all = columnOf(edition, asked.level, asked.period, asked.within).flatMap((one) => {
    const name = isOverseasCollectivity(asked.level, one.code) ? undefined : names.get(one.code)
    return name === undefined ? [] : [{ ...one, name: titled(name) }]
  })
  const known = all
    .filter(({ value }) => value !== null)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || alphabet.compare(a.name, b.name))
  let rank = 0
  const ranked = known.map((one, i): Ranked => {
    if (i === 0 || one.value !== known[i - 1]?.value) rank = i + 1
    return { ...one, rank }
  })
  const others = all.filter(({ value }) => value === null).sort((a, b) => alphabet.compare(a.name, b.name))
  return [...ranked, ...others.map((one) => ({ ...one, rank: null }))]
}
