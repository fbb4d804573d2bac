import { Page, type Site } from '../../../web/index.ts'
import type { Card } from '../card.ts'
import { cardAddress } from '../card-addresses.ts'
import { titleOfCard } from '../card-words.ts'
import { CardBlock } from './card-block.tsx'

/** The card alone, for a frame on another site, with the way to its page; a frozen one offers today’s. */
export const CardEmbed = ({ site, card }: { readonly site: Site; readonly card: Card }) => {
  const { key } = card
  return (
    <Page site={site} title={titleOfCard(card)} path={cardAddress(key)} frame={false}>
      <CardBlock card={card} heading="h1" framed />
      <p class="fact-more">
        <a href={cardAddress(key)} target="_top">
          {`Lire et réutiliser cette carte sur ${site.name}`}
        </a>
        {card.frozen && (
          <>
            {' · '}
            <a href={cardAddress({ ...key, edition: null })} target="_top">
              Voir le chiffre d’aujourd’hui
            </a>
          </>
        )}
      </p>
    </Page>
  )
}
