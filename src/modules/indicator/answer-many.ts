import { type Geography, listed, ofPlace, type Place, type PlaceStore, titleOf } from '../territory/index.ts'
import { isAboutThings } from './about-things.ts'
import { type Answer, leftAside, NOTHING, notHeld, otherPeriod, quoted, unknownPlace, valueSentence } from './answer.ts'
import { answerMembers, MOST_LISTED, oneOf } from './answer-members.ts'
import { codesWithin } from './codes-inside.ts'
import type { Definition } from './definition.ts'
import { lastKnown } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { LEVEL_WORDS } from './level-words.ts'
import { rankedList } from './many-list.ts'
import { atEnd, type Column, columnAt, firstOf, rankFrom, type ToldOfMany } from './many-places.ts'
import {
  comparedSentence,
  endSentence,
  havingSentence,
  MOST_NAMED,
  rangeSentence,
  type SaidOfMany,
} from './many-sentences.ts'
import { type End, isBelow } from './many-words.ts'
import { originOf } from './origin.ts'
import { rankWords } from './peer-words.ts'
import type { Reading } from './question.ts'
import type { ReadMany } from './read-many.ts'
import { reunitedCodes } from './reunited-codes.ts'
import { statedText } from './stated-words.ts'

export interface ManyDeps {
  readonly places: Pick<PlaceStore, 'get' | 'predecessors'>
  /** Identifier of the portal's territory: `departement:89`. */
  readonly territoryId: string
}

interface Asked {
  readonly geography: Geography
  readonly shown: readonly ShownIndicator[]
  /** Definitions that wait for their source. */
  readonly waiting: readonly Definition[]
}

const LEVELS = ['commune', 'epci', 'canton', 'arrondissement', 'departement', 'region'] as const

/**
 * Answers a question about several places: who is first, who has some, how many there are. Reads one period of one indicator.
 * Null when the question is better answered as one about a single place.
 */
export const answerMany =
  (deps: ManyDeps) =>
  async (read: ReadMany, { geography, shown, waiting }: Asked): Promise<Answer | null> => {
    const { reading, asked } = read
    const extent = await extentOf(deps, read)
    if (!extent) return null
    const { within, own } = extent
    const indicator = shown.find(({ definition }) => definition.slug === reading.indicator)
    const left = leftAside(reading)
    if (asked.kind === 'members')
      return left.length === 0 ? answerMembers(deps.territoryId, read, within, geography) : null
    if (left.length > 0)
      return own ? null : indicator ? unknownPlace(reading, indicator.definition) : unknownWords(left, within, shown)
    const awaited = waiting.find(({ slug }) => slug === reading.indicator)
    if (awaited) return notHeld(`Le portail n’a pas encore « ${awaited.name} »`, within, shown)
    if (!indicator)
      return asked.kind === 'end' && reading.indicator === null && read.said !== ''
        ? unknownWords([read.said], within, shown)
        : null
    const compared = await comparedIn(deps, read, within, geography, indicator)
    return compared ? answerFrom(deps, read, compared, own, geography) : coarser(indicator, within, read)
  }

/** The place that holds those asked about, and the one that is named among them. */
const extentOf = async ({ places, territoryId }: ManyDeps, { reading, asked, level }: ReadMany) => {
  const named = reading.place && ((await places.get(`${reading.place.level}:${reading.place.code}`)) ?? null)
  if (named?.level !== 'commune') {
    const wide = !named && level !== null && !isBelow(level, 'departement')
    const within = named ?? (await places.get(wide ? 'pays:FR' : territoryId))
    return within ? { within, own: null } : null
  }
  const within = reading.place?.here && ['end', 'ranking'].includes(asked.kind) ? await places.get(territoryId) : null
  return within ? { within, own: named } : null
}

const unknownWords = (words: readonly string[], within: Place, shown: readonly ShownIndicator[]): Answer =>
  notHeld(`Aucun indicateur du portail ne répond à ${quoted(words)}`, within, shown)

interface Compared extends SaidOfMany {
  readonly indicator: ShownIndicator
  readonly notes: readonly string[]
}

