import { cardPath } from '../indicator/index.ts'
import { type Card, type CardKey, FROZEN_PEERS } from './card.ts'
import type { Format } from './frame.ts'

/** What an address of a card answers: its page, its facts as JSON, the frame for other sites. */
export type Answering = 'page' | 'json' | 'frame'

const ENDINGS: Readonly<Record<Answering, string>> = { page: '', json: '.json', frame: '/integrer' }

/** `/cartes/population/communes/89206-joigny?periode=2019&pairs=voisins&edition=3`: options that are the usual ones are not written. */
export const cardAddress = (key: CardKey, answering: Answering = 'page'): string =>
  `${cardPath(key.indicator, key.place)}${ENDINGS[answering]}${query(optionsOf(key))}`

/** The same card as a picture. */
export const pictureAddress = (key: CardKey, kind: 'png' | 'svg', format: Format): string =>
  `${cardPath(key.indicator, key.place)}.${kind}${query([...optionsOf(key), ...(format === 'paysage' ? [] : [`taille=${format}`])])}`

const optionsOf = ({ period, peers, edition }: CardKey): readonly string[] => [
  ...(period === null ? [] : [`periode=${period}`]),
  ...(peers === 'strate' ? [] : [`pairs=${peers}`]),
  ...(edition === null ? [] : [`edition=${edition}`]),
]

const query = (parts: readonly string[]): string => (parts.length > 0 ? `?${parts.join('&')}` : '')

/** The same card, frozen at the edition that it shows: among places of its size when it was among like places (`FROZEN_PEERS`). */
export const frozenKey = ({ key, edition }: Card): CardKey => ({
  ...key,
  peers: FROZEN_PEERS.find((peers) => peers === key.peers) ?? 'strate',
  edition: edition.number,
})
