import { count, formatNumber } from '../../kernel/french.ts'
import { STATUS_WORDS } from '../figure/index.ts'
import type { Level } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { agreed } from './peers.ts'
import type { Rank } from './rank.ts'
import { statedText } from './stated-words.ts'

/** « 1re », « 1er », « 4e », « 4e ex æquo ». */
export const rankWords = ({ rank, alike }: Pick<Rank, 'rank' | 'alike'>, level: Level): string =>
  alike > 1 ? `${agreedRank(rank, level)} ex æquo` : agreedRank(rank, level)

/** « 1re » for a commune, « 1er » for a département, « 4e ». */
export const agreedRank = (rank: number, level: Level): string =>
  rank === 1 ? agreed(level, '1re', '1er') : `${formatNumber(rank)}e`

/** A rank that most of the group shares says nothing: « 1re ex æquo » of sixty places that all have none. */
export const isTelling = ({ alike, of }: Pick<Rank, 'alike' | 'of'>): boolean => alike * 2 <= of

/**
 * « 4e sur 23 communes de 250 à 500 habitants de l’Yonne », the highest value being first; « même chiffre que 40 des 60 autres
 * communes de… » when most have it.
 */
export const rankSentence = (rank: Rank, level: Level, group: string): string => {
  const { alike, of } = rank
  if (of < 3 || isTelling(rank)) return `${rankWords(rank, level)} sur ${formatNumber(of)} ${group}`
  return `même chiffre que ${alike < of ? `${formatNumber(alike - 1)} d` : 'l'}es ${formatNumber(of - 1)} autres ${group}`
}

/** Unit of a difference: two percentages differ by points, other things by their own unit. */
export const differenceUnit = (unit: string | null, difference: number): string | null => {
  if (!unit?.startsWith('%')) return unit
  return `${Math.abs(difference) < 2 ? 'point' : 'points'}${unit.slice(1)}`
}

/** A difference, always positive, in its own unit: « 1,50 point par an », « 12 habitants ». */
export const differenceText = (difference: number, definition: Definition): string => {
  const unit = differenceUnit(definition.unit, difference)
  return statedText({ value: Math.abs(difference), status: 'value' }, { ...definition, unit })
}

/** Half an inhabitant matters among ten, and reads oddly among thousands. */
const HALVES_BELOW = 100

/** « 12 habitants de plus que la médiane du groupe (412 habitants) », « égale à la médiane du groupe (412 habitants) ». */
export const medianSentence = ({ toMedian, median }: Rank, definition: Definition): string => {
  const hasHalf = !Number.isInteger(median) && Math.abs(median) < HALVES_BELOW
  const decimals = Math.max(definition.decimals, hasHalf ? 1 : 0)
  const middle = `la médiane du groupe (${statedText({ value: median, status: 'value' }, { ...definition, decimals })})`
  if (toMedian === 0) return `égale à ${middle}`
  const apart = Math.abs(toMedian).toFixed(definition.decimals)
  if (Number(apart) === 0) return `à peu près égale à ${middle}`
  return `${differenceText(toMedian, definition)} de ${toMedian > 0 ? 'plus' : 'moins'} que ${middle}`
}

/** « 3 autres n’ont pas de chiffre (2 : secret statistique, 1 : manquant) ». Null when all have one. */
export const withoutSentence = ({ without }: Pick<Rank, 'without'>): string | null => {
  const total = [...without.values()].reduce((sum, n) => sum + n, 0)
  if (total === 0) return null
  const reasons = [...without].map(([status, n]) =>
    without.size > 1 ? `${n} : ${STATUS_WORDS[status]}` : STATUS_WORDS[status],
  )
  return `${count(total, 'autre n’a', 'autres n’ont')} pas de chiffre (${reasons.join(', ')})`
}
