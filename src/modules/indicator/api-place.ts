import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { Level, type Place, type PlaceStore } from '../territory/index.ts'
import type { PeerFinder } from './find-peers.ts'
import type { KnownIndicators } from './known-indicators.ts'
import type { PlaceChoice } from './place-choice.ts'
import { placeCsv } from './place-csv.ts'
import { PlaceFigures, placeFigures } from './place-json.ts'
import type { PlaceSheet } from './place-sheet.ts'
import { readPlaceSheet } from './read-place-sheet.ts'

export interface PlaceApiDeps {
  readonly places: Pick<PlaceStore, 'byCode' | 'containers' | 'neighbours' | 'members'>
  readonly known: KnownIndicators
  readonly finder: PeerFinder
  readonly choice: PlaceChoice
  readonly today: () => string
}

const OfPlace = Type.Object({
  level: Type.Union(Level.anyOf, {
    description: 'Niveau : commune, epci, canton, arrondissement, departement, region ou pays.',
  }),
  code: Type.String({ maxLength: 12, description: 'Code officiel, par exemple 89024.' }),
})

/** Everything that indicators say of a place: what its page shows, for programs and spreadsheets. */
export const placeApi =
  ({ places, known, finder, choice, today }: PlaceApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const read = readPlaceSheet(known, finder, choice)
    const sheetOf = async (level: Level, code: string): Promise<{ place: Place; sheet: PlaceSheet }> => {
      const place = await places.byCode(level, code, today())
      if (!place) throw notFound('Le lieu', `${level} ${code}`)
      const around = await (level === 'epci'
        ? places.neighbours(place.id, 'departement')
        : places.containers(place.id, today()))
      const members = level === 'commune' || level === 'pays' ? [] : await places.members(place.id, 'commune', today())
      return { place, sheet: await read({ place, around, members: members.map((member) => member.code) }) }
    }

    app.get(
      '/territories/:level/:code/indicators.json',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Tous les chiffres d’un lieu : séries, statuts, rangs parmi ses pairs, origine',
          params: OfPlace,
          response: { 200: PlaceFigures },
        },
      },
      async (request, reply) => {
        const { place, sheet } = await sheetOf(request.params.level, request.params.code)
        reply.header('cache-control', 'public, max-age=300')
        return placeFigures(place, sheet)
      },
    )

    app.get(
      '/territories/:level/:code/indicators.csv',
      {
        schema: {
          tags: ['Territoires'],
          summary: 'Tous les chiffres d’un lieu, à toutes les dates, en CSV',
          params: OfPlace,
          produces: ['text/csv'],
        },
      },
      async (request, reply) => {
        const { place, sheet } = await sheetOf(request.params.level, request.params.code)
        return reply
          .type('text/csv; charset=utf-8')
          .header('cache-control', 'public, max-age=300')
          .header('content-disposition', `attachment; filename="${place.level}-${place.code}.csv"`)
          .send(placeCsv(place, sheet))
      },
    )
  }
