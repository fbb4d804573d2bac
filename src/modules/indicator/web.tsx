import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import {
  type GeographyStore,
  hitLabel,
  Level,
  type PlaceStore,
  type TerritoryMaps,
  titleOf,
} from '../territory/index.ts'
import { addablePlaces, isMeant } from './add-place.ts'
import { type AskedIndicator, answerIndicator, type IndicatorAnswer } from './answer-indicator.ts'
import { cardAt } from './card-address.ts'
import { MOST_COMPARED } from './compare.ts'
import { indicatorPath } from './indicator-address.ts'
import type { KnownIndicators } from './known-indicators.ts'
import { MapDates, mapDates } from './map-dates.ts'
import { withPlace } from './pages/indicator-followed.tsx'
import { IndicatorPage } from './pages/indicator-page.tsx'
import { IndicatorsPage } from './pages/indicators-page.tsx'
import { ShareFigures } from './pages/share-figures.tsx'
import type { QuoteFigure } from './quote-figure.ts'

export interface IndicatorPagesDeps {
  readonly site: Site
  readonly known: KnownIndicators
  readonly places: Pick<PlaceStore, 'byCode' | 'containers' | 'get' | 'predecessors' | 'search'>
  readonly geography: GeographyStore
  readonly maps: TerritoryMaps
  readonly quote: QuoteFigure
  /** Subjects in the order of the list of indicators. */
  readonly subjects: readonly string[]
  /** The day of the question: `2026-11-24`. */
  readonly today: () => string
}

const OfIndicator = Type.Object({ slug: Type.String() })
const Asked = Type.Object({
  niveau: Type.Optional(Level),
  periode: Type.Optional(Type.String({ maxLength: 10 })),
  ou: Type.Union([Type.Literal('ici'), Type.Literal('france')], { default: 'ici' }),
  carte: Type.Optional(Type.String({ maxLength: 20 })),
  lieux: Type.Array(Type.String({ maxLength: 400 }), { default: [] }),
  ajouter: Type.String({ default: '', maxLength: 100 }),
  q: Type.String({ default: '', maxLength: 100 }),
  page: Type.Integer({ default: 1, minimum: 1 }),
})
type Asked = Readonly<Type.Static<typeof Asked>>
const schema = { params: OfIndicator, querystring: Asked }

/** Indicators, as pages. */
export const indicatorPages =
  (deps: IndicatorPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answer = answerIndicator({ ...deps, home: deps.site.territoryId })
    const answered = async (slug: string, query: Asked) => {
      const found = await answer(slug, askedOf(query))
      if (!found) throw notFound('L’indicateur', slug)
      return found
    }

    app.get('/indicateurs', { config: { kept: true } }, async (_request, reply) => {
      const [home, shown, waiting] = await Promise.all([
        deps.places.get(deps.site.territoryId),
        deps.known.shown(),
        deps.known.waiting(),
      ])
      if (!home) throw notFound('Le territoire', deps.site.territoryId)
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(reply, <IndicatorsPage {...{ site: deps.site, home, order: deps.subjects, shown, waiting }} />)
    })

    app.get('/indicateurs/:slug', { config: { kept: true }, schema }, async (request, reply) => {
      const found = await answered(request.params.slug, request.query)
      const text = request.query.ajouter.trim()
      const hits =
        text && found.chosen.length < MOST_COMPARED
          ? await addablePlaces(deps.places, text, found.chosen, deps.today())
          : []
      const [only] = hits
      if (only && isMeant(text, hits)) return reply.redirect(withPlace(found, only.place), 303)
      if (!text) reply.header('cache-control', 'public, max-age=300')
      return sendPage(
        reply,
        <IndicatorPage
          site={deps.site}
          answer={found}
          candidates={text ? { text, hits } : null}
          share={await shareIndicator(deps.quote, found)}
        />,
      )
    })

    app.get('/indicateurs/:slug/lieux.json', { schema }, async (request) => {
      const found = await answered(request.params.slug, request.query)
      const hits = await addablePlaces(deps.places, request.query.q, found.chosen, deps.today())
      return hits.map(({ place, parent }) => ({
        label: hitLabel({ place, parent }),
        href: withPlace(found, place),
      }))
    })

    app.get(
      '/indicateurs/:slug/dates.json',
      { schema: { ...schema, response: { 200: MapDates } } },
      async (request, reply) => {
        const { indicator, address, ranked } = await answered(request.params.slug, request.query)
        if (!address.inside) throw notFound('La carte', indicatorPath(address))
        reply.header('cache-control', 'public, max-age=300')
        return mapDates(
          indicator.definition,
          indicator.edition,
          address.level,
          ranked.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
        )
      },
    )
  }

/** The figure of the first place followed as a card, at the date of the page, and the way to those of the others. */
const shareIndicator = async (quote: QuoteFigure, { indicator, address, followed }: IndicatorAnswer) => {
  const { definition, edition } = indicator
  const period = address.period === edition.periods.at(-1) ? null : address.period
  const [first, ...others] = followed
  return first ? (
    <ShareFigures
      title="Partager ce chiffre"
      card={await quote(definition.slug, first, period)}
      others={others.map((place) => ({ href: cardAt(definition.slug, place, period), label: titleOf(place) }))}
    />
  ) : null
}

const askedOf = ({ niveau, periode, ou, carte, lieux, page }: Asked): AskedIndicator => ({
  level: niveau,
  period: periode,
  inside: ou === 'ici',
  tiles: carte === 'carres',
  places: lieux,
  page,
})
