import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { invalid } from '../../kernel/errors.ts'
import type { AnswerDeps } from './api.ts'
import { answerKey, Cell, Filtered, OfDataset, readFilter, tagOf } from './api-schemas.ts'
import { names } from './parse-lists.ts'
import type { Box } from './place-grid.ts'
import { rowsOnMap } from './rows-on-map.ts'

const MOST_ROWS = 2000
const Frame = Type.Array(Type.Number(), { minItems: 4, maxItems: 4, description: 'Ouest, sud, est, nord, en degrés.' })

/** Rows as a map shows them. */
export const mapApi =
  (deps: AnswerDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/datasets/:slug/map',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Les lignes d’un cadre, une à une ou comptées par carré',
          description:
            'Une collection GeoJSON. Quand « by » vaut « row », chaque élément est une ligne, « id » est son numéro. Quand le cadre en tient plus que « limit », « by » vaut « cell » : chaque élément est un carré (« bbox ») et le nombre de ses lignes (« count ») ; jamais une partie seulement des lignes. Une forme compte dans le cadre si son rectangle le touche. Au plus 500 formes sont rendues une à une.',
          params: OfDataset,
          querystring: Type.Object({
            ...Filtered.properties,
            bbox: Type.String({
              default: '',
              description: 'Cadre : ouest, sud, est, nord, en degrés. Absent : toutes les lignes qui ont une position.',
              examples: ['2.8,47.3,4.3,48.4'],
            }),
            select: Type.String({ default: '', description: 'Colonnes à dire avec chaque ligne ; absent : aucune.' }),
            limit: Type.Integer({
              default: MOST_ROWS,
              minimum: 0,
              maximum: MOST_ROWS,
              description: 'Lignes rendues une à une au plus ; au-delà, elles sont comptées par carré.',
            }),
          }),
          response: {
            200: Type.Object({
              type: Type.Literal('FeatureCollection'),
              version: Type.Integer(),
              by: Type.Union([Type.Literal('row'), Type.Literal('cell')]),
              total: Type.Integer({ description: 'Lignes du cadre : la somme de ce qui est rendu.' }),
              everywhere: Type.Union([
                Type.Object({
                  placed: Type.Integer({ description: 'Lignes du filtre qui ont une position.' }),
                  matching: Type.Integer({ description: 'Lignes du filtre.' }),
                }),
                Type.Null(),
              ]),
              frame: Type.Union([Frame, Type.Null()], {
                description: 'Le cadre demandé ; sans lui, celui de presque toutes les lignes (99 %).',
              }),
              features: Type.Array(
                Type.Object({
                  type: Type.Literal('Feature'),
                  id: Type.Optional(Type.Integer()),
                  bbox: Type.Optional(Frame),
                  geometry: Type.Unknown(),
                  properties: Type.Record(Type.String(), Cell),
                }),
              ),
            }),
          },
        },
      },
      async (request, reply) => {
        const { bbox, select, limit, version } = request.query
        const found = await deps.versions.find(request.params.slug, version ?? null)
        if (tagOf(request, reply, found)) return reply
        const query = { where: readFilter(request.query), box: readBox(bbox), select: names(select), limit }
        deps.countUse(found.datasetId, 'api')
        return deps.answers.send(request, reply, answerKey(request, found), async (signal) => {
          const { features, ...seen } = await rowsOnMap(deps.tables)(found.versionId, query, signal)
          const head = JSON.stringify({ type: 'FeatureCollection', version: found.number, ...seen })
          return { body: `${head.slice(0, -1)},"features":[${features.join(',\n')}]}` }
        })
      },
    )
  }

/** `2.8,47.3,4.3,48.4` → a box; an empty text → none. */
const readBox = (text: string): Box | null => {
  if (text.trim() === '') return null
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN, ...rest] = text
    .split(',')
    .map((edge) => (edge.trim() === '' ? Number.NaN : Number(edge)))
  const inside = west >= -180 && east <= 180 && south >= -90 && north <= 90
  if (!inside || west > east || south > north || rest.length > 0)
    throw invalid('Le cadre ne peut pas être lu.', [
      { pointer: '/bbox', message: 'attendu : ouest,sud,est,nord en degrés, par exemple 2.8,47.3,4.3,48.4' },
    ])
  return [west, south, east, north]
}
