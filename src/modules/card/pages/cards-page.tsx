import { Notice, Page, PageHead, SearchForm, type Site } from '../../../web/index.ts'
import { ofPlace, type Place, titleOf } from '../../territory/index.ts'
import type { Card } from '../card.ts'
import { cardAddress } from '../card-addresses.ts'
import type { CardLink, ThemeOfCards } from '../cards-by-theme.ts'
import type { FoundCards } from '../search-cards.ts'
import { snippetsOf } from '../snippets.tsx'
import { Copyable } from './copyable.tsx'
import { SharedCard } from './shared-card.tsx'

export interface CardsPageProps {
  readonly site: Site
  readonly home: Place
  /** What was searched, and found; null when nothing was. */
  readonly searched: { readonly text: string; readonly found: Exclude<FoundCards, { readonly kind: 'card' }> } | null
  /** The card that shows what cards are; null when there is none. */
  readonly example: Card | null
  /** Of the territory; each with its best card, found. */
  readonly themes: readonly (ThemeOfCards & { readonly best: Card })[]
}

const EXAMPLES = ['population Joigny', 'niveau de vie médian Auxerre', 'Toucy']
const exampleHref = (example: string) => `/cartes?q=${encodeURIComponent(example)}`

/** The door to fact cards: what one is, how to paste it, those of the territory by theme, and how to find another. */
export const CardsPage = ({ site, home, searched, example, themes }: CardsPageProps) => {
  return (
    <Page
      site={site}
      title={searched ? `« ${searched.text} », cartes à partager` : 'Cartes à partager'}
      here="indicateurs"
      path="/cartes"
      image="/images/cartes.png"
      description={`Un chiffre ${site.ofTerritory} avec sa date, son passé, son rang et sa source, prêt à coller dans un site, un article ou un message.`}
      islands={['copy']}
      band={
        <PageHead
          trail={[]}
          here="Cartes à partager"
          title="Cartes à partager"
          lead="Comme une carte postale, une carte part d’un lieu et va partout : un chiffre, avec sa date, son passé, son rang parmi des lieux semblables et sa source."
        >
          <SearchForm action="/cartes" label="Un chiffre et un lieu" value={searched?.text ?? ''} />
          <p class="small">
            Par exemple :{' '}
            {EXAMPLES.map((example, i) => (
              <>
                {i > 0 && ', '}
                <a href={exampleHref(example)}>{example}</a>
              </>
            ))}
            .
          </p>
        </PageHead>
      }
    >
      {searched && <Found {...searched} />}
      {example ? <HowTo card={example} publicUrl={site.publicUrl} /> : <NoCard />}
      {themes.length > 0 && (
        <>
          <h2 id="themes">Les cartes {ofPlace(home)}, par thème</h2>
          <div class="shelves">
            {themes.map((theme) => (
              <Shelf theme={theme} home={home} />
            ))}
          </div>
        </>
      )}
    </Page>
  )
}

const Found = ({ text, found }: NonNullable<CardsPageProps['searched']>) => {
  if (found.kind === 'cards' && found.themes.length > 0)
    return (
      <section aria-labelledby="trouvees">
        <h2 id="trouvees">Les cartes {ofPlace(found.place)}</h2>
        {found.sentence && <p>{found.sentence}</p>}
        <div class="shelves">
          {found.themes.map(({ name, cards }) => (
            <section>
              <h3>{name}</h3>
              <Links cards={cards} of={found.place} />
            </section>
          ))}
        </div>
      </section>
    )
  return (
    <Notice>
      <h2>Aucune carte pour « {text} »</h2>
      <p>{found.sentence ?? 'Écrivez un chiffre et un lieu, par exemple :'}</p>
      <ul>
        {EXAMPLES.map((example) => (
          <li>
            <a href={exampleHref(example)}>{example}</a>
          </li>
        ))}
        {found.kind === 'none' &&
          found.indicators.slice(0, 5).map(({ slug, name }) => (
            <li>
              <a href={`/indicateurs/${slug}`}>L’indicateur « {name} », partout</a>
            </li>
          ))}
      </ul>
    </Notice>
  )
}

const NoCard = () => <p>Aucun indicateur n’a encore de chiffre : les cartes viendront avec eux.</p>

/** What a card holds, shown on one, and the three steps that put it elsewhere. */
const HowTo = ({ card, publicUrl }: { readonly card: Card; readonly publicUrl: string }) => {
  const [, element] = snippetsOf(card, publicUrl)
  return (
    <section aria-labelledby="comment" class="columns half">
      <div>
        <h2 id="comment">Comment s’en servir</h2>
        <ol>
          <li>
            <strong>Trouvez un chiffre</strong> avec la recherche, plus bas par thème, ou sur la page d’un lieu, par le
            lien « Carte à partager ».
          </li>
          <li>
            <strong>Choisissez</strong> si elle suit les mises à jour, ou si elle reste figée à une date. Une carte
            figée dira encore la même chose dans deux ans : c’est celle d’un article.
          </li>
          <li>
            <strong>Copiez</strong> le lien, la ligne de HTML, le cadre ou l’image, et collez-les chez vous. La source
            voyage avec le chiffre.
          </li>
        </ol>
        <p>
          Les cartes sont gratuites et sans compte. Laissez-leur la source qu’elles portent : c’est elle qui les rend
          sûres.
        </p>
        {element && (
          <Copyable
            id="exemple"
            label="Cette carte dans votre page"
            hint="Une ligne de HTML. Sans JavaScript, le lien et le chiffre restent."
            text={element.text}
          />
        )}
        <p class="small">
          <a href={cardAddress(card.key)}>Toutes les façons de la partager</a>
        </p>
      </div>
      <div>
        <h2 class="hidden">Un exemple</h2>
        <SharedCard card={card} heading="h3" />
      </div>
    </section>
  )
}

/** One theme: its best card, then the others by their names. */
const Shelf = ({ theme, home }: { readonly theme: CardsPageProps['themes'][number]; readonly home: Place }) => (
  <section>
    <h3>{theme.name}</h3>
    <SharedCard card={theme.best} heading="h4" />
    {theme.cards.length > 1 && (
      <details class="plain">
        <summary>
          {theme.cards.length === 2 ? 'Une autre carte' : `${theme.cards.length - 1} autres cartes`}
          <span class="hidden">, {theme.name}</span>
        </summary>
        <Links cards={theme.cards.slice(1)} of={home} />
      </details>
    )}
  </section>
)

const Links = ({ cards, of }: { readonly cards: readonly CardLink[]; readonly of: Place }) => (
  <ul class="choices">
    {cards.map(({ href, definition, place }) => (
      <li>
        <a href={href}>
          <span>{definition.name}</span>
          {place.id !== of.id && <span class="n">{titleOf(place)}</span>}
        </a>
      </li>
    ))}
  </ul>
)
