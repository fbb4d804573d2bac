import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import type { Site } from '../../web/index.ts'
import { LEVEL_PATHS, type Level } from '../territory/index.ts'
import { drawPoster } from './draw-poster.tsx'
import type { MeasureText } from './fit-text.ts'
import type { LocatePlace } from './locate-place.ts'
import type { doorPostersOf } from './make-door-posters.ts'
import type { postersOf } from './make-posters.ts'
import type { MadePoster } from './poster.ts'
import type { ImageRenderer } from './render-images.node.ts'
import { sendImage } from './web-send-image.ts'

export interface PosterPagesDeps {
  readonly site: Site
  readonly posters: ReturnType<typeof postersOf>
  readonly doors: ReturnType<typeof doorPostersOf>
  readonly locate: LocatePlace
  readonly measure: MeasureText
  readonly images: ImageRenderer
  /** `2026-11-26`. */
  readonly today: () => string
}

const list = Type.Array(Type.String({ maxLength: 2000 }), { default: [] })
/** What the address of a comparison says. */
const Compared = Type.Object({
  lieux: list,
  indicateurs: list,
  pairs: Type.Optional(Type.Union([Type.Literal('strate'), Type.Literal('voisins')])),
})

/** The pictures of pages, each at the address of its page after `/images`, with `.png`. */
export const posterPages =
  ({ site, posters, doors, locate, measure, images, today }: PosterPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const signature = { name: site.name, host: new URL(site.publicUrl).host }
    const send = async (request: FastifyRequest, reply: FastifyReply, made: MadePoster | undefined) => {
      if (!made) throw notFound('L’image', request.url)
      const locator = made.place && (await locate(made.place, today()))
      return sendImage(request, reply, images, {
        svg: drawPoster(made.poster, locator, { measure, signature }),
        kind: 'png',
        lasting: false,
      })
    }
    const png = Type.String({ pattern: '\\.png$' })
    const schema = { params: Type.Object({ name: png }) }
    const ofTheme = { params: Type.Object({ name: Type.String(), theme: png }) }
    const bare = (name: string) => name.slice(0, -'.png'.length)

    app.get('/images/accueil.png', async (request, reply) => send(request, reply, await posters.home()))
    app.get('/images/comparer.png', { schema: { querystring: Compared } }, async (request, reply) => {
      const { lieux, indicateurs, pairs = null } = request.query
      const made =
        lieux.length === 0
          ? doors.door('comparer')
          : posters.comparison({ places: lieux, indicators: indicateurs, peers: pairs })
      return send(request, reply, await made)
    })
    for (const name of doors.doors.filter((name) => name !== 'comparer'))
      app.get(`/images/${name}.png`, async (request, reply) => send(request, reply, await doors.door(name)))
    app.get('/images/organisations/:name', { schema }, async (request, reply) =>
      send(request, reply, await doors.organisation(bare(request.params.name))),
    )
    app.get('/images/indicateurs/:name', { schema }, async (request, reply) =>
      send(request, reply, await posters.indicator(bare(request.params.name))),
    )
    app.get('/images/donnees/:name', { schema }, async (request, reply) =>
      send(request, reply, await posters.dataset(bare(request.params.name))),
    )
    for (const [level, path] of Object.entries(LEVEL_PATHS) as readonly (readonly [Level, string])[]) {
      app.get(`/images/territoires/${path}/:name`, { schema }, async (request, reply) =>
        send(request, reply, await posters.place(level, codeIn(bare(request.params.name)))),
      )
      app.get(`/images/territoires/${path}/:name/themes/:theme`, { schema: ofTheme }, async (request, reply) => {
        const { name, theme } = request.params
        return send(request, reply, await posters.theme(level, codeIn(name), bare(theme)))
      })
    }
  }

/** `89206` in `89206-joigny`. */
const codeIn = (name: string): string => name.split('-')[0] ?? ''
