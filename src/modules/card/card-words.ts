import { formatDate } from '../../kernel/french.ts'
import type { StatedValue, ValueStatus } from '../figure/index.ts'
import {
  changeWords,
  isTelling,
  medianSentence,
  periodWords,
  rankSentence,
  reunitedPastSentence,
  STATUS_WORDS,
  statedText,
  unitFor,
  valueSentence,
  whyUnmade,
} from '../indicator/index.ts'
import { capital, noSumBriefly, titleOf } from '../territory/index.ts'
import type { Card } from './card.ts'

/** The figure as it is set in large: its digits, what stands beside them, what stands under. */
export interface FigureWords {
  /** `35 097`, `−0,42`, `≈ 12`; « Secret statistique » when there is no number. */
  readonly large: string
  /** `%`, `€ par an`; null when the unit is said under it. */
  readonly beside: string | null
  /** « habitants en 2023 », « en 2023 »: the unit when it is not beside, and always the date. */
  readonly under: string
}

/** A place and an indicator as a heading: « Joigny », « Population municipale ». */
export const headingOf = ({ place, definition }: Card) => ({ place: titleOf(place), indicator: definition.name })

/** The figure of a card, cut for large letters. */
export const figureWords = ({
  stated,
  definition,
  period,
}: Pick<Card, 'stated' | 'definition' | 'period'>): FigureWords => {
  const when = periodWords(period)
  if (stated.value === null) return { large: capital(STATUS_WORDS[stated.status]), beside: null, under: when }
  const digits = statedText({ value: stated.value, status: 'value' }, definition, false)
  const unit = unitFor(stated.value, definition.unit) ?? (definition.kind === 'index' ? 'indice' : null)
  const isSign = unit !== null && /^[%€]/.test(unit)
  return {
    large: stated.status === 'estimated' ? `≈\u00A0${digits}` : digits,
    beside: isSign ? unit : null,
    under: [isSign ? null : unit, when, stated.status === 'estimated' ? '(estimé)' : null].filter(Boolean).join(' '),
  }
}

const WHY: Readonly<Partial<Record<ValueStatus, string>>> = {
  missing: 'La source ne donne pas ce chiffre pour ce lieu. Un chiffre qui manque n’est pas un zéro.',
  secret: 'Ce chiffre concerne trop peu de personnes : la loi protège ce qui se rapporte à chacune.',
  'not-yet': 'Le producteur n’a pas encore publié ce chiffre.',
  'not-applicable': 'Ce chiffre n’a pas de sens pour ce lieu.',
}

/** Why there is no number, in a sentence; null when there is one. */
export const whyNone = ({ stated, place, definition }: Card): string | null =>
  (stated.status === 'missing' && stated.making === 'rebuilt' ? whyUnmade(definition) : null) ??
  (stated.status === 'missing' ? noSumBriefly(place) : null) ??
  WHY[stated.status] ??
  null

/** « Joigny compte 9 016 habitants en 2023 (population municipale). » */
export const sentenceOf = ({ definition, place, period, stated }: Card): string =>
  valueSentence(definition, place, period, stated)

/** « +2,1 % depuis 2016 »: since the oldest comparable date; null for flows, which every year makes anew, and when nothing compares. */
export const trendWords = ({ before, stated, definition }: Card): string | null =>
  definition.kind === 'flow' || !before
    ? null
    : changeWords({ ...before, period: dateWords(before.period) }, stated, definition)

/** How the past of the figure was made from places reunited since; null when it was not, or when the figure itself says it. */
export const reunitedWords = ({ reunited, stated, definition }: Card): string | null =>
  reunited && stated.value !== null ? reunitedPastSentence(reunited, definition) : null

/** A period without its preposition: `2023`, `mars 2024`, `le 2e trimestre 2024`. */
export const dateWords = (period: string): string => periodWords(period).replace(/^en /, '').replace(/^au /, 'le ')

/** « 4e sur 23 communes de 250 à 500 habitants de l’Yonne », the highest first, or that most have the same; null without peers. */
export const rankWords = ({ among, place }: Card): string | null =>
  among && capital(rankSentence(among.rank, place.level, among.peers.group))

/** The same with its order, without which a second place says neither good nor bad. */
export const orderedRank = (card: Card): string | null => {
  const rank = rankWords(card)
  return rank && `${rank}${orderWords(card)}`
}

/** « , du plus haut au plus bas », after a rank; nothing where there is none. */
export const orderWords = ({ among }: Card): string =>
  among && isTelling(among.rank) ? ', du plus haut au plus bas' : ''

/** « 12 habitants de plus que la médiane du groupe (412 habitants) »; null without peers. */
export const medianWords = ({ among, definition }: Card): string | null =>
  among && medianSentence(among.rank, definition)

/** A value of the card's indicator without its unit. */
export const shortText = ({ definition }: Card, stated: StatedValue): string => statedText(stated, definition, false)

/** « INSEE, « Populations légales des communes » ». */
export const sourceWords = ({ origin, definition }: Card): string =>
  origin && !origin.href.startsWith('/indicateurs/') ? `${origin.producer}, « ${origin.title} »` : definition.producer

/** « Figé au 26 novembre 2026 (édition 3) » or « Édition 3, du 26 novembre 2026 ». */
export const editionWords = ({ edition, frozen }: Card): string =>
  frozen
    ? `Figé au ${formatDate(edition.on)} (édition ${edition.number})`
    : `Édition ${edition.number}, du ${formatDate(edition.on)}`

/** All that the picture of a card says, for who does not see it. */
export const altText = (card: Card): string =>
  [
    sentenceOf(card),
    whyNone(card),
    trendWords(card) && `${capital(trendWords(card) ?? '')}.`,
    reunitedWords(card),
    orderedRank(card) && `${orderedRank(card)}.`,
    `Source : ${sourceWords(card)}.`,
    card.frozen && `${editionWords(card)}.`,
  ]
    .filter(Boolean)
    .join(' ')

/** One line to quote the figure: what, where, when, whose, from which address, seen on which day. */
export const citation = (card: Card, portal: string, address: string, today: string): string =>
  `${sentenceOf(card)} Source : ${sourceWords(card)}, édition ${card.edition.number} du ${formatDate(card.edition.on)}. ${portal}, ${address}, consulté le ${formatDate(today)}.`

/** « Population municipale : Joigny », the title of what shows the card. */
export const titleOfCard = ({ definition, place }: Card): string => `${definition.name} : ${titleOf(place)}`
