import type { Card } from '../card.ts'
import { cardAddress } from '../card-addresses.ts'
import { titleOfCard } from '../card-words.ts'
import { CardBlock } from './card-block.tsx'

/** A card among others on a page, with the way to paste it elsewhere. */
export const SharedCard = ({ card, heading }: { readonly card: Card; readonly heading: 'h3' | 'h4' }) => (
  <div class="shared">
    <CardBlock card={card} heading={heading} />
    <p class="fact-more noprint">
      <a href={cardAddress(card.key)}>
        Partager ou citer cette carte<span class="hidden"> : {titleOfCard(card)}</span>
      </a>
    </p>
  </div>
)
