import type { Level } from '../territory/index.ts'
import { lettersApart, type NearWords, nearWords } from './near-words.ts'
import { LEVEL_HINTS } from './place-dictionary.ts'
import { isPassedOver, singular, type Word, wordsOf } from './question-words.ts'

export type End = 'highest' | 'lowest'

/** What a question asks of several places at once. */
export type AskedOfMany =
  /** Those at one end: « la plus peuplée ». `judged`: as best or worst, which only some indicators tell. */
  | { readonly kind: 'end'; readonly end: End; readonly judged: 'best' | 'worst' | null }
  /** All of them in order: « classement des communes ». */
  | { readonly kind: 'ranking' }
  /** Those that have some, or none: « quelles communes ont un collège ». */
  | { readonly kind: 'having' | 'lacking' }
  /** Those above or below a number: « communes de plus de 5 000 habitants ». */
  | { readonly kind: 'above' | 'below'; readonly than: number }
  /** How many there are, and which. `direct`: they are what is counted, « combien de communes ». */
  | { readonly kind: 'members'; readonly direct: boolean }

/** A question about several places, once the words that say so are taken from it. */
export interface HeardMany {
  readonly asked: AskedOfMany
  /** Of the places asked about, when it is told. */
  readonly level: Level | null
  /** What it is about: the other words. */
  readonly about: string
  /** The same with the words of levels, for when they tell the place that holds the others. */
  readonly aboutWithLevels: string
  /** A noun that an adjective stands for, when no other words name what is measured: « grande » is about people. */
  readonly implied: string | null
  /** The degree as it was typed: « moins chère ». */
  readonly said: string
  /** What is said to be first, as it was typed, when it is no level of places: « musée » in « le musée le plus visité ». */
  readonly things: string | null
}

const table = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(entries).flatMap(([noun, adjectives]) =>
      adjectives.split(' ').map((word) => [singular(word), noun] as const),
    ),
  )

/** Adjectives that measure something, by the noun of what they measure: the more, the higher. */
const MEASURING = table({
  population: 'peuple peuplee habite habitee',
  densité: 'dense densement',
  revenu: 'riche aise aisee fortune fortunee',
  pauvreté: 'pauvre precaire',
  dette: 'endette endettee',
  vieillissement: 'vieux vieille vieilles age agee',
  'part des moins de 20 ans': 'jeune',
})
/** Those of size: they are about people when nothing else is named. */
const LARGE = new Set('grand grande gros grosse important importante'.split(' ').map(singular))
const SMALL = new Set('petit petite minuscule'.split(' ').map(singular))
const HIGH = new Set(
  'haut haute eleve elevee fort forte cher chere nombreux nombreuse visite visitee'.split(' ').map(singular),
)
const LOW = new Set('bas basse faible reduit reduite modique'.split(' ').map(singular))
const BEST = new Set('meilleur meilleure mieux'.split(' '))
const WORST = new Set('pire mauvais mauvaise'.split(' '))
const HIGHEST = new Set('maximum maximal maximale max record'.split(' '))
const LOWEST = new Set('minimum minimal minimale min'.split(' '))
/** Words that turn a degree over, with those that indicators say it by: the most abstention is the least participation. */
const FALLING = new Map('perd perdent perdu perdre'.split(' ').map((word) => [word, 'perdus']))
for (const word of 'baisse baissent diminue diminuent'.split(' ')) FALLING.set(word, 'baisse')
FALLING.set('abstention', 'participation')
/** After « plus », they tell no place from another: « la population la plus récente ». */
const NO_DEGREE = new Set('recent recente tard tot precis proche loin simple'.split(' '))
/** « Est-elle la plus grande ? » is not about those who live « chez elles ». */
const SUBJECTS = new Set('il ils elle elles'.split(' '))
const LISTING = new Set('classement classer classe palmares top rang liste lister'.split(' '))
const ASKING = new Set('combien nombre nb quel quelle quels quelles liste lister toutes tous'.split(' '))
const HAVING = new Set('ont avec a possede possedent dispose disposent ayant'.split(' '))
const PLURALS: Readonly<Record<string, Level>> = {
  ...{ villes: 'commune', villages: 'commune', intercommunalites: 'epci', intercos: 'epci', agglos: 'epci' },
  ...{ communautes: 'epci', agglomerations: 'epci', comcoms: 'epci', metropoles: 'epci', cantons: 'canton' },
  ...{ arrondissements: 'arrondissement', departements: 'departement', regions: 'region' },
}

