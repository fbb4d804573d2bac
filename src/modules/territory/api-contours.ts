import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { Level, OfPlace, type Place } from './place.ts'
import type { Contours, PlaceStore } from './ports.ts'

export interface ContoursApiDeps {
  readonly places: Pick<PlaceStore, 'members' | 'neighbours'>
  readonly contours: Pick<Contours, 'of'>
  readonly today: () => string
  /** The place of an address on a day; refuses what is none. */
  readonly placeOf: (address: Static<typeof OfPlace>, on: string) => Promise<Place>
}

/** The shapes of the places that a place holds. */
export const contoursApi =
  (deps: ContoursApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/territories/:level/:code/contours',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Les contours des lieux qu’il contient, tels que le portail les connaît',
          description:
            'Une collection GeoJSON : un élément par lieu dont le contour est connu, avec son code, son nom et sa population. Vide quand aucun contour n’a été chargé.',
          params: OfPlace,
          querystring: Type.Object({
            level: Type.Union(Level.anyOf, { default: 'commune', description: 'Niveau des lieux voulus.' }),
            detail: Type.Union([Type.Literal('page'), Type.Literal('overview')], {
              default: 'page',
              description: '« page » pour une carte qu’on regarde de près, « overview » pour une vignette.',
            }),
          }),
          response: {
            200: Type.Object({
              type: Type.Literal('FeatureCollection'),
              source: Type.Union([Type.String(), Type.Null()], { description: 'Qui a tracé ces contours.' }),
              features: Type.Array(
                Type.Object({
                  type: Type.Literal('Feature'),
                  geometry: Type.Unknown(),
                  properties: Type.Object({
                    code: Type.String(),
                    name: Type.String(),
                    population: Type.Union([Type.Integer(), Type.Null()]),
                  }),
                }),
              ),
            }),
          },
        },
      },
      async (request, reply) => {
        const today = deps.today()
        const { id } = await deps.placeOf(request.params, today)
        const { level, detail } = request.query
        const members =
          level === 'epci' ? await deps.places.neighbours(id, level) : await deps.places.members(id, level, today)
        const known = await deps.contours.of(
          level,
          members.map(({ code }) => code),
          detail,
        )
        reply.header('cache-control', 'public, max-age=300')
        return {
          type: 'FeatureCollection' as const,
          source: [...known.values()][0]?.source ?? null,
          features: members.flatMap(({ code, name, population }) => {
            const contour = known.get(code)
            const properties = { code, name, population: population?.value ?? null }
            return contour ? [{ type: 'Feature' as const, geometry: contour.geometry, properties }] : []
          }),
        }
      },
    )
  }