/** The column that is compared: at the level asked, or at the finest known there, which is said. */
const comparedIn = async (
  { places }: ManyDeps,
  { level: asked, reading }: ReadMany,
  holder: Place,
  geography: Geography,
  indicator: ShownIndicator,
): Promise<Compared | null> => {
  const { definition, edition } = indicator
  const levelIn = (place: Place) =>
    [...(asked ? [asked] : []), ...LEVELS].find((one) => edition.levels.has(one) && isBelow(one, place.level))
  const country = reading.place === null && asked === null && !levelIn(holder) ? await places.get('pays:FR') : undefined
  const within = country ?? holder
  const level = levelIn(within)
  const column = level && columnAt(edition, level, codesWithin(geography, within, level), reading.period)
  if (!level || !column) return null
  const other =
    asked !== null && asked !== level
      ? [`« ${definition.name} » n’est pas connu par ${LEVEL_WORDS[asked][0]} : voici par ${LEVEL_WORDS[level][0]}.`]
      : []
  const wrong = reading.period !== null && !column.period.startsWith(reading.period)
  return {
    ...{ indicator, definition, level, within, column },
    notes: [...other, ...(wrong ? [otherPeriod(reading.period ?? '', column.period)] : [])],
  }
}

/** What is known of larger places only cannot tell those inside from each other: that of the whole is told. */
const coarser = ({ definition, edition }: ShownIndicator, within: Place, { level }: ReadMany): Answer | null => {
  const last = lastKnown(edition, within.level, within.code)
  if (last?.stated.value == null) return null
  const known = [...edition.levels.keys()].map((one) => LEVEL_WORDS[one][0])
  const which = `les ${LEVEL_WORDS[level ?? 'commune'][1]} ${ofPlace(within)}`
  return {
    ...NOTHING,
    sentence: `« ${definition.name} » n’est connu ici que par ${listed(known)} : le portail ne peut pas comparer ${which}.`,
    notes: [valueSentence(definition, within, last.period, last.stated)],
    place: within,
    indicator: definition,
    period: last.period,
    stated: last.stated,
  }
}

const answerFrom = async (
  deps: ManyDeps,
  { asked, reading, things }: ReadMany,
  compared: Compared,
  own: Place | null,
  geography: Geography,
): Promise<Answer | null> => {
  const { definition, level, within, column } = compared
  const told = (kind: ToldOfMany['kind'], end: End, some: Column['known'], n: number): ToldOfMany => ({
    ...{ kind, level, within, of: column.known.length, without: column.without, count: n },
    first: firstOf(some, end, MOST_LISTED).map((one) => ({
      ...oneOf(level, one.code, geography.names.get(level)?.get(one.code) ?? one.code),
      ...{ value: one.value, words: statedText(one, definition) },
    })),
    list: rankedList({ slug: definition.slug, level, within, column, end }, deps.territoryId),
  })
  const origin = originOf(definition, compared.indicator.record, { level, code: null, period: column.period })
  const apart =
    things !== null && isAboutThings(definition, things)
      ? `Le portail n’a pas de chiffre par ${quoted([things])}, seulement par ${LEVEL_WORDS[level][0]}. `
      : ''
  const plain = { ...NOTHING, place: null, indicator: definition, period: column.period, origin }
  const notes = [...compared.notes, comparedSentence(compared)]
  const ranking = () => ({
    ...{ ...plain, sentence: `${apart}${rangeSentence(compared)}`, notes },
    many: told('ranking', 'highest', column.known, column.known.length),
  })
  if (asked.kind === 'ranking' || asked.kind === 'members') return ranking()
  if (asked.kind !== 'end') {
    const than = asked.kind === 'above' || asked.kind === 'below' ? asked.than : asked.kind === 'having' ? 1 : 0
    const counts = definition.kind === 'stock' || definition.kind === 'flow'
    if (!counts && (asked.kind === 'having' || asked.kind === 'lacking')) return ranking()
    const some = column.known.filter(({ value }) => isAsked(asked.kind, value, than))
    const end = asked.kind === 'below' || asked.kind === 'lacking' ? 'lowest' : 'highest'
    const sentence = havingSentence(compared, asked.kind, some.length, than)
    return { ...plain, sentence, notes, many: told(asked.kind, end, some, some.length) }
  }
  const end = judgedEnd(asked, definition)
  const holders = atEnd(column, end)
  const found = await Promise.all(holders.slice(0, MOST_NAMED).map(({ code }) => deps.places.get(`${level}:${code}`)))
  const named = found.filter((place) => place !== undefined)
  const [only] = named
  const [stated] = holders
  const alone = only && stated && holders.length === 1 ? only : null
  return {
    ...plain,
    sentence: `${apart}${endSentence(compared, end, named, holders.length)}`,
    notes: [
      ...(asked.judged !== null && definition.better === 'neither'
        ? [
            `Cet indicateur ne dit ni mieux ni moins bien : voici la valeur la plus ${end === 'highest' ? 'haute' : 'basse'}.`,
          ]
        : []),
      ...notes,
      ...sizeNote(compared, end),
      ...[...(await namedAmong(deps, reading, own)), await homeAmong(deps, compared)].flatMap((one) =>
        standingOf(compared, end, one),
      ),
    ],
    place: alone,
    ...{ period: column.period, stated: stated ?? null },
    origin: alone && stated ? await originOfOne(deps, compared, alone, stated, geography) : origin,
    many: told(end, end, column.known, holders.length),
  }
}

