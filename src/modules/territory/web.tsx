import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Clock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { hitLabel } from './hit-label.ts'
import { largestPlaces, nearPlaces } from './near-places.ts'
import { PlacePage, type PlacePageProps } from './pages/place-page.tsx'
import { PlacesPage } from './pages/places-page.tsx'
import { UnknownPlacePage } from './pages/unknown-place-page.tsx'
import { LEVEL_PATHS, type Level, type Place, placePath } from './place.ts'
import { placeNamed } from './place-named.ts'
import { surroundingsOf, whereaboutsOf } from './place-surroundings.ts'
import type { PlaceTeller, TerritoryTool } from './place-told.ts'
import type { PlaceStore } from './ports.ts'
import type { TerritoryMaps } from './remembered-maps.ts'

export interface TerritoryPagesDeps {
  readonly site: Site
  readonly places: PlaceStore
  readonly maps: TerritoryMaps
  readonly now: Clock
  /** The address of the rows of population of a commune, when a dataset of the portal holds them. */
  readonly populationRows: (place: Place) => Promise<string | null>
  /** Datasets about a place and no other. */
  readonly datasets: (place: Place) => Promise<readonly { readonly href: string; readonly title: string }[]>
  /** What indicators tell of a place; null when there is nobody to tell. */
  readonly teller: PlaceTeller | null
  /** Other tools, by code of département. */
  readonly tools: ReadonlyMap<string, readonly TerritoryTool[]>
}

const LEVELS = Object.entries(LEVEL_PATHS) as readonly (readonly [Level, string])[]

/** Places, as pages. */
export const territoryPages =
  (deps: TerritoryPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const today = () => deps.now().toISOString().slice(0, 10)

    app.get(
      '/territoires',
      { schema: { querystring: Type.Object({ q: Type.String({ default: '', maxLength: 100 }) }) } },
      async (request, reply) => {
        const text = request.query.q.trim()
        const home = await deps.places.get(deps.site.territoryId)
        if (!home) throw notFound('Le territoire', deps.site.territoryId)
        const [hits, communes] = await Promise.all([
          deps.places.search(text, 20),
          deps.places.members(home.id, 'commune', today()),
        ])
        const [epci, cantons] = await Promise.all([
          deps.places.neighbours(home.id, 'epci'),
          deps.places.neighbours(home.id, 'canton'),
        ])
        const towns = (await Promise.all(cantons.map(({ id }) => deps.places.shared(id, today())))).flat()
        const shared = [...new Map(towns.map((town) => [town.id, town])).values()]
        return sendPage(
          reply,
          <PlacesPage site={deps.site} {...{ home, text, hits, epci, cantons, shared, communes }} />,
        )
      },
    )

    app.get(
      '/territoires/suggestions',
      { schema: { querystring: Type.Object({ q: Type.String({ default: '', maxLength: 100 }) }) } },
      async (request) => {
        const hits = await deps.places.search(request.query.q, 8)
        return hits.map(({ place, parent }) => ({
          label: hitLabel({ place, parent }),
          href: placePath(place),
        }))
      },
    )

    for (const [level, path] of LEVELS)
      app.get(
        `/territoires/${path}/:name`,
        {
          config: { kept: true },
          schema: {
            params: Type.Object({ name: Type.String() }),
            querystring: Type.Object({
              tri: Type.Optional(Type.String()),
              sens: Type.Optional(Type.String()),
            }),
          },
        },
        async (request, reply) => {
          const [named = '', format] = request.params.name.split(/\.(json|csv)$/)
          const on = today()
          const place = await placeNamed(deps.places, level, named, on)
          if (!place) {
            const near = await nearPlaces(deps.places)(level, named, on)
            const largest = near.length > 0 ? [] : await largestPlaces(deps.places, deps.site.territoryId)(on)
            return sendPage(reply, <UnknownPlacePage {...{ site: deps.site, named, near, largest }} />, 404)
          }
          const address = placePath(place)
          if (format) return reply.redirect(`/api/v1/territories/${level}/${place.code}/indicators.${format}`, 302)
          if (address !== `/territoires/${path}/${named}`) return reply.redirect(address + queryOf(request.url), 301)
          const order = { by: request.query.tri ?? 'nom', rising: request.query.sens === 'croissant' }
          const page = await placePage(deps, place, order, on)
          reply.header('cache-control', 'public, max-age=300')
          return sendPage(reply, page)
        },
      )
  }

/** `?tri=population` of an address, kept when the name of the place in it is put right. */
const queryOf = (url: string): string => /\?.*$/.exec(url)?.[0] ?? ''

const placePage = async (deps: TerritoryPagesDeps, place: Place, order: PlacePageProps['order'], on: string) => {
  const [told, populationRows, datasets] = await Promise.all([
    toldOf(deps, place, order, on),
    deps.populationRows(place),
    deps.datasets(place),
  ])
  const tools = place.validUntil ? [] : (deps.tools.get(told.where?.departement.code ?? '') ?? [])
  return (
    <PlacePage
      {...{ site: deps.site, place, ...told, tools, home: deps.site.territoryId, order, populationRows, datasets }}
    />
  )
}

/** What is around a place, where it is, and what is told of it. */
const toldOf = async (deps: TerritoryPagesDeps, place: Place, order: PlacePageProps['order'], on: string) => {
  const [around, population] = await Promise.all([
    surroundingsOf(deps.places, place, on),
    deps.places.population(place.id),
  ])
  const communes = place.level === 'commune' ? around.siblings : around.members
  const [told, where] = await Promise.all([
    deps.teller?.tell({ place, around: around.containers, communes, by: order.by }) ?? null,
    whereaboutsOf({ ...deps, home: deps.site.territoryId }, place, around, on),
  ])
  return { ...around, population, told, where }
}
