import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { type GeographyStore, Level, type PlaceStore, type TerritoryMaps } from '../territory/index.ts'
import { codesInside } from './codes-inside.ts'
import type { KnownIndicators } from './known-indicators.ts'
import { IndicatorPage } from './pages/indicator-page.tsx'
import { IndicatorsPage } from './pages/indicators-page.tsx'
import { rankedPlaces } from './ranking.ts'

export interface IndicatorPagesDeps {
  readonly site: Site
  readonly known: KnownIndicators
  readonly places: PlaceStore
  readonly geography: GeographyStore
  readonly maps: TerritoryMaps
}

const ROWS_A_PAGE = 100

/** Indicators, as pages. */
export const indicatorPages =
  (deps: IndicatorPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/indicateurs', async (_request, reply) => {
      const [shown, waiting] = await Promise.all([deps.known.shown(), deps.known.waiting()])
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(reply, <IndicatorsPage site={deps.site} shown={shown} waiting={waiting} />)
    })

    app.get(
      '/indicateurs/:slug',
      {
        schema: {
          params: Type.Object({ slug: Type.String() }),
          querystring: Type.Object({
            niveau: Type.Optional(Level),
            periode: Type.Optional(Type.String({ maxLength: 10 })),
            ou: Type.Union([Type.Literal('ici'), Type.Literal('france')], { default: 'ici' }),
            page: Type.Integer({ default: 1, minimum: 1 }),
          }),
        },
      },
      async (request, reply) => {
        const indicator = await deps.known.get(request.params.slug)
        if (!indicator) throw notFound('L’indicateur', request.params.slug)
        const { definition, edition } = indicator
        const [geography, home] = await Promise.all([deps.geography.today(), deps.places.get(deps.site.territoryId)])
        if (!home) throw notFound('Le territoire', deps.site.territoryId)
        const { niveau, periode, ou } = request.query
        const level =
          definition.levels.find((one) => one === niveau && edition.levels.has(one)) ??
          [...edition.levels.keys()][0] ??
          'commune'
        const period = edition.periods.find((one) => one === periode) ?? edition.periods.at(-1) ?? ''
        const inside = ou === 'ici' && level !== 'region' && level !== 'pays' && level !== 'departement'
        const held = inside ? await codesInside(geography, home.code, level) : null
        const ranked = rankedPlaces(edition, geography, {
          level,
          period,
          ...(held ? { within: (code) => held.has(code) } : {}),
        })
        const pages = Math.max(1, Math.ceil(ranked.length / ROWS_A_PAGE))
        const page = Math.min(request.query.page, pages)
        const shown = ranked.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)
        const contours = inside ? await deps.maps.contours(level, ranked.map(({ code }) => code).toSorted()) : null
        const layout = inside && level === 'commune' && !contours ? await deps.maps.layout(home.code) : null
        reply.header('cache-control', 'public, max-age=300')
        return sendPage(
          reply,
          <IndicatorPage
            {...{
              site: deps.site,
              indicator,
              home,
              level,
              period,
              ranked,
              inside,
              page,
              pages,
              shown,
              contours,
              layout,
            }}
          />,
        )
      },
    )
  }