const isAsked = (kind: 'having' | 'lacking' | 'above' | 'below', value: number, than: number): boolean => {
  if (kind === 'having') return value >= than
  if (kind === 'lacking') return value === 0
  return kind === 'above' ? value > than : value < than
}

/** The end that is asked: of what is better with more, the best is the highest. What is neither better nor worse has no best. */
const judgedEnd = (
  { end, judged }: Extract<ReadMany['asked'], { readonly kind: 'end' }>,
  { better }: SaidOfMany['definition'],
): End => {
  if (judged === null || better === 'neither') return judged === 'worst' ? 'lowest' : end
  return (judged === 'best') === (better === 'more') ? 'highest' : 'lowest'
}

/** A number of things is the highest where most people live: it is said. */
const sizeNote = ({ definition }: SaidOfMany, end: End): readonly string[] =>
  end === 'highest' && definition.kind === 'stock' && definition.unit !== 'habitants'
    ? ['C’est un nombre, non une part : les lieux les plus peuplés viennent souvent en tête.']
    : []

/** The communes that the question names, beside the first: « entre Auxerre et Sens ». */
const namedAmong = async ({ places }: ManyDeps, { also }: Reading, own: Place | null): Promise<readonly Place[]> => {
  if (!own) return []
  const others = await Promise.all(also.map(({ level, code }) => places.get(`${level}:${code}`)))
  return [own, ...others.filter((place) => place !== undefined)]
}

/** The portal's own territory, when it is one of the places compared. */
const homeAmong = async ({ places, territoryId }: ManyDeps, { level, within }: SaidOfMany): Promise<Place | null> => {
  const home = territoryId.startsWith(`${level}:`) && within.id !== territoryId ? await places.get(territoryId) : null
  return home ?? null
}

const standingOf = ({ column, definition, level }: SaidOfMany, end: End, own: Place | null): readonly string[] => {
  const value = own && column.known.find(({ code }) => code === own.code)
  if (!own || !value) return []
  const rank = rankWords(rankFrom(column, end, value.value), level)
  const from = end === 'highest' ? 'la plus haute' : 'la plus basse'
  return [`${titleOf(own)} : ${statedText(value, definition)}, ${rank} en partant de la valeur ${from}.`]
}

const originOfOne = async (
  { places }: ManyDeps,
  { indicator, level, column }: Compared,
  place: Place,
  stated: Column['known'][number],
  geography: Geography,
) =>
  originOf(indicator.definition, indicator.record, {
    ...{ level, code: place.code, period: column.period },
    members: level === 'commune' ? [] : [...codesWithin(geography, place, 'commune')],
    reunited: await reunitedCodes(places, place, stated),
  })