const levelOf = (folded: string): Level | undefined => LEVEL_HINTS[folded] ?? PLURALS[folded]

let misspelt: NearWords | undefined
/** The words of this page that are long enough to be known with a wrong letter. */
const near = (): NearWords => {
  misspelt ??= nearWords(
    [
      ...[...MEASURING.keys(), ...LARGE, ...SMALL, ...HIGH, ...LOW, ...BEST, ...LISTING, ...ASKING],
      ...[...Object.keys(LEVEL_HINTS), ...Object.keys(PLURALS)],
    ].filter((word) => word.length > 4),
  )
  return misspelt
}

const LEVELS = ['commune', 'epci', 'canton', 'arrondissement', 'departement', 'region', 'pays'] as const
/** Whether places of a level lie in those of another. */
export const isBelow = (level: Level, other: Level): boolean => LEVELS.indexOf(level) < LEVELS.indexOf(other)

/**
 * Hears whether a question is about several places, and what of it. `explains` tells the words that mean something by
 * themselves, which are not misspelt; `named` how many times each stands in a whole name of an indicator that the
 * question holds (« 65 ans et plus »): there it says no degree. Null for a question about one place.
 */
export const hearMany = (
  text: string,
  explains: (folded: string) => boolean,
  named: ReadonlyMap<string, number>,
): HeardMany | null => {
  const words = withDegree(wordsOf(text).map((word) => corrected(word, explains)))
  const levels = levelsOf(words)
  const level = LEVELS.find((one) => [...levels.values()].includes(one)) ?? null
  const threshold = level ? thresholdOf(words) : null
  const degree = threshold ? null : degreeOf(words, named)
  const asked = threshold?.asked ?? degree?.asked ?? plainly(words, level)
  if (!asked) return null
  const used = new Set([
    ...(threshold?.at ?? []),
    ...(degree?.at ?? []),
    ...listingOf(words),
    ...howManyOf(words, degree),
  ])
  const rest = words.map((word, i) => ({ ...word, i })).filter(({ i, folded }) => !used.has(i) && !SUBJECTS.has(folded))
  const say = (some: readonly { readonly folded: string; readonly typed: string }[]) =>
    [degree?.noun, ...some.map(({ folded, typed }) => FALLING.get(folded) ?? typed)].filter(Boolean).join(' ')
  return {
    ...{ asked, level, implied: degree?.implied ?? null },
    about: say(rest.filter(({ i }) => level === null || levels.get(i) !== level)),
    aboutWithLevels: say(rest),
    said: (degree?.at ?? []).map((i) => words[i]?.typed ?? '').join(' '),
    things: level === null ? (thingsOf(words.slice(0, degree?.at[0]))?.typed ?? null) : null,
  }
}

const corrected = (word: Word, explains: (folded: string) => boolean): Word => {
  const { folded } = word
  if (folded.length < 5 || explains(folded) || levelOf(folded)) return word
  const { words } = near().nearest(folded)
  const [only] = words.filter((one) => one[0] === folded[0]).toSorted()
  return only ? { ...word, folded: only } : word
}

/** The levels named, by position; « communauté de communes » is one. */
const levelsOf = (words: readonly Word[]): ReadonlyMap<number, Level> => {
  const levels = new Map<number, Level>()
  for (const [i, { folded }] of words.entries()) {
    const level = levelOf(folded)
    const after = /^communautes?$/.test(words[i - 1]?.folded ?? '')
    if (level) levels.set(i, after ? 'epci' : level)
  }
  return levels
}

/** How many are listed: « les 10 plus grandes ». */
const howManyOf = (words: readonly Word[], degree: Degree | null): readonly number[] => {
  const before = (degree?.at[0] ?? 0) - 1
  return /^\d{1,3}$/.test(words[before]?.folded ?? '') ? [before] : []
}

/** The first word that tells something. */
const thingsOf = (words: readonly Word[]): Word | undefined =>
  words.find(({ folded }) => !isPassedOver(folded) && !LISTING.has(folded) && !/^\d/.test(folded))

/** « La pus peuplée »: before an adjective that measures, a word with a wrong letter is a degree, which may have been said already. */
const withDegree = (words: readonly Word[]): readonly Word[] => {
  const degrees = words.map((word, i) => {
    const next = singular(words[i + 1]?.folded ?? '')
    const meant =
      isDegreed(next) && !/^(plus|moins)$/.test(word.folded)
        ? ['plus', 'moins'].find((one) => lettersApart(word.folded, one, 1) <= 1)
        : undefined
    return meant ? { ...word, folded: meant } : word
  })
  return degrees.filter(({ folded }, i) => {
    const next = degrees[i + 1]
    return !(/^(plus|moins)$/.test(folded) && next !== words[i + 1] && folded === next?.folded)
  })
}

