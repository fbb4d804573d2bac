import type { Definition } from './definition.ts'
import { keyWords, singular } from './question-words.ts'

/**
 * Whether an indicator tells something of the things that a word names, without being their number or one figure for each:
 * « Entrées dans les musées », of « musées ». What its name begins with, or its unit, is what it counts.
 */
export const isAboutThings = (
  { name, shortName, unit }: Pick<Definition, 'name' | 'shortName' | 'unit'>,
  typed: string,
): boolean => {
  const [word = ''] = keyWords(typed)
  const texts = [name, shortName, unit ?? ''].map(keyWords)
  if (texts.some(([head = '']) => singular(head) === singular(word))) return false
  return texts.slice(0, 2).some((text) => text.some((one) => singular(one) === singular(word) && isPlural(one, word)))
}

const isPlural = (...words: readonly string[]): boolean => words.some((word) => singular(word) !== word)
