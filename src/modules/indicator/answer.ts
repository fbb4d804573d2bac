import { count } from '../../kernel/french.ts'
import { STATUS_WORDS, type StatedValue } from '../figure/index.ts'
import { articled, capital, noSumBriefly, ofPlace, type Place, titleOf } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { type Edition, knowsPlace, lastKnown, type MadeValue, valueAt } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { type Origin, originOf } from './origin.ts'
import type { Reading } from './question.ts'
import { keyWords } from './question-words.ts'
import { periodWords, statedText } from './stated-words.ts'

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
  readonly shown: readonly ShownIndicator[]
  /** Definitions that wait for their source. */
  readonly waiting: readonly Definition[]
}

/** A name alone means a place elsewhere only when it has so many inhabitants: « école » is not the village of École. */
const LIKELY = 20_000
const MOST_SHARING = 8
const MOST_HELD = 8

/** Answers from what indicators hold, and from nothing else. Null when the question tells neither a place nor an indicator. */
export const answerTo = (
  reading: Reading,
  { place, members, reunited = [], shown, waiting }: Holdings,
): Answer | null => {
  const asked = shown.find(({ definition }) => definition.slug === reading.indicator)
  const awaited = waiting.find(({ slug }) => slug === reading.indicator)
  const meant = asked?.definition ?? awaited
  if (!place) return meant ? unknownPlace(reading, meant) : null
  if (awaited) return notHeld(`Le portail n’a pas encore « ${awaited.name} »`, place, shown)
  if (!asked && !isLikely(reading)) return null
  const left = leftAside(reading)
  const indicator = asked ?? (left.length === 0 ? first(shown, place) : undefined)
  if (!indicator)
    return left.length === 0 ? null : notHeld(`Aucun indicateur du portail ne répond à ${quoted(left)}`, place, shown)
  const told = toldOf(indicator.edition, place, reading.period)
  if (!told) return notHeld(`Le portail n’a pas « ${indicator.definition.name} »`, place, shown)
  const { definition, record } = indicator
  const { level, code } = place
  return {
    sentence: valueSentence(definition, place, told.period, told.stated),
    notes: [...told.notes, ...whyNone(told.stated, place), ...notesOf(reading, place)],
    place,
    indicator: definition,
    period: told.period,
    stated: told.stated,
    origin: originOf(definition, record, {
      ...{ level, code, period: told.period, members },
      reunited: told.stated.making === 'rebuilt' ? reunited : [],
    }),
    held: [],
  }
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

const quoted = (words: readonly string[]): string => `« ${words.join(' ')} »`

const NOTHING = { period: null, stated: null, origin: null, held: [] } as const

const unknownPlace = ({ rest }: Reading, definition: Definition): Answer => ({
  ...NOTHING,
  sentence: `Le portail ne sait pas ce que veut dire ${quoted(rest)}. Il a l’indicateur « ${definition.name} ».`,
  notes: [],
  place: null,
  indicator: definition,
})

const notHeld = (what: string, place: Place, shown: readonly ShownIndicator[]): Answer => {
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
  const same = numbered.findLast((period) => period === asked || period.startsWith(`${asked}-`))
  const period = same ?? nearest(numbered, asked)
  const stated = valueAt(edition, level, code, period)
  if (same !== undefined) return { period, stated, notes: [] }
  const { status } = valueAt(edition, level, code, asked)
  const why = status === 'missing' ? 'pas de valeur' : STATUS_WORDS[status]
  const bare = /^\d{4}$/.test(period) ? period : periodWords(period)
  return { period, stated, notes: [`${capital(periodWords(asked))} : ${why} ; la plus proche est ${bare}.`] }
}

/** The period the least far from another; the later of two. */
const nearest = (periods: readonly string[], asked: string): string => {
  const far = (period: string) => Math.abs(monthOf(period) - monthOf(asked))
  return periods.reduce((best, period) => (far(period) <= far(best) ? period : best))
}

/** Months since year 0 of the middle of a period, so that years, quarters and months compare. */
const monthOf = (period: string): number => {
  const [year = '', part = ''] = period.split('-')
  const within = part === '' ? 6 : part.startsWith('T') ? Number(part.slice(1)) * 3 - 1.5 : Number(part) - 0.5
  return Number(year) * 12 + within
}

/** « Joigny compte 9 016 habitants en 2023 (population municipale). »: a value in one sentence, or why there is none. */
export const valueSentence = (definition: Definition, place: Place, period: string, stated: StatedValue): string => {
  const value = statedText(stated, definition)
  return stated.value !== null && definition.unit === 'habitants' && definition.kind === 'stock'
    ? `${capital(articled(place))} compte ${value} ${periodWords(period)} (${uncapital(definition.name)}).`
    : `${definition.name}, ${titleOf(place)} : ${value}, ${periodWords(period)}.`
}

const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Words that nothing explains, and that name no other place either. */
const leftAside = ({ rest, also }: Reading): readonly string[] => {
  const names = new Set(also.flatMap(({ name }) => keyWords(name)))
  return rest.filter((word) => !keyWords(word).every((one) => names.has(one)))
}

const notesOf = (reading: Reading, place: Place): readonly string[] => {
  const { sharing, also, place: named } = reading
  const rest = leftAside(reading)
  const more = sharing.length - MOST_SHARING
  const others = sharing.slice(0, MOST_SHARING).map(({ name }) => name.replaceAll("'", '’'))
  return [
    ...(named === null ? [`Aucun lieu n’est nommé : voici le chiffre ${ofPlace(place)}.`] : []),
    ...(also.length > 0
      ? [`La question nomme aussi ${also.map(({ name }) => name.replaceAll("'", '’')).join(', ')}.`]
      : []),
    ...(others.length > 0
      ? [
          `Ce code postal sert aussi : ${others.join(', ')}${more > 0 ? ` et ${count(more, 'autre commune', 'autres communes')}` : ''}.`,
        ]
      : []),
    ...(rest.length > 0 ? [`${rest.length > 1 ? 'Mots laissés' : 'Mot laissé'} de côté : ${quoted(rest)}.`] : []),
  ]
}
