import { invalid, notFound } from '../../kernel/errors.ts'
import {
  type KnownIndicators,
  originOf,
  type PastEditions,
  type PeerFinder,
  rankAmongPeers,
  reunitedCodes,
  type ShownIndicator,
  valueAt,
} from '../indicator/index.ts'
import { type Level, type Place, type PlaceStore, titleOf } from '../territory/index.ts'
import { type Among, type Card, type CardKey, FROZEN_PEERS, figureOf } from './card.ts'

export interface FindCardDeps {
  readonly known: Pick<KnownIndicators, 'get'>
  readonly past: Pick<PastEditions, 'get'>
  readonly places: Pick<PlaceStore, 'byCode' | 'members' | 'predecessors'>
  readonly finder: PeerFinder
  /** Finds peers as they were when an edition was built: with the count of that time, on the limits of that day. */
  readonly finderOf: (edition: Card['edition']) => Promise<PeerFinder>
  /** `2026-11-26`. */
  readonly today: () => string
}

/** What the address of a card says. */
export interface AskedCard extends Omit<CardKey, 'place'> {
  readonly level: Level
  readonly code: string
}

export type FindCard = (asked: AskedCard) => Promise<Card>

/**
 * Finds the card of a figure; says in French what does not exist. A card frozen at an edition is found for ever, and is
 * refused the peers that would make it change (`FROZEN_PEERS`).
 */
export const findCard =
  (deps: FindCardDeps): FindCard =>
  async (asked) => {
    if (asked.edition !== null && !FROZEN_PEERS.some((peers) => peers === asked.peers)) throw invalid(...CANNOT_FREEZE)
    const indicator = await shownOr404(deps, asked)
    const { definition, record } = indicator
    const edition = { id: record.id, number: record.number, on: record.builtAt.slice(0, 10) }
    const frozen = asked.edition !== null
    const on = frozen ? edition.on : deps.today()
    const place = await deps.places.byCode(asked.level, asked.code, on)
    if (!place) throw notFound('Le lieu', asked.code)
    const figure = isPlaceOf(place, on) ? figureOf(indicator, place, asked.period) : null
    if (!figure) throw notFound('La carte', `${definition.name}, ${titleOf(place)}`)
    const [among, members, reunited] = await Promise.all([
      amongOf(deps, asked, { place, indicator, edition, ...figure }),
      place.level === 'commune' || place.level === 'pays' ? [] : deps.places.members(place.id, 'commune', on),
      reunitedCodes(deps.places, place, figure.stated),
    ])
    const { level, code } = place
    const from = { level, code, period: figure.period, members: members.map((member) => member.code), reunited }
    const { indicator: slug, peers, period } = asked
    const key = { indicator: slug, place, peers, edition: asked.edition, period }
    return { key, place, definition, edition, ...figure, among, origin: originOf(definition, record, from), frozen }
  }

const CANNOT_FREEZE = [
  'Une carte figée ne se compare pas aux lieux les plus semblables : la façon de les trouver change avec le portail, et la carte changerait aussi. Enlevez « pairs=voisins » de l’adresse pour la comparer aux lieux de même taille, ou enlevez « edition » pour une carte toujours à jour.',
  [{ pointer: '/pairs', message: `avec edition : ${FROZEN_PEERS.join(' ou ')}` }],
] as const

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

interface Ranked extends Pick<Card, 'place' | 'edition' | 'period' | 'stated'> {
  readonly indicator: ShownIndicator
}

const amongOf = async (deps: FindCardDeps, { peers, edition }: AskedCard, ranked: Ranked): Promise<Among | null> => {
  const { place, period, stated, indicator } = ranked
  if (peers === 'sans' || place.level === 'pays' || stated.value === null) return null
  const finder = edition === null ? deps.finder : await deps.finderOf(ranked.edition)
  const found = await finder.of(place, peers)
  if (!found.found) return null
  const others = found.peers.peers.map((peer) => valueAt(indicator.edition, place.level, peer.code, period))
  const rank = rankAmongPeers(stated, others)
  return rank && rank.of >= FEWEST_RANKED ? { peers: found.peers, rank, others } : null
}

/** A rank among two says nothing. */
const FEWEST_RANKED = 3
