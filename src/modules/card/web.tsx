import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { allowFraming } from '../../http/security.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { cardPath } from '../indicator/index.ts'
import { LEVEL_PATHS, type Level } from '../territory/index.ts'
import type { Card } from './card.ts'
import { cardAddress } from './card-addresses.ts'
import { cardJson } from './card-json.ts'
import { cardScript } from './card-script.node.ts'
import { drawCard } from './draw-card.tsx'
import type { AskedCard, FindCard } from './find-card.ts'
import type { MeasureText } from './fit-text.ts'
import type { Format } from './frame.ts'
import type { LocatePlace } from './locate-place.ts'
import { oembedOf, oembedXml, ownAddress } from './oembed.ts'
import { CardEmbed } from './pages/card-embed.tsx'
import { CardPage } from './pages/card-page.tsx'
import type { ImageRenderer } from './render-images.node.ts'
import { sendImage } from './web-send-image.ts'

export interface CardPagesDeps {
  readonly site: Site
  readonly find: FindCard
  readonly locate: LocatePlace
  readonly measure: MeasureText
  readonly images: ImageRenderer
  /** `2026-11-26`. */
  readonly today: () => string
}

const Options = Type.Object({
  pairs: Type.Union([Type.Literal('strate'), Type.Literal('voisins'), Type.Literal('sans')], { default: 'strate' }),
  edition: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  periode: Type.Optional(Type.String({ maxLength: 10 })),
  taille: Type.Union([Type.Literal('paysage'), Type.Literal('carre'), Type.Literal('portrait')], {
    default: 'paysage',
  }),
})
type Options = Readonly<Static<typeof Options>>
const Params = Type.Object({ indicator: Type.String(), level: Type.String(), name: Type.String() })
const schema = { params: Params, querystring: Options }
const LEVELS = new Map(Object.entries(LEVEL_PATHS).map(([level, path]) => [path as string, level as Level]))

/** Fact cards: their pages, files and frames, the element that other sites use, and how services show them (oEmbed). */
export const cardPages =
  (deps: CardPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, images } = deps
    const script = await cardScript()
    app.addHook('onClose', () => images.close())

    app.get('/cartes/:indicator/:level/:name', { schema }, async (request, reply) => {
      const { indicator, level, name } = request.params
      const { taille } = request.query
      const [, bare = '', ending = 'page'] = /^(.*?)(?:\.(json|png|svg))?$/.exec(name) ?? []
      const card = await deps.find(askedOf(indicator, level, bare, request.query))
      if (ending === 'png' || ending === 'svg')
        return sendImage(request, reply, images, {
          svg: await draw(deps, card, taille),
          kind: ending,
          lasting: card.frozen,
        })
      if (ending === 'json') {
        open(reply)
        return cardJson(card, site.publicUrl, site.name, deps.today())
      }
      const isNamed = cardPath(indicator, card.place) === `/cartes/${indicator}/${level}/${bare}`
      if (!isNamed && !card.frozen) return reply.redirect(cardAddress(card.key), 301)
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(reply, <CardPage site={site} card={card} format={taille} today={deps.today()} />)
    })

    app.get('/cartes/:indicator/:level/:name/integrer', { schema }, async (request, reply) => {
      const { indicator, level, name } = request.params
      const card = await deps.find(askedOf(indicator, level, name, request.query))
      allowFraming(reply)
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(reply, <CardEmbed site={site} card={card} />)
    })

    app.get('/carte.js', (_request, reply) =>
      reply
        .headers({ 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' })
        .type('text/javascript; charset=utf-8')
        .send(script),
    )

    app.get('/oembed', { schema: { querystring: AskedOembed } }, async (request, reply) => {
      const { url, format, maxwidth, maxheight } = request.query
      const card = await deps.find(askedAt(url, site.publicUrl))
      const answer = oembedOf(card, site, { width: maxwidth, height: maxheight })
      open(reply)
      return format === 'xml' ? reply.type('text/xml; charset=utf-8').send(oembedXml(answer)) : answer
    })
  }

const AskedOembed = Type.Object({
  url: Type.String({ maxLength: 2000 }),
  format: Type.Union([Type.Literal('json'), Type.Literal('xml')], { default: 'json' }),
  maxwidth: Type.Optional(Type.Integer({ minimum: 1 })),
  maxheight: Type.Optional(Type.Integer({ minimum: 1 })),
})

/** Lets any site read an answer. */
const open = (reply: FastifyReply): void => {
  reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' })
}

const draw = async ({ site, locate, measure, today }: CardPagesDeps, card: Card, format: Format): Promise<string> => {
  const signature = { name: site.name, host: new URL(site.publicUrl).host }
  const locator = card.frozen ? null : await locate(card.place, today())
  return drawCard(card, locator, { format, measure, signature })
}

/** The card that the parts of an address name. */
const askedOf = (indicator: string, path: string, name: string, { pairs, edition, periode }: Choices): AskedCard => {
  const level = LEVELS.get(path)
  if (!level) throw notFound('La carte', `${indicator}/${path}/${name}`)
  const code = name.split('-')[0] ?? ''
  return { indicator, level, code, peers: pairs, edition: edition ?? null, period: periode ?? null }
}
type Choices = Omit<Options, 'taille'>

/** The card that a whole address names; an address of another site, or of another page, is refused. */
const askedAt = (text: string, publicUrl: string): AskedCard => {
  const url = ownAddress(text, publicUrl)
  const [, indicator, level, name] = /^\/cartes\/([^/.]+)\/([^/.]+)\/([^/.]+)$/.exec(url?.pathname ?? '') ?? []
  if (!url || !indicator || !level || !name) throw notFound('La carte', text)
  const options = Value.Default(Options, Value.Convert(Options, Object.fromEntries(url.searchParams)))
  if (Value.Check(Options, options)) return askedOf(indicator, level, name, options)
  throw invalid('L’adresse de la carte a une option que le portail ne connaît pas.', [
    { pointer: '/url', message: 'pairs : strate, voisins ou sans ; edition : un nombre ; periode : une date' },
  ])
}
