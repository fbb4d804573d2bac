import { h } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Card } from './card.ts'
import { cardAddress, pictureAddress } from './card-addresses.ts'
import { altText, sentenceOf, sourceWords, titleOfCard } from './card-words.ts'
import { FORMATS } from './frame.ts'

/** Room that a card takes in a frame, in pixels: enough for the longest texts at that width. */
export const FRAME = { width: 480, height: 720 } as const

/** Something to copy and paste elsewhere. */
export interface Snippet {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly text: string
}

/** The frame of a card, as HTML to paste. */
export const frameHtml = (card: Card, publicUrl: string, size: { width: number; height: number }): string =>
  renderToStaticMarkup(
    <iframe
      src={publicUrl + cardAddress(card.key, 'frame')}
      title={titleOfCard(card)}
      width={size.width}
      height={size.height}
      loading="lazy"
    />,
  )

/** The ways to reuse a card, the lightest first; all addresses are absolute. */
export const snippetsOf = (card: Card, publicUrl: string): readonly Snippet[] => {
  const address = publicUrl + cardAddress(card.key)
  const words = `${sentenceOf(card)} Source : ${sourceWords(card)}.`
  const link = <a href={address}>{words}</a>
  return [
    {
      id: 'lien',
      label: 'Un lien',
      hint: 'À coller dans un message ou un article : la plupart des outils en font une vignette.',
      text: address,
    },
    {
      id: 'element',
      label: 'La carte dans votre page',
      hint: 'Une ligne de HTML. La carte suit la taille de votre page, en clair comme en sombre. Sans JavaScript, le lien reste.',
      text: renderToStaticMarkup(
        <>
          <script async src={`${publicUrl}/carte.js`} />
          {h('icauna-carte', null, link)}
        </>,
      ),
    },
    {
      id: 'cadre',
      label: 'La carte dans un cadre',
      hint: 'Une balise iframe, pour les sites qui refusent les scripts.',
      text: frameHtml(card, publicUrl, FRAME),
    },
    {
      id: 'image',
      label: 'Une image avec son texte',
      hint: 'L’image et le texte que lisent les personnes qui ne la voient pas.',
      text: renderToStaticMarkup(
        <a href={address}>
          <img
            src={publicUrl + pictureAddress(card.key, 'png', 'paysage')}
            alt={altText(card)}
            width={FORMATS.paysage.width}
            height={FORMATS.paysage.height}
          />
        </a>,
      ),
    },
  ]
}
