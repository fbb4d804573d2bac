import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { linkHeader, withParameters } from '../../http/links.ts'
import { notFound } from '../../kernel/errors.ts'
import type { AnswerDeps } from './api.ts'
import { answerKey, Cell, Filtered, OfDataset, readFilter, tagOf } from './api-schemas.ts'
import { parseSelect, parseSort } from './parse-lists.ts'

const MAX_PAGE = 1000

/** Pages of rows, one row, and the number of rows. */
export const rowsApi =
  (deps: AnswerDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/datasets/:slug/rows',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Lire les lignes d’un jeu de données',
          description:
            'Une page de lignes, filtrées et triées. L’ordre est stable : parcourir les pages d’une même version donne chaque ligne une seule fois. « next » et « previous » donnent les adresses des pages voisines.',
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
            limit: Type.Integer({ default: 100, minimum: 0, maximum: MAX_PAGE, description: 'Lignes par page.' }),
            offset: Type.Integer({ default: 0, minimum: 0, description: 'Lignes à passer avant la première rendue.' }),
          }),
          response: {
            200: Type.Object({
              version: Type.Integer({ description: 'Numéro de la version lue.' }),
              total: Type.Integer({ description: 'Nombre de lignes qui répondent au filtre.' }),
              next: Type.Union([Type.String(), Type.Null()]),
              previous: Type.Union([Type.String(), Type.Null()]),
              rows: Type.Array(Type.Record(Type.String(), Cell)),
            }),
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
        deps.countUse(found.datasetId, 'api')
        return deps.answers.send(request, reply, answerKey(request, found), async (signal) => {
          const { total, rows } = await deps.tables.rowsJson(found.versionId, query, signal)
          const beside = {
            next: offset + limit < total && limit > 0 ? pageAt(request.url, offset + limit, found.number) : null,
            previous: offset > 0 && limit > 0 ? pageAt(request.url, Math.max(0, offset - limit), found.number) : null,
          }
          const { next, previous } = beside
          const head = JSON.stringify({ version: found.number, total, next, previous })
          const body = Buffer.concat([Buffer.from(`${head.slice(0, -1)},"rows":`), rows, Buffer.from('}')])
          return { body, headers: linkHeader(beside) }
        })
      },
    )

    app.get(
      '/datasets/:slug/rows/:line',
      {
        schema: {
          tags: ['Lignes'],
          summary: 'Lire une ligne par son numéro',
          params: Type.Object({
            ...OfDataset.properties,
            line: Type.Integer({ minimum: 1, description: 'Numéro de la ligne, à partir de 1.' }),
          }),
          querystring: Type.Pick(Filtered, ['version']),
          response: { 200: Type.Record(Type.String(), Cell) },
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
          },
        },
      },
      async (request, reply) => {
        const found = await deps.versions.find(request.params.slug, request.query.version ?? null)
        if (tagOf(request, reply, found)) return reply
        const where = readFilter(request.query)
        return deps.answers.send(request, reply, answerKey(request, found), async (signal) => ({
          body: JSON.stringify({
            version: found.number,
            count: await deps.tables.count(found.versionId, where, signal),
          }),
        }))
      },
    )
  }

/** The pages beside are asked of the same version, so that a publication between two pages moves nothing. */
const pageAt = (url: string, offset: number, version: number): string => withParameters(url, { offset, version })
