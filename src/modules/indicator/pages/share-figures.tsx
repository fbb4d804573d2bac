import type { ComponentChildren } from 'preact'

interface ShareFiguresProps {
  readonly title: string
  /** One figure as a card. */
  readonly card: ComponentChildren
  /** Other figures of the page that a card can be made of. */
  readonly others: readonly { readonly href: string; readonly label: string }[]
}

/** A figure of the page as it can be pasted elsewhere, and the ways to the cards of the others. */
export const ShareFigures = ({ title, card, others }: ShareFiguresProps) => (
  <section aria-labelledby="partager" class="share noprint">
    <div class="columns half">
      <div>
        <h2 id="partager">{title}</h2>
        <p>
          Une carte porte un chiffre avec sa date, son rang et sa source. Elle se colle dans un site, un article ou un
          message, et reste à jour, ou figée si vous le voulez.
        </p>
        <ul class="choices">
          {others.map(({ href, label }) => (
            <li>
              <a href={href}>
                <span>{label}</span>
              </a>
            </li>
          ))}
          <li>
            <a href="/cartes">
              <span>Toutes les cartes, et comment s’en servir</span>
            </a>
          </li>
        </ul>
      </div>
      {card}
    </div>
  </section>
)
