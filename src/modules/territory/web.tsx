import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ComponentChildren } from 'preact'
import { Type } from 'typebox'
import type { Clock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { nearPlaces } from './near-places.ts'
import { PlacePage } from './pages/place-page.tsx'
import { PlacesPage } from './pages/places-page.tsx'
import { UnknownPlacePage } from './pages/unknown-place-page.tsx'
import { LEVEL_PATHS, type Level, type Place, placePath } from './place.ts'
import { placeNamed } from './place-named.ts'
import { rankAmong } from './place-words.ts'
import type { PlaceStore } from './ports.ts'
import type { TerritoryMaps } from './remembered-maps.ts'

export interface TerritoryPagesDeps {
  readonly site: Site
  readonly places: PlaceStore
  readonly maps: Pick<TerritoryMaps, 'layout'>
  readonly now: Clock
  /** The address of the rows of population of a commune, when a dataset of the portal holds them. */
  readonly populationRows: (place: Place) => Promise<string | null>
  /** What indicators tell of a place: a section of its page. `around` are the places that hold it, `members` its communes. */
  readonly indicators: (asked: {
    readonly place: Place
    readonly around: readonly Place[]
    readonly members: readonly string[]
  }) => Promise<ComponentChildren>
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
        const epci = await deps.places.neighbours(home.id, 'epci')
        return sendPage(
          reply,
          <PlacesPage site={deps.site} home={home} text={text} hits={hits} epci={epci} communes={communes} />,
        )
      },
    )

    app.get(
      '/territoires/suggestions',
      { schema: { querystring: Type.Object({ q: Type.String({ default: '', maxLength: 100 }) }) } },
      async (request) => {
        const hits = await deps.places.search(request.query.q, 8)
        return hits.map(({ place, parent }) => ({
          label: parent ? `${place.name} (${parent})` : place.name,
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
            querystring: Type.Object({ tri: Type.Optional(Type.String()) }),
          },
        },
        async (request, reply) => {
          const named = request.params.name
          const place = await placeNamed(deps.places, level, named, today())
          if (!place) {
            const near = await nearPlaces(deps.places)(level, named, today())
            return sendPage(reply, <UnknownPlacePage {...{ site: deps.site, level, named, near }} />, 404)
          }
          const address = placePath(place)
          if (address !== `/territoires/${path}/${named}`) return reply.redirect(address, 301)
          const on = today()
          const [around, population, populationRows] = await Promise.all([
            aroundOf(deps.places, place, on),
            deps.places.population(place.id),
            deps.populationRows(place),
          ])
          const indicators = await deps.indicators({
            place,
            around: around.containers,
            members: around.members.map(({ code }) => code),
          })
          const where = await whereIs(deps, place, around)
          const sort = request.query.tri === 'population' ? 'population' : 'nom'
          reply.header('cache-control', 'public, max-age=300')
          return sendPage(
            reply,
            <PlacePage
              {...{ site: deps.site, place, ...around, population, populationRows, indicators, where, sort }}
            />,
          )
        },
      )
  }

/** The tiles of the département around a small place, and which are its own; null for larger places. */
const whereIs = async (
  { maps, site }: TerritoryPagesDeps,
  place: Place,
  around: { readonly containers: readonly Place[]; readonly members: readonly Place[] },
) => {
  if (!['commune', 'epci', 'arrondissement'].includes(place.level) || place.validUntil) return null
  const departements = around.containers.filter(({ level }) => level === 'departement')
  const departement = departements.find(({ id }) => id === site.territoryId) ?? departements[0]
  if (!departement) return null
  const here = new Set(place.level === 'commune' ? [place.code] : around.members.map(({ code }) => code))
  return { departement, here, tiles: (await maps.layout(departement.code)).tiles }
}

/** What holds a place, what it holds, what stands beside it, what it was and became. */
const aroundOf = async (places: PlaceStore, place: Place, on: string) => {
  const small = place.level === 'commune'
  const [holders, members, parts, predecessors, successors, divisions] = await Promise.all([
    place.level === 'epci' ? places.neighbours(place.id, 'departement') : places.containers(place.id, on),
    small || place.level === 'pays' ? [] : places.members(place.id, 'commune', on),
    small ? places.members(place.id, 'commune', on) : [],
    places.predecessors(place.id),
    places.successors(place.id),
    place.level === 'departement'
      ? places.neighbours(place.id, 'epci')
      : place.level === 'region'
        ? places.members(place.id, 'departement', on)
        : [],
  ])
  const held = small
    ? await Promise.all(
        holders
          .filter((c) => c.level === 'epci' || c.level === 'departement')
          .map(async (container) => ({ container, all: await places.members(container.id, 'commune', on) })),
      )
    : []
  return {
    containers: holders,
    members,
    parts,
    predecessors,
    successors,
    divisions,
    siblings: held.find(({ container }) => container.level === 'epci')?.all ?? [],
    ranks: held.flatMap(({ container, all }) => rankAmong(place, container, all) ?? []),
  }
}
