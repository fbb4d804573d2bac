import type { Level } from '../territory/index.ts'
import { type IndicatorDictionary, isMiddle, type NamedIndicator } from './indicator-words.ts'
import { type NearWords, nearWords } from './near-words.ts'
import {
  type Heard,
  isLarge,
  type KnownPlace,
  LEVEL_HINTS,
  type NamedPlace,
  type PlaceDictionary,
} from './place-dictionary.ts'
import { isPassedOver, keyWords, passedOver, singular, type Word, wordsOf } from './question-words.ts'
import { type OpenWord, shortWords } from './short-words.ts'

/** What was understood of a question: a place, an indicator and a period, each when it is told, and the words left. */
export interface Reading {
  readonly place: KnownPlace | null
  /** Other communes of the postcode typed, the largest first. */
  readonly sharing: readonly KnownPlace[]
  /** Other communes and EPCI of the portal's territory that are named: « Auxerre et Sens ». Their words stay in `rest`. */
  readonly also: readonly KnownPlace[]
  /** Slug. */
  readonly indicator: string | null
  /** Slugs of all the indicators that some words name, the best named first. */
  readonly alike: readonly string[]
  /** `2019`, `2024-03`, `2024-T1`. */
  readonly period: string | null
  /** The year that a change is told from: « depuis 2012 », « entre 2012 et 2020 ». The period is then where it ends, or the same. */
  readonly since: string | null
  /** Words about something else than a place or a date, as they were typed. */
  readonly subject: readonly string[]
  /** Words that nothing explains, as they were typed. */
  readonly rest: readonly string[]
}

export interface Dictionaries {
  readonly places: PlaceDictionary
  readonly indicators: IndicatorDictionary
  /** Words of indicators and those passed over, for those that are misspelt. */
  readonly near: NearWords
  /** Words of indicators, for those that are cut short. */
  readonly open: OpenWord
}

/** Puts together what questions are read with. */
export const dictionaries = (places: PlaceDictionary, indicators: IndicatorDictionary): Dictionaries => ({
  places,
  indicators,
  near: nearWords([...indicators.stems, ...passedOver(), ...Object.keys(LEVEL_HINTS)]),
  open: shortWords([...indicators.stems, ...Object.keys(LEVEL_HINTS)]),
})

/**
 * Reads a question by its words, whatever their order: « combien d’habitants à Joigny en 2019 ». One or two letters may
 * be wrong in a word that nothing explains as it is. Always gives the same reading for the same dictionaries.
 */
export const readQuestion = (known: Dictionaries, text: string): Reading => {
  const words = wordsOf(text)
  const { units } = known.indicators
  const period = periodOf(words)
  const others = words.filter(({ folded }) => !period.words.has(folded))
  const spelt = exactPlace(known, others)
  // « Les 65 ans et plus à Joigny » are not in the Hautes-Pyrénées.
  const ages = others.some(({ folded }) => folded === 'ans')
  const coded = placeOfCode(known.places, spelt || ages ? others.filter(({ folded }) => folded.length > 2) : others)
  const toName = coded ? others.filter(({ folded }) => folded !== coded.word) : others
  const exact = coded ? undefined : spelt
  const used = new Set(exact?.words)
  const meant = new Map(toName.map(({ folded }) => [folded, used.has(folded) ? undefined : meaning(known, folded)]))
  const near = coded ? undefined : nearPlace(known, toName, meant, exact)
  const named = near ?? exact
  const inName = new Set([...(isAround(exact) ? used : []), ...(named?.words ?? [])])
  const left = toName.filter(({ folded }) => !inName.has(folded))
  const ofPlace = toName.filter(({ folded }) => inName.has(folded))
  const stems = new Map(left.map(({ folded }) => [folded, singular(meant.get(folded)?.word ?? folded)]))
  const around = contextOf(known.places, left)
  const unexplained = (indicator: NamedIndicator | undefined) =>
    left.filter(
      ({ folded }) =>
        !(explained(meant.get(folded)?.word ?? folded) && !isCounted(folded, words)) &&
        !around.has(folded) &&
        !indicator?.stems.includes(stems.get(folded) ?? ''),
    )
  const alike = known.indicators.named(new Set(stems.values()))
  const [best] = alike
  const asksMiddle = unexplained(best).some(({ folded }) => isMiddle(singular(folded)))
  const place = coded?.place ?? named?.place ?? null
  const aside = unexplained(best).filter(({ folded }) => !isMiddle(singular(folded)) && !units.has(singular(folded)))
  const inOthers = new Set(alsoNamed(known.places, aside, ofPlace).flatMap(({ name }) => keyWords(name)))
  // « Les élections présidentielles à Auxerre » are not the municipal ones, which people also look for by « élection ».
  const isOwnName = best?.own || !place || aside.every(({ folded }) => inOthers.has(folded))
  const isAll = best && (best.whole || (best.own && unexplained(best).length === 0))
  const meantBest = isAll && isOwnName && (best.middle || !asksMiddle)
  const indicator = meantBest ? best : undefined
  return {
    place,
    sharing: coded?.sharing ?? [],
    also: place ? alsoNamed(known.places, unexplained(indicator), ofPlace) : [],
    indicator: indicator?.slug ?? null,
    alike: alike.map(({ slug }) => slug),
    period: period.period,
    since: sinceOf(words),
    subject: left
      .filter(({ folded }) => !explained(meant.get(folded)?.word ?? folded) || isCounted(folded, words))
      .map(({ typed }) => typed),
    rest: unexplained(indicator).map(({ typed }) => typed),
  }
}

