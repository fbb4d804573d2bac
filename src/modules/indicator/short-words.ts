/** The word that one begins and stops before a vowel, « pop » for « population »; undefined when it may be several, or none. */
export type OpenWord = (word: string) => string | undefined

/** Such beginnings are of three or four letters, and leave as many out: shorter ones begin anything. */
const BEGINNING = /^[a-z]{2,3}[bcdfghjklmnpqrstvwxz]$/
const FEWEST_LEFT_OUT = 3
/** Words that go on alike for so long are of one family: « habitant », « habitation ». */
const ALIKE = 2

/** Prepares a vocabulary for words that people cut short. Of one family, the shortest word is meant. */
export const shortWords = (vocabulary: Iterable<string>): OpenWord => {
  const byBeginning = new Map<string, string[]>()
  for (const word of new Set(vocabulary))
    for (const length of [3, 4]) {
      const beginning = word.slice(0, length)
      if (!BEGINNING.test(beginning) || word.length < length + FEWEST_LEFT_OUT) continue
      const same = byBeginning.get(beginning)
      if (same) same.push(word)
      else byBeginning.set(beginning, [word])
    }
  return (word) => {
    const found = byBeginning.get(word) ?? []
    const families = new Set(found.map((one) => one.slice(0, word.length + ALIKE)))
    const [only] = found.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
    return families.size === 1 && only && /^[aeiouy]/.test(only.slice(word.length)) ? only : undefined
  }
}
