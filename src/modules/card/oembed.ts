import { h } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Card } from './card.ts'
import { pictureAddress } from './card-addresses.ts'
import { titleOfCard } from './card-words.ts'
import { FORMATS } from './frame.ts'
import { FRAME, frameHtml } from './snippets.tsx'

/** The address where a service asks how to show a page of ours (oEmbed 1.0); `address` is a path. */
export const oembedAddress = (publicUrl: string, address: string, format: 'json' | 'xml'): string =>
  `${publicUrl}/oembed?url=${encodeURIComponent(publicUrl + address)}&format=${format}`

/** The longest side that the asker can show, in pixels. */
export interface Limits {
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** How a card is shown elsewhere, as oEmbed 1.0 says it (type `rich`): a frame within the limits asked. */
export const oembedOf = (card: Card, { publicUrl, name }: { publicUrl: string; name: string }, limits: Limits) => {
  const width = Math.min(FRAME.width, limits.width ?? FRAME.width)
  const height = Math.min(FRAME.height, limits.height ?? FRAME.height)
  return {
    version: '1.0',
    type: 'rich',
    title: titleOfCard(card),
    author_name: card.definition.producer,
    provider_name: name,
    provider_url: `${publicUrl}/`,
    cache_age: card.frozen ? 31_536_000 : 3600,
    html: frameHtml(card, publicUrl, { width, height }),
    width,
    height,
    thumbnail_url: publicUrl + pictureAddress(card.key, 'png', 'paysage'),
    thumbnail_width: FORMATS.paysage.width,
    thumbnail_height: FORMATS.paysage.height,
  }
}

/** The same answer in XML. */
export const oembedXml = (answer: Readonly<Record<string, string | number>>): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${renderToStaticMarkup(
    h(
      'oembed',
      null,
      Object.entries(answer).map(([name, value]) => h(name, null, String(value))),
    ),
  )}`

/** The path and the query of an address of this portal; null for one that is elsewhere or no address at all. */
export const ownAddress = (text: string, publicUrl: string): URL | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.origin === new URL(publicUrl).origin ? url : null
}
