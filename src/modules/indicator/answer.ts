import { count } from '../../kernel/french.ts'
import { STATUS_WORDS, type StatedValue, type ValueStatus } from '../figure/index.ts'
import { articled, capital, noSumBriefly, ofPlace, type Place, titleOf } from '../territory/index.ts'
import { isAboutThings } from './about-things.ts'
import type { Definition } from './definition.ts'
import { type Edition, knowsPlace, lastKnown, type MadeValue, seriesOf, valueAt } from './edition.ts'
import { isManner } from './indicator-words.ts'
import type { ShownIndicator } from './known-indicators.ts'
import type { ToldOfMany } from './many-places.ts'
import { isOf, nearestPeriod } from './nearest-period.ts'
import { type Origin, originOf } from './origin.ts'
import type { KnownPlace } from './place-dictionary.ts'
import type { Reading } from './question.ts'
import { keyWords, singular } from './question-words.ts'
import { changeWords, periodWords, statedText } from './stated-words.ts'

/** What the portal answers to a question: a sentence, and what it rests on. */
export interface Answer {
  readonly sentence: string
  /** What a reader must know besides: the period is another, words were left aside… */
  readonly notes: readonly string[]
  readonly place: Place | null
  readonly indicator: Definition | null
  /** Of the value told, which may not be the one asked; null without a value. */
  readonly period: string | null
  readonly stated: StatedValue | null
  readonly origin: Origin | null
  /** What the portal has of the place, when it has not what was asked. */
  readonly held: readonly HeldValue[]
  /** Of the places that the question compares or counts, when it is about several. */
  readonly many: ToldOfMany | null
}

/** The last number that the portal has of a place, for one indicator. */
export interface HeldValue {
  readonly definition: Definition
  readonly period: string
  readonly value: number
  /** « 9 016 habitants en 2023 ». */
  readonly words: string
}

/** What an answer is made from. */
export interface Holdings {
  /** The place read, or the portal's own when none was named. */
  readonly place: Place | null
  /** Codes of the communes that the place holds. */
  readonly members: readonly string[]
  /** Codes that were reunited in the place. */
  readonly reunited?: readonly string[]
  /** What holds the place, the smallest first: told of when it has not what is asked. */
  readonly around?: readonly Place[]
  readonly shown: readonly ShownIndicator[]
  /** Definitions that wait for their source. */
  readonly waiting: readonly Definition[]
  /** The thing that the question counts, as it was typed: « musées » in « combien de musées ». */
  readonly counted?: string | undefined
}

/** A name alone means a place elsewhere only when it has so many inhabitants: « école » is not the village of École. */
const LIKELY = 20_000
const MOST_SHARING = 8
const MOST_HELD = 8

/** Answers from what indicators hold, and from nothing else. Null when the question tells neither a place nor an indicator. */
export const answerTo = (
  reading: Reading,
  { place, members, reunited = [], around = [], shown, waiting, counted }: Holdings,
): Answer | null => {
  const asked = shown.find(({ definition }) => definition.slug === reading.indicator)
  const awaited = waiting.find(({ slug }) => slug === reading.indicator)
  const meant = asked?.definition ?? awaited
  if (!place) return meant ? unknownPlace(reading, meant, awaited !== undefined) : null
  if (awaited) return notHeld(`Le portail n’a pas encore « ${awaited.name} »`, place, shown)
  if (!asked && !isLikely(reading)) return null
  const left = leftAside(reading)
  const indicator = asked ?? (left.length === 0 ? first(shown, place) : undefined)
  if (!indicator)
    return left.length === 0 ? null : notHeld(`Aucun indicateur du portail ne répond à ${quoted(left)}`, place, shown)
  if (counted !== undefined && asked && isAboutThings(asked.definition, counted)) {
    const about = near(reading, shown).filter(({ definition }) => isAboutThings(definition, counted))
    return notHeld(`Aucun indicateur du portail ne donne le nombre demandé (${quoted([counted])})`, place, about)
  }
  if (reading.place && asked && isAboutAside(reading, shown))
    return notHeld(`Aucun indicateur du portail ne répond à ${quoted(reading.subject)}`, place, near(reading, shown))
  const told =
    reading.since === null ? toldOf(indicator.edition, place, reading.period) : toldSince(indicator, place, reading)
  if (!told)
    return {
      ...notHeld(`Le portail n’a pas « ${indicator.definition.name} »`, place, shown),
      notes: aroundNote(indicator, around),
    }
  const { definition, record } = indicator
  const { level, code } = place
  return {
    sentence: valueSentence(definition, place, told.period, told.stated),
    notes: [...told.notes, ...whyNone(told.stated, place), ...notesOf(reading, place, indicator, told.period)],
    place,
    indicator: definition,
    period: told.period,
    stated: told.stated,
    origin: originOf(definition, record, {
      ...{ level, code, period: told.period, members },
      reunited: told.stated.making === 'rebuilt' ? reunited : [],
    }),
    held: [],
    many: null,
  }
}

