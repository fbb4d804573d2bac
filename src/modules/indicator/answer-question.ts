import type { Geography, GeographyStore, Level, Place, PlaceStore } from '../territory/index.ts'
import { type Answer, answerTo } from './answer.ts'
import { answerMany } from './answer-many.ts'
import type { Definition } from './definition.ts'
import { lastKnown } from './edition.ts'
import { indicatorDictionary } from './indicator-words.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import { type PlaceDictionary, placeDictionary } from './place-dictionary.ts'
import { type Dictionaries, dictionaries, type Reading, readQuestion } from './question.ts'
import { countedIn } from './question-words.ts'
import { readMany } from './read-many.ts'
import { reunitedCodes } from './reunited-codes.ts'

export interface QuestionDeps {
  readonly known: KnownIndicators
  readonly geography: Pick<GeographyStore, 'today'>
  readonly places: Pick<PlaceStore, 'get' | 'predecessors'>
  /** Identifier of the portal's territory: `departement:89`. */
  readonly territoryId: string
  readonly postcodes: () => Iterable<{ readonly codePostal: string; readonly codeCommune: string }>
}

export interface Answered {
  readonly reading: Reading
  readonly answer: Answer | null
  /** Indicators with values that the words name, the best named first. */
  readonly indicators: readonly Definition[]
}

/** Asks the portal a question in French words. */
export type AskQuestion = (text: string) => Promise<Answered>

/**
 * Answers questions from the indicators shown. What questions are read with is made at the first one, and again when
 * places, populations or definitions change: whoever asks an empty one before readers spares them that wait.
 */
export const answerQuestion = (deps: QuestionDeps): AskQuestion => {
  const read = remembered(deps)
  const ofMany = answerMany(deps)
  return async (text) => {
    const [geography, shown, waiting] = await Promise.all([
      deps.geography.today(),
      deps.known.shown(),
      deps.known.waiting(),
    ])
    const known = read(geography, shown, waiting)
    const many = readMany(known, text)
    const found = many && (await ofMany(many, { geography, shown, waiting }))
    if (many && found) return { reading: many.reading, answer: found, indicators: namedBy(many.reading, shown) }
    const reading = readQuestion(known, text)
    const id = reading.place ? `${reading.place.level}:${reading.place.code}` : ownTerritory(deps, reading)
    const place = id ? ((await deps.places.get(id)) ?? null) : null
    const reunited = place ? await reunitedCodes(deps.places, place, { making: 'rebuilt' }) : []
    const members = place ? membersOf(geography, place) : []
    const around = place ? await aroundOf(deps, geography, place) : []
    const answer = answerTo(reading, {
      ...{ place, members, reunited, around, shown, waiting },
      counted: countedIn(text),
    })
    return { reading, answer, indicators: namedBy(reading, shown) }
  }
}

const namedBy = ({ alike }: Reading, shown: readonly ShownIndicator[]): readonly Definition[] =>
  alike.flatMap((slug) => shown.find(({ definition }) => definition.slug === slug)?.definition ?? [])

/** The EPCI and the département of a commune. */
const aroundOf = async ({ places }: QuestionDeps, { holders }: Geography, { level, code }: Place) => {
  const ids = (['epci', 'departement'] as const).flatMap((one) => {
    const holder = level === 'commune' ? holders.get(one)?.get(code) : undefined
    return holder ? [`${one}:${holder}`] : []
  })
  const found = await Promise.all(ids.map((id) => places.get(id)))
  return found.filter((place) => place !== undefined)
}

/** An indicator named without any place, nor any word that may be one, is asked of the portal's own territory. */
const ownTerritory = ({ territoryId }: QuestionDeps, { indicator, rest }: Reading): string | null =>
  indicator !== null && rest.length === 0 ? territoryId : null

const remembered = ({ territoryId, postcodes }: QuestionDeps) => {
  let of: { readonly names: unknown; readonly populations: unknown; readonly places: PlaceDictionary } | undefined
  let kept:
    | { readonly of: typeof of; readonly shown: readonly ShownIndicator[]; readonly known: Dictionaries }
    | undefined
  return (geography: Geography, shown: readonly ShownIndicator[], waiting: readonly Definition[]): Dictionaries => {
    const populations = shown.find(({ definition }) => definition.slug === 'population')?.edition
    if (!of || of.names !== geography.names || of.populations !== populations) {
      const populationOf = (level: Level, code: string) =>
        populations ? (lastKnown(populations, level, code)?.stated.value ?? null) : null
      const home = territoryId.slice(territoryId.indexOf(':') + 1)
      of = {
        names: geography.names,
        populations,
        places: placeDictionary({ geography, home, populationOf, postcodes: postcodes() }),
      }
    }
    if (!kept || kept.of !== of || kept.shown !== shown) {
      const indicators = indicatorDictionary([...shown.map(({ definition }) => definition), ...waiting])
      kept = { of, shown, known: dictionaries(of.places, indicators) }
    }
    return kept.known
  }
}

const membersOf = ({ holders }: Geography, { level, code }: Place): readonly string[] => {
  const members: string[] = []
  for (const [commune, holder] of holders.get(level) ?? []) if (holder === code) members.push(commune)
  return members
}
