import { count, formatDate, formatNumber } from '../../kernel/french.ts'
import { STATUS_WORDS, type ValueStatus } from '../figure/index.ts'
import { articled, capital, type Level, listed, ofPlace, type Place } from '../territory/index.ts'
import { uncapital } from './answer.ts'
import type { Definition } from './definition.ts'
import { LEVEL_WORDS } from './level-words.ts'
import type { Column } from './many-places.ts'
import type { End } from './many-words.ts'
import { agreed } from './peers.ts'
import { periodWords, statedText, unitFor } from './stated-words.ts'

/** What a sentence about several places says of them. */
export interface SaidOfMany {
  readonly definition: Definition
  readonly level: Level
  readonly within: Place
  readonly column: Column
}

/** More names than these would be a list, not a sentence. */
export const MOST_NAMED = 5

/** « communes de l’Yonne ». */
const group = ({ level, within }: Pick<SaidOfMany, 'level' | 'within'>): string =>
  `${LEVEL_WORDS[level][1]} ${ofPlace(within)}`

const isPopulation = ({ kind, unit }: Definition): boolean => kind === 'stock' && unit === 'habitants'

/** « Parmi les communes de l’Yonne, la plus peuplée est Auxerre : 35 097 habitants en 2023 (population municipale). » */
export const endSentence = (said: SaidOfMany, end: End, holders: readonly Place[], sharing: number): string => {
  const { definition, level, column } = said
  const stated = column.known.find(({ code }) => code === holders[0]?.code)
  const value = stated ? `${statedText(stated, definition)} ${periodWords(column.period)}` : ''
  const among = `Parmi les ${group(said)}`
  const what = `(${uncapital(definition.name)})`
  const degree = end === 'highest' ? 'plus' : 'moins'
  const [only, another] = holders
  if (only && !another && sharing === 1)
    return isPopulation(definition)
      ? `${among}, ${agreed(level, 'la', 'le')} ${degree} ${agreed(level, 'peuplée', 'peuplé')} est ${articled(only)} : ${value} ${what}.`
      : `${among}, la valeur la plus ${end === 'highest' ? 'haute' : 'basse'} est celle ${ofPlace(only)} : ${value} ${what}.`
  const worth = `la valeur la plus ${end === 'highest' ? 'haute' : 'basse'}`
  return sharing <= MOST_NAMED
    ? `${among}, ${worth} est partagée par ${listed(holders.map(articled))} : ${value} ${what}.`
    : `${among}, ${formatNumber(sharing)} partagent ${worth} : ${value} ${what}.`
}

/** « Taux de pauvreté dans les communes de l’Yonne en 2021 : de 7,0 % à 26,0 %. » */
export const rangeSentence = (said: SaidOfMany): string => {
  const { definition, column } = said
  const numbers = column.known.map(({ value }) => value)
  const text = (value: number) => statedText({ value, status: 'value' }, definition)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const range = least === most ? `${text(least)} partout` : `de ${text(least)} à ${text(most)}`
  return `${definition.name}, ${group(said)}, ${periodWords(column.period)} : ${range}.`
}

/** « 24 communes de l’Yonne ont au moins 1 collège en 2022 (collèges). » `than`: the number that they are above or below. */
export const havingSentence = (
  said: SaidOfMany,
  kind: 'having' | 'lacking' | 'above' | 'below',
  n: number,
  than: number,
): string => {
  const { definition, level, within, column } = said
  const [one, several] = LEVEL_WORDS[level]
  const who = n === 0 ? `${agreed(level, 'Aucune', 'Aucun')} ${one}` : count(n, one, several)
  const has = n < 2 ? 'a' : 'ont'
  const least =
    than === 1 && kind === 'having' ? withUnit(1, definition) : statedText({ value: than, status: 'value' }, definition)
  const some = {
    having: `au moins ${least}`,
    lacking: withUnit(0, definition),
    above: `plus de ${least}`,
    below: `moins de ${least}`,
  }
  const not = n === 0 ? 'n’' : ''
  return `${who} ${ofPlace(within)} ${not}${has} ${some[kind]} ${periodWords(column.period)} (${uncapital(definition.name)}).`
}

const withUnit = (n: number, { unit }: Definition): string => `${n}\u00A0${unitFor(n, unit) ?? ''}`.trim()

/** « L’Yonne compte 423 communes au 26 novembre 2026. » `beyond`: how many of them go beyond its limits. */
export const membersSentence = (within: Place, level: Level, n: number, beyond: number, day: string): string => {
  const some = beyond > 0 ? `, dont ${formatNumber(beyond)} ${beyond > 1 ? 'dépassent' : 'dépasse'} ses limites` : ''
  return `${capital(articled(within))} compte ${count(n, ...LEVEL_WORDS[level])}${some}, au ${formatDate(day)}.`
}

/** « 98 communes comparées ; 325 n’ont pas de chiffre (320 : secret statistique, 5 : manquant). » */
export const comparedSentence = ({ level, column }: Pick<SaidOfMany, 'level' | 'column'>): string => {
  const { known, without } = column
  const total = [...without.values()].reduce((sum, n) => sum + n, 0)
  const compared = `${count(known.length, ...LEVEL_WORDS[level])} ${agreed(level, 'comparée', 'comparé')}${known.length > 1 ? 's' : ''}`
  return total === 0
    ? `${compared}.`
    : `${compared} ; ${formatNumber(total)} ${total > 1 ? 'n’ont' : 'n’a'} pas de chiffre (${reasons(without)}).`
}

/** « 320 : secret statistique, 5 : manquant »; the reason alone when it is the same for all. */
export const reasons = (without: ReadonlyMap<ValueStatus, number>): string =>
  [...without]
    .map(([status, n]) => (without.size > 1 ? `${formatNumber(n)} : ${STATUS_WORDS[status]}` : STATUS_WORDS[status]))
    .join(', ')
