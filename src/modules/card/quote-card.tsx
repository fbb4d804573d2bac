import type { QuoteFigure } from '../indicator/index.ts'
import type { FindCard } from './find-card.ts'
import { SharedCard } from './pages/shared-card.tsx'

/** Shows a figure as a card on a page that is not the card’s own, with the way to paste it elsewhere. */
export const quoteCard =
  (find: FindCard): QuoteFigure =>
  async (indicator, { level, code }, period) => (
    <SharedCard card={await find({ indicator, level, code, peers: 'strate', edition: null, period })} heading="h3" />
  )