const explained = (word: string): boolean => isPassedOver(word) || word in LEVEL_HINTS

/** Whether a word means places to count, « combien de communes », and not the level of the one that is named. */
const isCounted = (word: string, words: readonly Word[]): boolean =>
  /^(communes|cantons)$/.test(word) && !words.some(({ folded }) => LEVEL_HINTS[folded] === 'epci')

const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ')

const isYear = (word: string): boolean => /^(1[6-9]|20)\d\d$/.test(word)

/** The last year told, with its month or its quarter when one is. */
const periodOf = (words: readonly Word[]): { readonly period: string | null; readonly words: ReadonlySet<string> } => {
  const folded = words.map((word) => word.folded)
  const years = folded.filter(isYear).toSorted()
  const year = years.at(-1)
  if (!year) return { period: null, words: new Set() }
  const month = folded.filter((word) => MONTHS.includes(word)).toSorted()[0]
  const quarter = folded.filter((word) => /^(t[1-4]|[1-4](er|e|eme)?)$/.test(word)).toSorted()[0]
  const inQuarter = quarter && (folded.includes('trimestre') || quarter.startsWith('t')) ? quarter : undefined
  if (inQuarter)
    return { period: `${year}-T${/\d/.exec(inQuarter)?.[0]}`, words: new Set([...years, inQuarter, 'trimestre']) }
  if (!month) return { period: year, words: new Set(years) }
  return { period: `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}`, words: new Set([...years, month]) }
}

/** The first of several years, or the one that « depuis » is said with. */
const sinceOf = (words: readonly Word[]): string | null => {
  const folded = words.map((word) => word.folded)
  const years = [...new Set(folded.filter(isYear))].toSorted()
  return years.length > 1 || folded.includes('depuis') ? (years[0] ?? null) : null
}

/** The place of a postcode, of a commune's code, of a département's or of an EPCI's: « 89300 », « 89 », « 200067114 ». */
const placeOfCode = (places: PlaceDictionary, words: readonly Word[]) => {
  for (const { folded } of words.toSorted((a, b) => (a.folded < b.folded ? -1 : 1))) {
    if (!/^\d[\dab]\d*$/.test(folded)) continue
    const [largest, ...sharing] = places.ofPostcode(folded)
    const code = folded.toUpperCase()
    const place = largest ?? places.at('commune', code) ?? places.at('epci', code) ?? places.at('departement', code)
    if (place) return { place, sharing: largest ? sharing : [], word: folded }
  }
  return undefined
}

const hintOf = (words: readonly Word[]): Level | undefined => {
  const hints = words.flatMap(({ folded }) => LEVEL_HINTS[folded] ?? [])
  return hints.find((level) => level !== 'commune') && hints.includes('epci') ? 'epci' : hints.toSorted().at(-1)
}

/** The likeliest of some places, of the level that a word tells when there is one. */
const likeliest = (
  places: PlaceDictionary,
  found: readonly NamedPlace[],
  hint: Level | undefined,
): NamedPlace | undefined => {
  const [first] = found
  if (!first || !hint) return first
  const told = found.find(({ place }) => place.level === hint)
  if (told) return told
  const holder = hint === 'epci' && first.place.epci ? places.at('epci', first.place.epci) : undefined
  return holder ? { ...first, place: holder } : first
}

