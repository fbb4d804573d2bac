import type { Definition } from './definition.ts'
import { LEVEL_HINTS } from './place-dictionary.ts'
import { isPassedOver, keyWords, singular } from './question-words.ts'

/** What of a definition tells how people name it. */
export type NamedDefinition = Pick<Definition, 'slug' | 'name' | 'shortName' | 'unit' | 'words' | 'formulas' | 'key'>

/** An indicator that some words name. */
export interface NamedIndicator {
  readonly slug: string
  /** The words that do, in the singular. */
  readonly stems: readonly string[]
  /** True when they are a whole name of it, false when only some of its words. */
  readonly whole: boolean
  /** True when some of them begin its name or say what it counts; false when they are only said of it, or used near it. */
  readonly own: boolean
  /** True when it is a mean or a median: only such a one answers « l’âge moyen ». */
  readonly middle: boolean
}

export interface IndicatorDictionary {
  /** Indicators that words in the singular name, the best named first. */
  readonly named: (stems: ReadonlySet<string>) => readonly NamedIndicator[]
  /** Whether words in the singular hold a whole name of an indicator that has this one: « france » in « France services ». */
  readonly isInName: (word: string, stems: ReadonlySet<string>) => boolean
  /** The longest name of an indicator of which words in the singular hold every one, as it is written; null without any. */
  readonly wholeName: (stems: ReadonlySet<string>) => string | null
  /** What is counted: « personne », « foyer ». Many indicators count the same. */
  readonly units: ReadonlySet<string>
  /** Every word of every name, in the singular. */
  readonly stems: ReadonlySet<string>
}

interface Entry {
  readonly slug: string
  readonly key: number
  /** Names of it: several words all needed. */
  readonly names: readonly (readonly string[])[]
  readonly vocabulary: ReadonlySet<string>
  /** Words that its names begin with, and what it counts. */
  readonly own: ReadonlySet<string>
}

/** A name as it is written, and its words in the singular. */
interface NamedText {
  readonly text: string
  readonly stems: readonly string[]
}

/** What tells no indicator from another when it stands alone. */
const GENERIC = new Set(
  'taux part median mediane moyen moyenne annuel annuelle indice niveau cinq pour cent plu moin'.split(' '),
)
const MIDDLES = new Set('median mediane moyen moyenne'.split(' '))
/** Whether a word in the singular asks for a mean or a median. */
export const isMiddle = (stem: string): boolean => MIDDLES.has(stem)
/** Whether a word tells one indicator from others: a level of places does not, whatever names hold it. */
const tells = (word: string): boolean => !GENERIC.has(word) && !(word in LEVEL_HINTS)
/** How people say that something changes. */
const CHANGE =
  'evolution evolue augmente augmentation baisse hausse diminue progresse croissance changement change grandi'

const CHANGES = new Set(CHANGE.split(' '))
/** Whether a word in the singular says how something is measured, not what: « part », « évolution ». */
export const isManner = (stem: string): boolean => GENERIC.has(stem) || CHANGES.has(stem)

/** The words of indicators: their names, short names and synonyms; those of change add the words of what changes. */
export const indicatorDictionary = (definitions: readonly NamedDefinition[]): IndicatorDictionary => {
  const bySlug = new Map(definitions.map((definition) => [definition.slug, definition]))
  const entries = definitions.map((definition) => entryOf(definition, bySlug))
  const units = new Set(definitions.flatMap(countedBy))
  const texts = definitions.flatMap(textsOf)
  return {
    named: (stems) => named(entries, units, stems),
    isInName: (word, stems) =>
      entries.some(({ names }) => names.some((name) => name.includes(word) && name.every((one) => stems.has(one)))),
    wholeName: (stems) => wholeName(texts, stems),
    units,
    stems: new Set(entries.flatMap(({ vocabulary }) => [...vocabulary])),
  }
}

const stemsOf = (text: string): readonly string[] => [
  ...new Set(
    keyWords(text)
      .filter((word) => !isPassedOver(word) && !/^\d{4,}$/.test(word)) // ages tell, years do not
      .map(singular),
  ),
]

const namesOf = (definition: NamedDefinition) => textsOf(definition).map(({ stems }) => stems)

const textsOf = ({ name, shortName, words }: NamedDefinition): readonly NamedText[] =>
  [name, shortName, ...(words ?? [])]
    .map((text) => ({ text, stems: stemsOf(text) }))
    .filter(({ stems }) => stems.length > 0)

const wholeName = (texts: readonly NamedText[], stems: ReadonlySet<string>): string | null => {
  const said = texts.filter((one) => one.stems.every((stem) => stems.has(stem)))
  return said.toSorted((a, b) => b.stems.length - a.stems.length)[0]?.text ?? null
}

const entryOf = (definition: NamedDefinition, bySlug: ReadonlyMap<string, NamedDefinition>): Entry => {
  const names = namesOf(definition)
  const changing = definition.formulas.flatMap((formula) => {
    const source = formula.kind === 'change' ? bySlug.get(formula.of) : undefined
    return source
      ? [...namesOf(source).flat(), ...(formula.kind === 'change' && formula.as === 'yearly' ? stemsOf(CHANGE) : [])]
      : []
  })
  return {
    slug: definition.slug,
    key: definition.key ?? Number.MAX_SAFE_INTEGER,
    names,
    vocabulary: new Set([...names.flat(), ...changing]),
    own: new Set([...headOf(definition.name), ...headOf(definition.shortName), ...changing, ...countedBy(definition)]),
  }
}

/** « Pauvreté » for « taux de pauvreté des locataires ». */
const headOf = (text: string): readonly string[] => stemsOf(text).filter(tells).slice(0, 1)

/** « Habitants » for « habitants par km² », nothing for « % ». */
const countedBy = ({ unit }: Pick<NamedDefinition, 'unit'>): readonly string[] => stemsOf(unit ?? '').slice(0, 1)

const named = (
  entries: readonly Entry[],
  units: ReadonlySet<string>,
  stems: ReadonlySet<string>,
): readonly NamedIndicator[] => {
  const found = entries.flatMap(({ slug, key, names, vocabulary, own: ownWords }) => {
    const said = [...vocabulary].filter((word) => stems.has(word))
    const whole = names.some((name) => name.every((word) => stems.has(word)) && name.some(tells))
    const longest = Math.max(0, ...names.map((name) => (name.every((word) => stems.has(word)) ? name.length : 0)))
    const telling = said.filter(tells).length
    const middle = [...vocabulary].some(isMiddle)
    // « Les personnes au RSA » are not the population, nor « l’évolution des cambriolages » its evolution.
    const precise = said.some((word) => tells(word) && !units.has(word) && !CHANGES.has(word))
    const own = said.some((word) => tells(word) && ownWords.has(word))
    return telling > 0 ? [{ slug, key, stems: said, whole, own, middle, longest, telling, precise }] : []
  })
  const sorted = found.toSorted(
    (a, b) =>
      b.stems.length - a.stems.length ||
      b.longest - a.longest ||
      Number(b.whole) - Number(a.whole) ||
      Number(b.precise) - Number(a.precise) ||
      a.key - b.key ||
      (a.slug < b.slug ? -1 : 1),
  )
  return sorted.map(({ telling, whole, longest, precise, ...one }) => ({ ...one, whole: whole || telling > 1 }))
}
