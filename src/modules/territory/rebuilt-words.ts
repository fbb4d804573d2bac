import { formatDate, formatNumber } from '../../kernel/french.ts'
import type { Movement, Obtained } from './rebuild-series.ts'

const LETTERS =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt'.split(
    ' ',
  )

/** How a rebuilt value was obtained, for a reader: « Somme des quatorze communes réunies le 1er janvier 2016. » */
export const rebuiltSentence = (
  how: Obtained,
  parts: { readonly words: string; readonly masculine?: boolean } = { words: 'communes' },
): string => {
  if (how.kind === 'impossible') return how.reason
  if (how.kind === 'as-is')
    return how.days.length === 0 ? 'Valeur publiée dans ces limites.' : `Valeur publiée sous le code ${how.of[0]}.`
  const several = `des ${LETTERS[how.of.length] ?? formatNumber(how.of.length)} ${parts.words} ${parts.masculine ? 'réunis' : 'réunies'} ${whenWords(how.days)}`
  return how.kind === 'sum' ? `Somme ${several}.` : `Moyenne pondérée ${several}.`
}

/** « le 1er janvier 2016 »; « entre 2022 et 2024 » when no source gives the day, or when there were several. */
export const whenWords = (days: readonly Pick<Movement, 'on' | 'after'>[]): string => {
  const [only] = days
  if (!only) return ''
  const certain = days.every(({ after }) => after === null)
  if (certain && days.every(({ on }) => on === only.on)) return `le ${formatDate(only.on)}`
  const all = days.flatMap(({ on, after }) => [on, after ?? on]).toSorted()
  const [first, last] = [all[0]?.slice(0, 4), all.at(-1)?.slice(0, 4)]
  return first === last ? `en ${first}` : `entre ${first} et ${last}`
}
