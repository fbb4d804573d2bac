import { count, formatNumber } from '../../kernel/french.ts'
import { wordsOfLevel } from '../territory/index.ts'
import type { IndicatorMove } from './indicator-move.ts'

/** How many places would gain, lose or change their value, in words. */
export const countsInWords = ({ level, gained, lost, changed, revised, known }: IndicatorMove): string => {
  const [one, several] = wordsOfLevel(level)
  const said = [
    ...(gained > 0 ? [`${count(gained, `${one} gagne`, `${several} gagnent`)} une valeur`] : []),
    ...(lost > 0 ? [count(lost, `${one} perd sa valeur`, `${several} perdent leur valeur`)] : []),
    ...(changed > 0
      ? [
          `${count(changed, one, several)} sur ${formatNumber(known.before)} ${changed < 2 ? 'change' : 'changent'} de valeur`,
        ]
      : []),
    ...(revised > 0 ? [`le passé est corrigé pour ${count(revised, one, several)}`] : []),
  ]
  return said.length === 0 ? 'aucun lieu ne change' : said.join(', ')
}

/** « 21 400 € en 2022 → 21 900 € en 2023 »: two values with their periods, said once when it is the same. */
export const beforeAfter = (
  { before, after }: { readonly before: string; readonly after: string },
  periods: IndicatorMove['periods'],
): string => {
  const same = periods.before === periods.after
  const at = (value: string, period: string | null) => (same || period === null ? value : `${value} ${period}`)
  return `${at(before, periods.before)} → ${at(after, periods.after)}`
}

/** The places that move the most, each with its two values. */
export const largestInWords = ({ largest }: Pick<IndicatorMove, 'largest'>): string =>
  largest.map(({ name, before, after }) => `${name}, ${before} → ${after}`).join(' ; ')

/** What would become of an indicator, in one line for a terminal. */
export const moveInWords = (move: IndicatorMove): string => {
  const { name, outcome, home, periods, largest, refused } = move
  switch (outcome) {
    case 'same':
      return `${name} : rien ne change.`
    case 'refused':
      return `${name} : ne pourrait plus être calculé. ${refused.join(' ')}`
    case 'lost':
      return `${name} : n’aurait plus aucune valeur.`
    case 'first':
      return `${name} : ${count(move.known.after, 'première valeur', 'premières valeurs')}${home ? ` ; ${home.name} : ${home.after}` : ''}.`
    case 'moves':
      return [
        `${name} : ${countsInWords(move)}`,
        ...(home ? [`${home.name} : ${beforeAfter(home, periods)}`] : []),
        ...(largest.length > 0 ? [`les plus forts changements : ${largestInWords(move)}`] : []),
      ].join(' ; ')
  }
}
