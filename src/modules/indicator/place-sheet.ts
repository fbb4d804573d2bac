import { group } from 'd3-array'
import type { Place } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { knowsPlace } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import type { Peers } from './peers.ts'
import { wantedFigures } from './place-choice.ts'
import { type AskedLines, readLine, type SheetLine } from './sheet-line.ts'
import { FEWEST_INHABITANTS, type Standing } from './standing.ts'

export interface SheetTheme {
  readonly name: string
  /** The line that stands for the theme; null when none of its lines has a number. */
  readonly leading: SheetLine | null
  readonly lines: readonly SheetLine[]
}

/** Everything that indicators tell of a place. */
export interface PlaceSheet {
  /** The most telling that have a number, in their order. */
  readonly key: readonly SheetLine[]
  /** Wanted before the last of those, and without a number here. */
  readonly keyWithout: readonly Definition[]
  /** Themes with a strength first, then in the order of the choice. */
  readonly themes: readonly SheetTheme[]
  /** What matters to someone who wants to settle and stands well, or badly, among peers; the most marked first. */
  readonly strengths: readonly SheetLine[]
  readonly weaknesses: readonly SheetLine[]
  /** Those it is ranked among; null when none are found. */
  readonly peers: Peers | null
  /** The places that hold it and that it is set beside, the nearest first. */
  readonly beside: readonly Place[]
  /** Indicators that exist at this level and say nothing of this place, or that wait for their source. */
  readonly silent: readonly Definition[]
  /** Of those, the ones that wait for their source. */
  readonly waiting: readonly Definition[]
}

const KEY_FIGURES = 5

/** Reads the indicators shown for a place: last number of each, its past, what holds the place, and where it comes from. */
export const placeSheet = (
  indicators: readonly ShownIndicator[],
  waiting: readonly Definition[],
  asked: AskedLines,
): PlaceSheet => {
  const { level, code } = asked.place
  const ofLevel = indicators.filter(({ definition }) => definition.levels.includes(level))
  const peerCodes = (asked.peers?.peers ?? []).map((peer) => peer.code)
  const lines = ofLevel.flatMap((indicator) => readLine(indicator, asked, peerCodes) ?? [])
  const expected = waiting.filter(({ levels }) => levels.includes(level))
  const unknown = ofLevel.filter(({ edition }) => !knowsPlace(edition, level, code)).map(({ definition }) => definition)
  const marked = (standing: Standing) =>
    lines.filter((line) => line.standing === standing).toSorted((a, b) => farFromMiddle(b) - farFromMiddle(a))
  return {
    ...keyOf(lines, [...unknown, ...expected], asked),
    peers: asked.peers,
    beside: asked.around,
    themes: themesOf(lines, asked),
    strengths: marked('strength'),
    weaknesses: marked('weakness'),
    silent: [...unknown, ...expected],
    waiting: expected,
  }
}

const farFromMiddle = ({ rank }: SheetLine): number => Math.abs((rank?.quantile ?? 0.5) - 0.5)

/** The first wanted figures that have a number here, and those passed over on the way. */
const keyOf = (
  lines: readonly SheetLine[],
  without: readonly Definition[],
  { choice, place }: AskedLines,
): Pick<PlaceSheet, 'key' | 'keyWithout'> => {
  const wanted = wantedFigures(choice, { level: place.level, population: place.population?.value ?? null })
  const bySlug = new Map(lines.map((line) => [line.definition.slug, line]))
  const told = wanted.filter((slug) => hasNumber(bySlug.get(slug))).slice(0, KEY_FIGURES)
  const last = told.length < KEY_FIGURES ? wanted.length : wanted.indexOf(told[told.length - 1] ?? '')
  const passed = wanted.slice(0, last).filter((slug) => !told.includes(slug))
  const definitions = new Map([...without, ...lines.map(({ definition }) => definition)].map((d) => [d.slug, d]))
  return {
    key: told.flatMap((slug) => bySlug.get(slug) ?? []),
    keyWithout: passed.flatMap((slug) => definitions.get(slug) ?? []),
  }
}

const hasNumber = (line: SheetLine | undefined): boolean => line !== undefined && line.stated.value !== null

const themesOf = (lines: readonly SheetLine[], { choice: { themes }, place: { population } }: AskedLines) => {
  const few = population !== null && population.value < FEWEST_INHABITANTS
  const places = new Map(themes.map(({ name }, i) => [name, i]))
  const named = group(lines, ({ definition }) => definition.subtheme)
  const told = [...named].map(([name, own]): SheetTheme => {
    const leading = themes.find((theme) => theme.name === name)?.leading ?? []
    const known = leading.flatMap((slug) => own.find((line) => line.definition.slug === slug) ?? []).filter(hasNumber)
    // Where one person is several percent, a count tells more than a share.
    const first = (few ? known.find(({ definition }) => definition.kind !== 'rate') : undefined) ?? known[0]
    return { name, lines: own, leading: first ?? own.find(hasNumber) ?? null }
  })
  const orderOf = (theme: SheetTheme) =>
    (theme.leading === null ? 2000 : 0) +
    (theme.lines.some(({ standing }) => standing === 'strength') ? 0 : 1000) +
    (places.get(theme.name) ?? 500)
  const orders = new Map(told.map((theme) => [theme, orderOf(theme)]))
  return told.toSorted((a, b) => (orders.get(a) ?? 0) - (orders.get(b) ?? 0))
}