const isDegreed = (stem: string): boolean =>
  MEASURING.has(stem) || LARGE.has(stem) || SMALL.has(stem) || HIGH.has(stem) || LOW.has(stem)

interface Degree {
  readonly asked: AskedOfMany
  readonly at: readonly number[]
  readonly noun: string | null
  readonly implied: string | null
}

const degreeOf = (words: readonly Word[], named: ReadonlyMap<string, number>): Degree | null => {
  const spare = new Map(named)
  const falls = words.some(({ folded }) => FALLING.has(folded))
  for (const [i, { folded }] of words.entries()) {
    const inName = spare.get(folded) ?? 0
    spare.set(folded, inName - 1)
    if (inName > 0) continue
    const judged = BEST.has(singular(folded)) || BEST.has(folded) ? 'best' : WORST.has(folded) ? 'worst' : null
    if (judged) return { asked: { kind: 'end', end: 'highest', judged }, at: [i], noun: null, implied: null }
    if (HIGHEST.has(folded) || LOWEST.has(folded)) return { ...plainDegree(HIGHEST.has(folded)), at: [i] }
    if (folded !== 'plus' && folded !== 'moins') continue
    const [before, after] = [words[i - 1]?.folded ?? '', words[i + 1]?.folded ?? '']
    const [next, more] = [singular(after), folded === 'plus']
    if (/^ans?$/.test(before) || /^\d/.test(after) || NO_DEGREE.has(next)) continue
    const known = isDegreed(next)
    const up = (SMALL.has(next) || LOW.has(next) ? !more : more) !== falls
    return {
      asked: { kind: 'end', end: up ? 'highest' : 'lowest', judged: null },
      at: known ? [i, i + 1] : [i],
      noun: MEASURING.get(next) ?? null,
      implied: LARGE.has(next) || SMALL.has(next) ? 'population' : null,
    }
  }
  return null
}

const plainDegree = (up: boolean): Omit<Degree, 'at'> => ({
  asked: { kind: 'end', end: up ? 'highest' : 'lowest', judged: null },
  ...{ noun: null, implied: null },
})

/** « Plus de 5 000 habitants », but not « moins de 30 ans ». */
const thresholdOf = (words: readonly Word[]) => {
  for (const [i, { folded }] of words.entries()) {
    if (folded !== 'plus' && folded !== 'moins') continue
    const digits: string[] = []
    while (/^\d+$/.test(words[i + 1 + digits.length]?.folded ?? ''))
      digits.push(words[i + 1 + digits.length]?.folded ?? '')
    const next = words[i + 1 + digits.length]?.folded ?? ''
    const grouped = digits.slice(1).every((part) => part.length === 3)
    if (digits.length === 0 || !grouped || /^ans?$/.test(next)) continue
    const than = Number(digits.join(''))
    const asked: AskedOfMany = { kind: folded === 'plus' ? 'above' : 'below', than }
    return { asked, at: Array.from({ length: digits.length + 1 }, (_, n) => i + n) }
  }
  return null
}

/** What is asked without any degree: a list, those that have something, or all of them. */
const plainly = (words: readonly Word[], level: Level | null): AskedOfMany | null => {
  const says = (some: ReadonlySet<string>) => words.some(({ folded }) => some.has(folded))
  if (level && words.some(({ folded }) => folded === 'sans')) return { kind: 'lacking' }
  if (level && says(HAVING)) return { kind: 'having' }
  if (says(LISTING) && !(level && words.some(({ folded }) => /^list/.test(folded)))) return { kind: 'ranking' }
  if (!level || !says(ASKING)) return null
  const direct = words.some(({ folded }, i) => ASKING.has(folded) && levelOf(words[i + 1]?.folded ?? '') === level)
  return direct || words.some(({ folded }) => levelOf(folded) === level && folded.endsWith('s'))
    ? { kind: 'members', direct }
    : null
}

/** Where words stand that only ask for a list: « top 10 », « classement ». */
const listingOf = (words: readonly Word[]): readonly number[] =>
  words.flatMap(({ folded }, i) => {
    if (!LISTING.has(folded) && folded !== 'sans' && !HAVING.has(folded)) return []
    return folded === 'top' && /^\d{1,3}$/.test(words[i + 1]?.folded ?? '') ? [i, i + 1] : [i]
  })