/** The place that some words name as they are, but for one whose words are those of an indicator: « école », « services ». */
const exactPlace = ({ places, indicators }: Dictionaries, words: readonly Word[]) => {
  const heard: Heard = new Map(words.map(({ folded }) => [folded, { word: folded, distance: 0 }]))
  const stems = new Set(words.map(({ folded }) => singular(folded)))
  // « La population de la France » is not about France services, whose name is said whole.
  const isIndicator = (word: string, place: KnownPlace) =>
    isLarge(place) ? indicators.isInName(singular(word), stems) : indicators.stems.has(singular(word))
  const found = places
    .named(heard)
    .filter(({ words: said, place }) => !said.every((word) => isIndicator(word, place) || explained(word)))
  return likeliest(places, found, hintOf(words))
}

interface Meaning {
  readonly word: string
  readonly distance: number
}

/** What a word is, or what it may have been: a word of an indicator, or one to pass over. */
const meaning = ({ indicators, near, open, places }: Dictionaries, folded: string): Meaning | undefined => {
  if (explained(folded) || indicators.stems.has(singular(folded))) return { word: folded, distance: 0 }
  // « Auxerre et Sens »: a second place is not a word passed over with a wrong letter.
  if (places.named(new Map([[folded, { word: folded, distance: 0 }]])).some(({ place }) => place.here)) return undefined
  const plural = near.nearest(folded)
  const single = near.nearest(singular(folded))
  const closest =
    single.words.length > 0 && (plural.words.length === 0 || single.distance < plural.distance) ? single : plural
  // Fingers seldom miss the first letter: « maire » is not « aire ».
  const word = closest.words.filter((one) => one[0] === folded[0]).toSorted()[0]
  if (word !== undefined) return { word, distance: closest.distance }
  const opened = open(folded)
  return opened === undefined ? undefined : { word: opened, distance: 0 }
}

/** A misspelt name is looked for among places that people may well have meant: elsewhere, only those of this size. */
const LIKELY = 20_000

/** Whether a place only says where another is: « Auxerre, Yonne ». */
const isAround = (named: NamedPlace | undefined): boolean => named !== undefined && isLarge(named.place)

/**
 * A place whose name has wrong letters: when none is named without, or only one that holds others, or one elsewhere by
 * fewer words (« saint florantin » is not Le Saint).
 */
const nearPlace = (
  { places }: Dictionaries,
  words: readonly Word[],
  meant: ReadonlyMap<string, Meaning | undefined>,
  exact: NamedPlace | undefined,
): NamedPlace | undefined => {
  const around = isAround(exact)
  if (exact && !around && exact.place.here) return undefined
  const heard = new Map<string, { readonly word: string; readonly distance: number }>()
  for (const { folded } of words.toSorted((a, b) => (a.folded < b.folded ? -1 : 1))) {
    const other = meant.get(folded)
    if (other?.distance === 0) continue
    heard.set(folded, { word: folded, distance: 0 })
    if (exact?.words.includes(folded)) continue
    const { distance, words: close } = places.near.nearest(folded)
    if (!other || distance < other.distance)
      for (const word of close)
        if (distance < (heard.get(word)?.distance ?? Number.POSITIVE_INFINITY))
          heard.set(word, { word: folded, distance })
  }
  const found = places
    .named(heard)
    .filter(({ place, distance }) => distance > 0 && (place.here || (!exact && (place.population ?? 0) >= LIKELY)))
    .filter(({ place, words: said }) => !exact || (around ? !isLarge(place) : said.length > exact.words.length))
  return likeliest(places, found, hintOf(words))
}

/**
 * Each place of the portal’s territory that some words name as they are, but for large ones; a word names one place only,
 * unless it is of the first: « Saint-Florentin et Saint-Fargeau ».
 */
const alsoNamed = (
  places: PlaceDictionary,
  words: readonly Word[],
  ofFirst: readonly Word[],
): readonly KnownPlace[] => {
  const heard: Heard = new Map([...ofFirst, ...words].map(({ folded }) => [folded, { word: folded, distance: 0 }]))
  const shared = new Set(ofFirst.map(({ folded }) => folded))
  const free = new Set(words.map(({ folded }) => folded))
  const found: KnownPlace[] = []
  for (const { place, words: said } of places.named(heard)) {
    const own = said.filter((word) => !shared.has(word))
    if (!place.here || isLarge(place) || own.length === 0 || !own.every((word) => free.has(word))) continue
    found.push(place)
    for (const word of own) free.delete(word)
  }
  return found
}

/** Words that only say where the place is: « Auxerre, Yonne ». */
const contextOf = (places: PlaceDictionary, words: readonly Word[]): ReadonlySet<string> => {
  const heard: Heard = new Map(words.map(({ folded }) => [folded, { word: folded, distance: 0 }]))
  const large = places.named(heard).filter(({ place }) => isLarge(place))
  return new Set(large.flatMap(({ words: said }) => said))
}
