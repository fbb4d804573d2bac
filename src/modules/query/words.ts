import { stemmer as french } from '@orama/stemmers/french'
import { fold } from '../../kernel/fold.ts'

/** The stem of a folded word: `communes` and `commune` are one (Snowball's French stemmer). Codes and figures stay whole. */
export const stem = (word: string): string => (/\d/.test(word) ? word : french(word))

/** Words too common to tell rows apart. */
const EMPTY: ReadonlySet<string> = new Set(
  'au aux avec ce ces d dans de des du en et l la le les ou par pour qu que qui s sa se ses son sur un une'.split(' '),
)

/** True for a folded word that the index keeps. */
export const isIndexed = (word: string): boolean => word !== '' && !EMPTY.has(word)

/** The stems a search looks for: words too common are left out. */
export const stems = (text: string): readonly string[] => {
  const words = fold(text).split(' ').filter(isIndexed)
  return [...new Set(words.map(stem))]
}
