/** The words of a vocabulary that one may have meant by another. */
export interface NearWords {
  /** Those at the least distance from a word, of one or two letters according to its length; none for a short word. */
  readonly nearest: (word: string) => { readonly distance: number; readonly words: readonly string[] }
}

const NONE = { distance: 0, words: [] } as const

/** How many letters may be wrong in a word: none in a short one, where each makes another word. */
const allowed = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : 2)

/** Prepares a vocabulary for look-ups by resemblance: each word weighs a bit mask, compared before any letter is. */
export const nearWords = (vocabulary: Iterable<string>): NearWords => {
  const byLength = new Map<number, { readonly words: string[]; readonly masks: number[] }>()
  for (const word of new Set(vocabulary)) {
    const same = byLength.get(word.length) ?? { words: [], masks: [] }
    byLength.set(word.length, same)
    same.words.push(word)
    same.masks.push(maskOf(word))
  }
  return {
    nearest(word) {
      let distance = allowed(word.length)
      if (distance === 0) return NONE
      const mask = maskOf(word)
      let found: string[] = []
      for (let length = word.length - distance; length <= word.length + distance; length += 1) {
        const same = byLength.get(length)
        if (!same) continue
        for (let i = 0; i < same.words.length; i += 1) {
          if (bits((same.masks[i] ?? 0) ^ mask) > 2 * distance) continue
          const other = same.words[i] ?? ''
          const apart = lettersApart(word, other, distance)
          if (apart > distance) continue
          if (apart < distance) {
            distance = apart
            found = []
          }
          found.push(other)
        }
      }
      return { distance, words: found }
    },
  }
}

/** One bit a letter of the alphabet, others together: words that differ by n letters differ by 2 n bits at most. */
const maskOf = (word: string): number => {
  let mask = 0
  for (let i = 0; i < word.length; i += 1) {
    const letter = word.charCodeAt(i) - 97
    mask |= 1 << (letter >= 0 && letter < 26 ? letter : 26)
  }
  return mask
}

const bits = (mask: number): number => {
  let n = mask - ((mask >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** No name of a place is longer; longer words are far from all others. */
const LONGEST = 64
// Three rows of distances, used again at each comparison: thousands are made for one word.
let [last, row, before] = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)]

/**
 * Letters to add, take away, change or swap with their neighbour to go from one word to the other (Damerau-Levenshtein,
 * optimal string alignment); any number above `most` when it takes more.
 */
export const lettersApart = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most || Math.max(a.length, b.length) > LONGEST) return most + 1
  for (let j = 0; j <= b.length; j += 1) last[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i
    let least = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = letter === b.charCodeAt(j - 1)
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, at(before, j - 2) + 1)
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return at(last, b.length)
}

const at = (distances: Uint8Array, j: number): number => distances[j] ?? 0
