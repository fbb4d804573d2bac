import type { Level } from '../territory/index.ts'
import { type AskedOfMany, hearMany, isBelow } from './many-words.ts'
import { LEVEL_HINTS } from './place-dictionary.ts'
import { type Dictionaries, type Reading, readQuestion } from './question.ts'
import { isPassedOver, singular, wordsOf } from './question-words.ts'

/** What was understood of a question about several places. */
export interface ReadMany {
  readonly asked: AskedOfMany
  /** Of the places asked about, when it is told. */
  readonly level: Level | null
  /** What holds them, or the one that is named among them; what is measured; when. */
  readonly reading: Reading
  /** The degree as it was typed: « moins chère ». */
  readonly said: string
  /** What is said to be first, when it is no level of places: « musée ». */
  readonly things: string | null
}

/** Reads a question about several places: « la commune la plus peuplée de l’Yonne ». Null when it is not one. */
export const readMany = (known: Dictionaries, text: string): ReadMany | null => {
  const { indicators, places } = known
  const typed = wordsOf(text)
  const stems = new Set(typed.map(({ folded }) => singular(folded)))
  const explains = (folded: string) =>
    isPassedOver(folded) ||
    folded in LEVEL_HINTS ||
    indicators.stems.has(singular(folded)) ||
    places.named(new Map([[folded, { word: folded, distance: 0 }]])).length > 0
  const heard = hearMany(text, explains, timesIn(indicators.wholeName(stems)))
  if (!heard) return null
  const { asked, said, things } = heard
  const first = readQuestion(known, heard.about)
  const told = heard.level !== null && first.place !== null && first.place.level !== 'commune'
  const holds = !told || isBelow(heard.level ?? 'commune', first.place?.level ?? 'pays')
  const [about, level] = holds ? [heard.about, heard.level] : [heard.aboutWithLevels, null]
  const read = holds ? first : readQuestion(known, about)
  const reading = read.indicator === null && heard.implied ? readQuestion(known, `${heard.implied} ${about}`) : read
  if (asked.kind !== 'members') return { asked, level, reading, said, things }
  if (level === null || reading.place?.level === 'commune') return null
  if (reading.indicator === null) return { asked, level, reading, said, things }
  return asked.direct ? { asked: { kind: 'having' }, level, reading, said, things } : null
}

/** How many times a name says each of its words. */
const timesIn = (name: string | null): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  for (const { folded } of name === null ? [] : wordsOf(name)) times.set(folded, (times.get(folded) ?? 0) + 1)
  return times
}