/** Whether the question is about a word left aside, and what is measured only said of it: « le brevet des collèges ». */
const isAboutAside = (reading: Reading, shown: readonly ShownIndicator[]): boolean => {
  const common = commonUnits(shown)
  const tells = (stem: string) => !isManner(stem) && !common.has(stem)
  const [head, ...others] = reading.subject.filter((word) => keyWords(word).some((one) => tells(singular(one))))
  return head !== undefined && others.length > 0 && leftAside(reading).includes(head)
}

/** What so many indicators count tells none from another: « personnes ». */
const COMMON = 3

const commonKept = new WeakMap<readonly ShownIndicator[], ReadonlySet<string>>()

/** The units that many of the indicators count, as questions are compared with them; worked out once for the same ones. */
const commonUnits = (shown: readonly ShownIndicator[]): ReadonlySet<string> => {
  const known = commonKept.get(shown)
  if (known) return known
  const counts = new Map<string, number>()
  for (const { definition } of shown) {
    const stem = singular(keyWords(definition.unit ?? '')[0] ?? '')
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  const common = new Set([...counts].flatMap(([stem, n]) => (n >= COMMON ? [stem] : [])))
  commonKept.set(shown, common)
  return common
}

/** What the portal has that some of the words name. */
const near = ({ alike }: Reading, shown: readonly ShownIndicator[]): readonly ShownIndicator[] =>
  shown.filter(({ definition }) => alike.includes(definition.slug))

/** The value of the smallest place around that has one: « Pour le département… ». */
const aroundNote = ({ definition, edition }: ShownIndicator, around: readonly Place[]): readonly string[] => {
  for (const place of around) {
    const last = lastKnown(edition, place.level, place.code)
    if (last?.stated.value != null)
      return [`Il l’a pour ${articled(place)} : ${statedText(last.stated, definition)} ${periodWords(last.period)}.`]
  }
  return []
}

/** Why a canton has no number, when it is of those that have none. */
const whyNone = ({ value }: StatedValue, place: Place): readonly string[] => {
  const why = value === null ? noSumBriefly(place) : null
  return why === null ? [] : [why]
}

const isLikely = ({ place }: Reading): boolean =>
  place === null || place.here || place.level !== 'commune' || (place.population ?? 0) >= LIKELY

/** The indicator that a place's page shows first. */
const first = (shown: readonly ShownIndicator[], { level, code }: Place): ShownIndicator | undefined =>
  shown
    .filter(({ definition, edition }) => definition.key !== undefined && knowsPlace(edition, level, code))
    .toSorted((a, b) => (a.definition.key ?? 0) - (b.definition.key ?? 0))[0]

/** « plus peuplée »: words of the question, as they were typed. */
export const quoted = (words: readonly string[]): string => `« ${words.join(' ')} »`

/** An answer without a value. */
export const NOTHING = { period: null, stated: null, origin: null, held: [], many: null } as const

/** Says which words mean nothing here, and which indicator the others name. */
export const unknownPlace = ({ rest }: Reading, definition: Definition, waits = false): Answer => ({
  ...NOTHING,
  sentence: `Le portail ne sait pas ce que veut dire ${quoted(rest)}. Il ${waits ? 'n’a pas encore' : 'a'} l’indicateur « ${definition.name} ».`,
  notes: [],
  place: null,
  indicator: definition,
})

/** Says what the portal has not, then what it has of a place. */
export const notHeld = (what: string, place: Place, shown: readonly ShownIndicator[]): Answer => {
  const held = shown
    .flatMap(({ definition, edition }): readonly HeldValue[] => {
      const last = lastKnown(edition, place.level, place.code)
      if (!last || last.stated.value === null) return []
      const words = `${statedText(last.stated, definition)} ${periodWords(last.period)}`
      return [{ definition, period: last.period, value: last.stated.value, words }]
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .slice(0, MOST_HELD)
  const none = `${what} pour ${articled(place)}`
  return {
    ...NOTHING,
    sentence: held.length === 0 ? `${none}.` : `${none} ; voici ce qu’il sait ${ofPlace(place)}.`,
    notes: [],
    place,
    indicator: null,
    held,
  }
}

const rankOf = ({ definition }: HeldValue): number => definition.key ?? Number.MAX_SAFE_INTEGER

interface Told {
  readonly period: string
  readonly stated: MadeValue
  readonly notes: readonly string[]
}

/** The value of the period asked, else the nearest one with a number, which is said; the last one when none is asked. */
const toldOf = (edition: Edition, { level, code }: Place, asked: string | null): Told | null => {
  const last = lastKnown(edition, level, code)
  if (!last) return null
  if (asked === null || last.stated.value === null) return { ...last, notes: [] }
  const numbered = edition.periods.filter((period) => valueAt(edition, level, code, period).value !== null)
  const same = numbered.findLast((period) => isOf(period, asked))
  const period = same ?? nearestPeriod(numbered, asked)
  const stated = valueAt(edition, level, code, period)
  if (same !== undefined) return { period, stated, notes: [] }
  return { period, stated, notes: [otherPeriod(asked, period, valueAt(edition, level, code, asked).status)] }
}

/** The last value, or that of the period asked, beside the first since a year; what an indicator already tells as a change is not compared. */
const toldSince = ({ definition, edition }: ShownIndicator, place: Place, { period, since }: Reading): Told | null => {
  const told = toldOf(edition, place, period !== null && period > (since ?? '') ? period : null)
  if (!told || since === null || definition.formulas.some(({ kind }) => kind === 'change')) return told
  const values = seriesOf(edition, place.level, place.code)
  const at = edition.periods.findIndex((one, i) => one >= since && values[i]?.value != null)
  const [first, stated] = [edition.periods[at], values[at]]
  if (first === undefined || !stated || first >= told.period)
    return { ...told, notes: [...told.notes, noneSince(since)] }
  const change = changeWords({ period: first, stated }, told.stated, definition)
  return {
    ...told,
    notes: [
      ...told.notes,
      `${capital(periodWords(first))} : ${statedText(stated, definition)}.${change ? ` Évolution : ${change}.` : ''}`,
      ...(first.startsWith(since)
        ? []
        : [`Le portail n’a pas de valeur ${periodWords(since)} : il compare à la première qu’il a ensuite.`]),
    ],
  }
}

const noneSince = (since: string): string => `Le portail n’a pas d’autre valeur depuis ${since}.`

/** « En 2017 : pas de valeur ; la plus proche est 2018. »: why the value told is of another period than the one asked. */
export const otherPeriod = (asked: string, told: string, status: ValueStatus = 'missing'): string => {
  const why = status === 'missing' ? 'pas de valeur' : STATUS_WORDS[status]
  return `${capital(periodWords(asked))} : ${why} ; la plus proche est ${/^\d{4}$/.test(told) ? told : periodWords(told)}.`
}

/** « Joigny compte 9 016 habitants en 2023 (population municipale). »: a value in one sentence, or why there is none. */
export const valueSentence = (definition: Definition, place: Place, period: string, stated: StatedValue): string => {
  const value = statedText(stated, definition)
  return stated.value !== null && definition.unit === 'habitants' && definition.kind === 'stock'
    ? `${capital(articled(place))} compte ${value} ${periodWords(period)} (${uncapital(definition.name)}).`
    : `${definition.name}, ${titleOf(place)} : ${value}, ${periodWords(period)}.`
}

/** A name in the middle of a sentence. */
export const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Words that nothing explains, and that name no other place either. */
export const leftAside = ({ rest, also }: Reading): readonly string[] => {
  const names = new Set(also.flatMap(({ name }) => keyWords(name)))
  return rest.filter((word) => !keyWords(word).every((one) => names.has(one)))
}

/** « Toucy : 20 210 € par an en 2021. »: of another place that the question names; its name alone without any value. */
const alsoNote = ({ level, code, name }: KnownPlace, { definition, edition }: ShownIndicator, period: string) => {
  const stated = knowsPlace(edition, level, code) ? valueAt(edition, level, code, period) : null
  const title = titleOf({ level, name, liaison: 0 }).replaceAll("'", '’')
  return stated
    ? `${title} : ${statedText(stated, definition)} ${periodWords(period)}.`
    : `La question nomme aussi ${title} : pas de valeur.`
}

const notesOf = (reading: Reading, place: Place, indicator: ShownIndicator, period: string): readonly string[] => {
  const { sharing, also, place: named } = reading
  const rest = leftAside(reading)
  const more = sharing.length - MOST_SHARING
  const others = sharing.slice(0, MOST_SHARING).map(({ name }) => name.replaceAll("'", '’'))
  return [
    ...(named === null ? [`Aucun lieu n’est nommé : voici le chiffre ${ofPlace(place)}.`] : []),
    ...also.slice(0, MOST_SHARING).map((one) => alsoNote(one, indicator, period)),
    ...(others.length > 0
      ? [
          `Ce code postal sert aussi : ${others.join(', ')}${more > 0 ? ` et ${count(more, 'autre commune', 'autres communes')}` : ''}.`,
        ]
      : []),
    ...(rest.length > 0 ? [`${rest.length > 1 ? 'Mots laissés' : 'Mot laissé'} de côté : ${quoted(rest)}.`] : []),
  ]
}
