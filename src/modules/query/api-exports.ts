import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { abandoned } from '../../http/abort.ts'
import { fewAtOnce } from '../../http/few-at-once.ts'
import type { QueryApiDeps } from './api.ts'
import { Filtered, OfDataset, readFilter, tagOf } from './api-schemas.ts'
import { geojsonChunks } from './encode-geojson.ts'
import { xlsxChunks } from './encode-xlsx.ts'
import { parseSelect, parseSort } from './parse-lists.ts'
import type { ExportFormat, ExportQuery } from './ports.ts'

const MEDIA: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

/** Files of rows that may be under way: each holds a question to DuckDB, and tens of megabytes written ahead of its reader. */
const DOWNLOADS = { each: 6, all: 12 }

/** Every format of a file of rows has its address: `/datasets/{slug}/rows.csv`, `.xlsx`, `.json`… */
export const exportsApi =
  (deps: QueryApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const downloads = fewAtOnce(DOWNLOADS)
    for (const format of Object.keys(MEDIA).filter(isFormat))
      app.get(
        `/datasets/:slug/rows.${format}`,
        {
          schema: {
            tags: ['Fichiers'],
            summary: `Télécharger toutes les lignes, ou celles d’un filtre, en ${format.toUpperCase()}`,
            params: OfDataset,
            querystring: Type.Object({
              ...Filtered.properties,
              select: Type.String({ default: '', description: 'Colonnes voulues, séparées par des virgules.' }),
              sort: Type.String({
                default: '',
                description: 'Colonnes de tri ; un « - » devant trie du plus grand au plus petit.',
              }),
              numbers: Type.Union([Type.Literal('int'), Type.Literal('fr')], {
                default: 'int',
                description:
                  'CSV : « int » écrit des virgules entre les colonnes et des points décimaux, « fr » des points-virgules et des virgules décimales.',
              }),
              bom: Type.Boolean({
                default: false,
                description: 'CSV : commencer par la marque d’ordre des octets, pour les tableurs qui en ont besoin.',
              }),
            }),
            response: {
              200: {
                description: 'Le fichier, envoyé à mesure.',
                content: { [MEDIA[format]]: { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) } },
              },
            },
          },
        },
        async (request, reply) => {
          const asked = request.query
          const found = await deps.versions.find(request.params.slug, asked.version ?? null)
          if (tagOf(request, reply, found)) return reply
          downloads(request, reply)
          const query: ExportQuery = {
            format,
            select: parseSelect(asked.select),
            where: readFilter(asked),
            sort: parseSort(asked.sort),
            numbers: asked.numbers,
            bom: asked.bom,
          }
          const chunks = encode(deps, found.versionId, query, abandoned(request, reply))
          const ready = await started(chunks) // a mistaken filter is refused before the first byte
          deps.countUse(found.datasetId, 'download')
          return reply
            .type(MEDIA[format])
            .header('content-disposition', `attachment; filename="${found.slug}-v${found.number}.${format}"`)
            .send(Readable.from(ready, { objectMode: false }))
        },
      )
  }

const isFormat = (text: string): text is ExportFormat => text in MEDIA

const encode = (
  deps: QueryApiDeps,
  version: string,
  query: ExportQuery,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> => {
  if (query.format === 'xlsx') return xlsxChunks(deps.tables, version, query, signal)
  if (query.format === 'geojson') return geojsonChunks(deps.tables, version, query, signal)
  return deps.tables.export(version, query, signal)
}

/** Waits for the first chunk, so that what refuses does it while the answer can still say so. */
const started = async (chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> => {
  const reader = chunks[Symbol.asyncIterator]()
  const head = await reader.next()
  return (async function* () {
    try {
      if (!head.done) yield head.value
      for (let next = await reader.next(); !next.done; next = await reader.next()) yield next.value
    } finally {
      await reader.return?.()
    }
  })()
}
