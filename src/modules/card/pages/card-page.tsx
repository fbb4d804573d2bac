import { formatDate } from '../../../kernel/french.ts'
import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import { ofPlace, placePath, titleOf } from '../../territory/index.ts'
import { CARD_PEERS, type Card, type CardPeers, FROZEN_PEERS } from '../card.ts'
import { cardAddress, frozenKey, pictureAddress } from '../card-addresses.ts'
import { altText, citation, editionWords, sentenceOf, sourceWords, titleOfCard } from '../card-words.ts'
import { FORMAT_NAMES, FORMATS, type Format } from '../frame.ts'
import { oembedAddress } from '../oembed.ts'
import { snippetsOf } from '../snippets.tsx'
import { CardBlock } from './card-block.tsx'
import { Copyable } from './copyable.tsx'

export interface CardPageProps {
  readonly site: Site
  readonly card: Card
  readonly format: Format
  /** `2026-11-26`. */
  readonly today: string
}

const PEER_LABELS: Readonly<Record<CardPeers, string>> = {
  strate: 'Lieux de même taille',
  voisins: 'Lieux les plus semblables',
  sans: 'Sans comparaison',
}

/** The page of a card: what it says, how to paste it elsewhere, how to quote it, and where it comes from. */
export const CardPage = (p: CardPageProps) => {
  const { site, card } = p
  const { key, place, definition } = card
  const address = cardAddress(key)
  return (
    <Page
      site={site}
      title={titleOfCard(card)}
      here="indicateurs"
      path={address}
      description={altText(card)}
      image={pictureAddress(key, 'png', 'paysage')}
      links={(['json', 'xml'] as const).map((format) => ({
        rel: 'alternate',
        type: format === 'json' ? 'application/json+oembed' : 'text/xml+oembed',
        href: oembedAddress(site.publicUrl, address, format),
        title: titleOfCard(card),
      }))}
      islands={['copy']}
      band={
        <PageHead
          trail={[
            ['/cartes', 'Cartes à partager'],
            [`/indicateurs/${definition.slug}`, definition.shortName],
          ]}
          here={titleOf(place)}
          kicker={[<strong>Carte à partager</strong>, editionWords(card)]}
          title={titleOfCard(card)}
          lead={sentenceOf(card)}
        />
      }
    >
      {card.frozen && (
        <Notice>
          <p>
            Cette carte est figée : elle dit ce que le portail savait le {formatDate(card.edition.on)}, et ne changera
            plus. <a href={cardAddress({ ...key, edition: null })}>Voir le chiffre d’aujourd’hui</a>
          </p>
        </Notice>
      )}
      <div class="columns">
        <div>
          <h2 class="hidden">La carte</h2>
          <CardBlock card={card} heading="h3" />
          <Choices {...p} />
          <Pictures {...p} />
          <Reuse {...p} />
        </div>
        <Origins {...p} />
      </div>
    </Page>
  )
}

/** What may be chosen of a card: its peers, and whether it may change. */
const Choices = ({ card }: CardPageProps) => {
  const { key } = card
  const choice = (chosen: boolean, href: string, label: string) =>
    chosen ? <strong>{label}</strong> : <a href={href}>{label}</a>
  return (
    <nav aria-label="Choix de la carte" class="noprint">
      <dl class="picks">
        {card.place.level !== 'pays' && (
          <>
            <dt>Comparée à</dt>
            <dd>
              {(card.frozen ? FROZEN_PEERS : CARD_PEERS).map((kind) =>
                choice(kind === key.peers, cardAddress({ ...key, peers: kind }), PEER_LABELS[kind]),
              )}
            </dd>
          </>
        )}
        <dt>Dans le temps</dt>
        <dd>
          {choice(!card.frozen, cardAddress({ ...key, edition: null }), 'Toujours à jour')}
          {choice(card.frozen, cardAddress(frozenKey(card)), `Figée au ${formatDate(card.edition.on)}`)}
        </dd>
      </dl>
      {!card.frozen && key.peers !== frozenKey(card).peers && (
        <p class="small soft">
          Figée, cette carte sera comparée aux lieux de même taille : la façon de trouver les plus semblables peut
          changer avec le portail.
        </p>
      )}
    </nav>
  )
}

