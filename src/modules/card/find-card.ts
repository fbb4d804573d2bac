import { notFound } from '../../kernel/errors.ts'
import {
  amongPeers,
  type KnownIndicators,
  originOf,
  type PastEditions,
  type PeerFinder,
  type ShownIndicator,
} from '../indicator/index.ts'
import { type Level, type Place, type PlaceStore, titleOf } from '../territory/index.ts'
import { type Among, type Card, type CardPeers, figureOf } from './card.ts'

export interface FindCardDeps {
  readonly known: Pick<KnownIndicators, 'get'>
  readonly past: Pick<PastEditions, 'get'>
  readonly places: Pick<PlaceStore, 'byCode' | 'members'>
  readonly finder: PeerFinder
  /** Finds peers as they were when an edition was built: with the editions of that time, on the limits of that day. */
  readonly finderOf: (edition: Card['edition']) => Promise<PeerFinder>
  /** `2026-11-26`. */
  readonly today: () => string
}

/** What the address of a card says. */
export interface AskedCard {
  readonly indicator: string
  readonly level: Level
  readonly code: string
  readonly peers: CardPeers
  /** The number of the edition it is frozen at; null: the one shown today. */
  readonly edition: number | null
}

export type FindCard = (asked: AskedCard) => Promise<Card>

/** Finds the card of a figure; says in French what does not exist. A card frozen at an edition is found for ever. */
export const findCard =
  (deps: FindCardDeps): FindCard =>
  async (asked) => {
    const indicator = await shownOr404(deps, asked)
    const { definition, record } = indicator
    const edition = { id: record.id, number: record.number, on: record.builtAt.slice(0, 10) }
    const frozen = asked.edition !== null
    const on = frozen ? edition.on : deps.today()
    const place = await deps.places.byCode(asked.level, asked.code, on)
    if (!place) throw notFound('Le lieu', asked.code)
    const figure = isPlaceOf(place, on) ? figureOf(indicator, place) : null
    if (!figure) throw notFound('La carte', `${definition.name}, ${titleOf(place)}`)
    const [among, members] = await Promise.all([
      amongOf(deps, asked, place, indicator, edition),
      place.level === 'commune' || place.level === 'pays' ? [] : deps.places.members(place.id, 'commune', on),
    ])
    const { level, code } = place
    const from = { level, code, period: figure.period, members: members.map((member) => member.code) }
    return { place, definition, edition, ...figure, among, origin: originOf(definition, record, from), frozen }
  }

const shownOr404 = async (
  { known, past }: FindCardDeps,
  { indicator, edition }: AskedCard,
): Promise<ShownIndicator> => {
  const found = edition === null ? await known.get(indicator) : await past.get(indicator, edition)
  if (found) return found
  throw edition === null ? notFound('L’indicateur', indicator) : notFound('L’édition', `${indicator}, ${edition}`)
}

/** Figures are about the places of a day: a commune that was reunited since has none of its own. */
const isPlaceOf = ({ validUntil }: Place, on: string): boolean => validUntil === null || validUntil > on

const amongOf = async (
  deps: FindCardDeps,
  { peers, edition }: AskedCard,
  place: Place,
  indicator: ShownIndicator,
  of: Card['edition'],
): Promise<Among | null> => {
  if (peers === 'sans' || place.level === 'pays') return null
  const finder = edition === null ? deps.finder : await deps.finderOf(of)
  const { found, ranks } = await amongPeers(finder)(place, peers, [indicator])
  const [ranked] = ranks
  if (!found.found || !ranked?.rank || ranked.rank.of < FEWEST_RANKED) return null
  return { peers: found.peers, rank: ranked.rank, others: ranked.others.map(({ stated }) => stated) }
}

/** A rank among two says nothing. */
const FEWEST_RANKED = 3
