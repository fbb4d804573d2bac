import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { Level, type Place, type PlaceStore } from '../territory/index.ts'
import { placeCsv } from './place-csv.ts'
import { PlaceFigures, placeFigures } from './place-json.ts'
import type { PlaceSheet } from './place-sheet.ts'
import { readSheetOf, type SheetReaderDeps } from './read-place-sheet.ts'

export interface PlaceApiDeps extends SheetReaderDeps {
  readonly places: SheetReaderDeps['places'] & Pick<PlaceStore, 'byCode'>
}

const OfPlace = Type.Object({
  level: Type.Union(Level.anyOf, {
    description: 'Niveau : commune, epci, canton, arrondissement, departement, region ou pays.',
  }),
  code: Type.String({ maxLength: 12, description: 'Code officiel, par exemple 89024.' }),
})

/** Everything that indicators say of a place: what its page shows, for programs and spreadsheets. */
export const placeApi =
  (deps: PlaceApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const read = readSheetOf(deps)
    const sheetOf = async (level: Level, code: string): Promise<{ place: Place; sheet: PlaceSheet }> => {
      const place = await deps.places.byCode(level, code, deps.today())
      if (!place) throw notFound('Le lieu', `${level} ${code}`)
      return { place, sheet: await read(place) }
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
