import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { invalid } from '../../kernel/errors.ts'
import type { AnswerDeps } from './api.ts'
import { answerKey, Cell, Filtered, OfDataset, readFilter, tagOf } from './api-schemas.ts'
import { names, parseMeasures, parseSort } from './parse-lists.ts'

/** Group-by and facets. */
export const aggregatesApi =
  (deps: AnswerDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/datasets/:slug/aggregates',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Regrouper les lignes et les mesurer',
          description: 'Une ligne par groupe. Mesures : count, sum, avg, min, max, median, distinct.',
          params: OfDataset,
          querystring: Type.Object({
            ...Filtered.properties,
            by: Type.String({
              default: '',
              description: 'Colonnes de regroupement, dix au plus ; vide : un seul groupe.',
              examples: ['annee'],
            }),
            measures: Type.String({
              default: 'count',
              description: 'Mesures, séparées par des virgules, trente au plus : count, sum(colonne), avg(colonne)…',
              examples: ['count,sum(population)'],
            }),
            sort: Type.String({
              default: '',
              description: 'Colonnes de regroupement ou noms de mesures.',
              examples: ['-sum_population'],
            }),
            limit: Type.Integer({ default: 1000, minimum: 1, maximum: 10_000, description: 'Groupes rendus au plus.' }),
          }),
          response: {
            200: Type.Object({ version: Type.Integer(), groups: Type.Array(Type.Record(Type.String(), Cell)) }),
          },
        },
      },
      async (request, reply) => {
        const { by, measures, sort, limit, version } = request.query
        const found = await deps.versions.find(request.params.slug, version ?? null)
        if (tagOf(request, reply, found)) return reply
        const query = {
          by: few('by', [...new Set(names(by))]),
          measures: few('measures', parseMeasures(measures)),
          where: readFilter(request.query),
          sort: parseSort(sort),
          limit,
        }
        deps.countUse(found.datasetId, 'api')
        return deps.answers.send(request, reply, answerKey(request, found), async (signal) => {
          const { columns, rows } = await deps.tables.group(found.versionId, query, signal)
          const groups = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])))
          return { body: JSON.stringify({ version: found.number, groups }) }
        })
      },
    )

    app.get(
      '/datasets/:slug/facets',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Compter les valeurs de plusieurs colonnes',
          params: OfDataset,
          querystring: Type.Object({
            ...Filtered.properties,
            columns: Type.String({ description: 'Une à dix colonnes.', examples: ['annee,code_commune'] }),
            limit: Type.Integer({
              default: 20,
              minimum: 1,
              maximum: 200,
              description: 'Valeurs rendues par colonne, les plus fréquentes d’abord.',
            }),
          }),
          response: {
            200: Type.Object({
              version: Type.Integer(),
              facets: Type.Array(
                Type.Object({
                  column: Type.String(),
                  distinct: Type.Integer(),
                  values: Type.Array(Type.Object({ value: Cell, count: Type.Integer() })),
                }),
              ),
            }),
          },
        },
      },
      async (request, reply) => {
        const { columns, limit, version } = request.query
        const found = await deps.versions.find(request.params.slug, version ?? null)
        if (tagOf(request, reply, found)) return reply
        const where = readFilter(request.query)
        const wanted = names(columns).slice(0, 10)
        deps.countUse(found.datasetId, 'api')
        return deps.answers.send(request, reply, answerKey(request, found), async (signal) => {
          const facets = await deps.tables.facets(found.versionId, wanted, where, limit, signal)
          return { body: JSON.stringify({ version: found.number, facets }) }
        })
      },
    )
  }

/** Past these, the groups of a large table no longer fit in memory. */
const MOST = { by: 10, measures: 30 } as const

const few = <T>(what: keyof typeof MOST, given: readonly T[]): readonly T[] => {
  if (given.length <= MOST[what]) return given
  throw invalid('Cette question demande trop de choses à la fois.', [
    { pointer: `/${what}`, message: `attendu : ${MOST[what]} au plus` },
  ])
}
