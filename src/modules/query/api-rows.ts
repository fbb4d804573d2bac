import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { abandoned } from '../../http/abort.ts'
import { sendJsonText } from '../../http/json-text.ts'
import { notFound } from '../../kernel/errors.ts'
import type { QueryApiDeps } from './api.ts'
import { Cell, Filtered, OfDataset, readFilter, tagOf } from './api-schemas.ts'
import { parseSelect, parseSort } from './parse-lists.ts'

const MAX_PAGE = 1000

/** Pages of rows, one row, and the number of rows. */
export const rowsApi =
  (deps: QueryApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/datasets/:slug/rows',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Lire les lignes d’un jeu de données',
          description:
            'Une page de lignes, filtrées et triées. L’ordre est stable : parcourir les pages d’une même version donne chaque ligne une seule fois. « next » donne l’adresse de la page suivante.',
          params: OfDataset,
          querystring: Type.Object({
            ...Filtered.properties,
            select: Type.String({
              default: '',
              description: 'Colonnes voulues, séparées par des virgules.',
              examples: ['code_commune,annee'],
            }),
            sort: Type.String({
              default: '',
              description: 'Colonnes de tri ; un « - » devant trie du plus grand au plus petit.',
              examples: ['-annee'],
            }),
            limit: Type.Integer({ default: 100, minimum: 0, maximum: MAX_PAGE }),
            offset: Type.Integer({ default: 0, minimum: 0 }),
          }),
          response: {
            200: Type.Object({
              version: Type.Integer({ description: 'Numéro de la version lue.' }),
              total: Type.Integer({ description: 'Nombre de lignes qui répondent au filtre.' }),
              next: Type.Union([Type.String(), Type.Null()]),
              rows: Type.Array(Type.Record(Type.String(), Cell)),
            }),
            '4xx': Type.Ref('Problem'),
          },
        },
      },
      async (request, reply) => {
        const { select, sort, limit, offset, version } = request.query
        const found = await deps.versions.find(request.params.slug, version ?? null)
        if (tagOf(request, reply, found)) return reply
        const query = {
          where: readFilter(request.query),
          select: parseSelect(select),
          sort: parseSort(sort),
          limit,
          offset,
        }
        const answer = await deps.tables.rowsJson(found.versionId, query, abandoned(request, reply))
        deps.countUse(found.datasetId, 'api')
        const next =
          offset + limit < answer.total && limit > 0 ? nextAddress(request.url, offset + limit, found.number) : null
        return sendJsonText(
          reply,
          `{"version":${found.number},"total":${answer.total},"next":${JSON.stringify(next)},"rows":${answer.rows}}`,
        )
      },
    )

    app.get(
      '/datasets/:slug/rows/:line',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Lire une ligne par son numéro',
          params: Type.Object({ ...OfDataset.properties, line: Type.Integer({ minimum: 1 }) }),
          querystring: Type.Pick(Filtered, ['version']),
          response: { 200: Type.Record(Type.String(), Cell), '4xx': Type.Ref('Problem') },
        },
      },
      async (request, reply) => {
        const found = await deps.versions.find(request.params.slug, request.query.version ?? null)
        if (tagOf(request, reply, found)) return reply
        const [columns, row] = await Promise.all([
          deps.tables.columns(found.versionId),
          deps.tables.row(found.versionId, request.params.line),
        ])
        if (!row) throw notFound('La ligne', String(request.params.line))
        return Object.fromEntries(columns.map((column, i) => [column.name, row[i] ?? null]))
      },
    )

    app.get(
      '/datasets/:slug/count',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Compter les lignes qui répondent à un filtre',
          params: OfDataset,
          querystring: Filtered,
          response: {
            200: Type.Object({ version: Type.Integer(), count: Type.Integer() }),
            '4xx': Type.Ref('Problem'),
          },
        },
      },
      async (request, reply) => {
        const found = await deps.versions.find(request.params.slug, request.query.version ?? null)
        if (tagOf(request, reply, found)) return reply
        const count = await deps.tables.count(found.versionId, readFilter(request.query), abandoned(request, reply))
        return { version: found.number, count }
      },
    )
  }

/** The next page is asked of the same version, so that a publication between two pages moves nothing. */
const nextAddress = (url: string, offset: number, version: number): string => {
  const next = new URL(url, 'http://localhost')
  next.searchParams.set('offset', String(offset))
  next.searchParams.set('version', String(version))
  return next.pathname + next.search
}
