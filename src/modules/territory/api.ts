import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Paging, pageSchema, sendPageOf } from '../../http/links.ts'
import type { Clock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/errors.ts'
import { contoursApi } from './api-contours.ts'
import { Level, OfPlace, Place } from './place.ts'
import type { Contours, PlaceStore } from './ports.ts'

const orNull = Type.Union([Type.String(), Type.Null()])

/** Places: search, one place, its members, its population, the contours of its members. */
export const territoryApi =
  (deps: {
    readonly places: PlaceStore
    readonly contours: Pick<Contours, 'of'>
    readonly now: Clock
  }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const today = () => deps.now().toISOString().slice(0, 10)
    const placeOf = async ({ level, code }: { level: Level; code: string }, on: string): Promise<Place> => {
      const place = await deps.places.byCode(level, code, on)
      if (!place) throw notFound('Le lieu', `${level} ${code}`)
      return place
    }
    const At = Type.Object({
      // There is no year 0, though the form of dates has one.
      on: Type.Optional(
        Type.String({
          format: 'date',
          pattern: '^(?!0000)',
          description: 'Jour de la question ; absent : aujourd’hui.',
        }),
      ),
    })

    app.get(
      '/territories',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Chercher un lieu par nom, code postal ou code officiel',
          querystring: Type.Object({
            q: Type.String({
              minLength: 1,
              maxLength: 100,
              description: 'Nom, code postal ou code officiel ; accents, traits d’union et « St » indifférents.',
              examples: ['st florentin', '89000', '89024'],
            }),
            limit: Type.Integer({ default: 10, minimum: 1, maximum: 50, description: 'Lieux rendus au plus.' }),
          }),
          response: { 200: Type.Array(Type.Object({ ...Place.properties, parent: orNull, why: orNull })) },
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'public, max-age=3600')
        return (await deps.places.search(request.query.q, request.query.limit)).map(({ place, parent, why }) => ({
          ...place,
          parent,
          why,
        }))
      },
    )

    app.get(
      '/territories/:level/:code',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Un lieu, ce qui le contient et ce qu’il est devenu',
          params: OfPlace,
          querystring: At,
          response: {
            200: Type.Object({
              ...Place.properties,
              containers: Type.Array(Place),
              shared: Type.Array(Place, {
                description:
                  'Pour une commune partagée entre plusieurs cantons, ces cantons ; pour un canton, les communes dont il n’a qu’une partie.',
              }),
              predecessors: Type.Array(Place),
              successors: Type.Array(Place),
            }),
          },
        },
      },
      async (request) => {
        const on = request.query.on ?? today()
        const place = await placeOf(request.params, on)
        const [containers, shared, predecessors, successors] = await Promise.all([
          deps.places.containers(place.id, on),
          deps.places.shared(place.id, on),
          deps.places.predecessors(place.id),
          deps.places.successors(place.id),
        ])
        return {
          ...place,
          containers: [...containers],
          shared: [...shared],
          predecessors: predecessors.map((e) => e.place),
          successors: successors.map((e) => e.place),
        }
      },
    )

    app.get(
      '/territories/:level/:code/members',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Les lieux qu’il contient ; pour les EPCI, ceux qu’il touche',
          params: OfPlace,
          querystring: Type.Object({
            ...At.properties,
            level: Type.Optional(
              Type.Union(Level.anyOf, { description: 'Niveau des lieux voulus ; absent : commune.' }),
            ),
            ...Paging.properties,
          }),
          response: { 200: pageSchema(Place) },
        },
      },
      async (request, reply) => {
        const on = request.query.on ?? today()
        const { id } = await placeOf(request.params, on)
        const level = request.query.level ?? 'commune'
        // An EPCI may lie across two départements: those that a place touches are told, whole or in part.
        const members =
          level === 'epci' ? await deps.places.neighbours(id, level) : await deps.places.members(id, level, on)
        return sendPageOf(reply, request.url, members, request.query)
      },
    )

    app.get(
      '/territories/:level/:code/population',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Sa population municipale, année par année, avec sa source',
          params: OfPlace,
          response: {
            200: Type.Array(Type.Object({ year: Type.Integer(), value: Type.Integer(), source: Type.String() })),
          },
        },
      },
      async (request) => [...(await deps.places.population((await placeOf(request.params, today())).id))],
    )
    await app.register(contoursApi({ ...deps, today, placeOf }))
  }