/** Texts to copy: what to paste elsewhere, and how to quote. */
const Reuse = ({ site, card, today }: CardPageProps) => (
  <section aria-labelledby="reutiliser" class="noprint">
    <h2 id="reutiliser">Réutiliser cette carte</h2>
    <p>
      {card.frozen
        ? 'Ces textes mènent à la carte figée : ce que vos lecteurs verront ne changera plus.'
        : 'Ces textes mènent à la carte toujours à jour : elle changera quand le chiffre changera. Pour un article daté, figez-la d’abord.'}
    </p>
    <div class="copyables">
      {snippetsOf(card, site.publicUrl).map((snippet) => (
        <Copyable {...snippet} />
      ))}
    </div>
    <Copyable
      id="citer"
      label="Citer"
      hint="Une ligne pour une note ou une légende. Son adresse est celle de la carte figée."
      text={citation(card, site.name, site.publicUrl + cardAddress(frozenKey(card)), today)}
    />
  </section>
)

/** The picture in the shape chosen, and its files. */
const Pictures = ({ card, format }: CardPageProps) => {
  const { key } = card
  const { width, height } = FORMATS[format]
  const page = (name: Format) => {
    const address = cardAddress(key)
    return `${address}${address.includes('?') ? '&' : '?'}taille=${name}#images`
  }
  return (
    <section aria-labelledby="images" class="noprint">
      <h2 id="images">En image</h2>
      <ul class="facts">
        {FORMAT_NAMES.map((name) => (
          <li>
            {name === format ? <strong>{FORMATS[name].label}</strong> : <a href={page(name)}>{FORMATS[name].label}</a>}
          </li>
        ))}
      </ul>
      <img
        class={`picture ${format}`}
        src={pictureAddress(key, 'png', format)}
        alt={altText(card)}
        width={width}
        height={height}
        loading="lazy"
      />
      <ul class="facts">
        <li>
          <a href={pictureAddress(key, 'png', format)} download>
            {`Image PNG, ${width} × ${height}`}
          </a>
        </li>
        <li>
          <a href={pictureAddress(key, 'svg', format)} download>
            Dessin SVG, pour l’impression
          </a>
        </li>
      </ul>
      <Copyable
        id="texte"
        label="Texte de remplacement"
        hint="À coller avec l’image, pour les personnes qui ne la voient pas."
        text={altText(card)}
      />
    </section>
  )
}

/** Where the figure comes from, what it does not say, and where to go on. */
const Origins = ({ card, site }: CardPageProps) => {
  const { place, definition, origin, among, edition } = card
  return (
    <aside>
      <h2>D’où vient ce chiffre</h2>
      <p>
        {sourceWords(card)}. Édition {edition.number}, établie le {formatDate(edition.on)}.
      </p>
      <ul class="choices">
        {origin && (
          <li>
            <a href={origin.href}>
              <span>
                {origin.href.startsWith('/indicateurs/')
                  ? 'Les indicateurs dont il est tiré'
                  : 'Les lignes d’où il vient'}
              </span>
            </a>
          </li>
        )}
        <li>
          <a href={`/indicateurs/${definition.slug}`}>
            <span>Cet indicateur partout</span>
          </a>
        </li>
        <li>
          <a href={placePath(place)}>
            <span>Tous les chiffres {ofPlace(place)}</span>
          </a>
        </li>
        <li>
          <a href={cardAddress(card.key, 'json')}>
            <span>Cette carte en JSON</span>
          </a>
        </li>
      </ul>
      <h2>Bien lire ce chiffre</h2>
      <p>{definition.definition}</p>
      {definition.caveats.map((caveat) => (
        <p>{caveat}</p>
      ))}
      {among && (
        <>
          <h2>À qui il est comparé</h2>
          <p>
            {among.peers.sentence} La médiane partage le groupe en deux : la moitié est au-dessus, la moitié au-dessous.{' '}
            <a href="/methode/pairs">Comment les pairs sont trouvés</a>
          </p>
        </>
      )}
      <p class="small soft">
        {site.name} garde chaque édition des chiffres : une carte figée répond toujours la même chose, même quand le
        chiffre est corrigé ou remplacé.
      </p>
    </aside>
  )
}
