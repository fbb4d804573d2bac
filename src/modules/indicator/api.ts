import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { abandoned } from '../../http/abort.ts'
import { notFound } from '../../kernel/errors.ts'
import type { WriteParquet } from '../query/index.ts'
import { type Geography, type GeographyStore, Level } from '../territory/index.ts'
import { inTurns, valuesDownloads } from './api-downloads.ts'
import { Definition } from './definition.ts'
import { columnOf, type Edition, valueAt } from './edition.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import { Status } from './status-schema.ts'
import { VALUES_COLUMNS, valuesCsv, valuesLines, valuesNdjson } from './values-files.ts'

const OfIndicator = Type.Object({
  slug: Type.String({ description: 'Nom de l’indicateur dans son adresse.', examples: ['population'] }),
})
const Making = Type.Union(
  [Type.Literal('published'), Type.Literal('added-up'), Type.Literal('rebuilt'), Type.Literal('worked-out')],
  {
    description:
      'published (tel que la source le donne), added-up (somme des communes du lieu), rebuilt (somme des communes réunies depuis), worked-out (calculé à partir d’autres indicateurs).',
  },
)
const Value = Type.Object({
  level: Level,
  code: Type.String(),
  name: Type.String(),
  period: Type.String(),
  value: Type.Union([Type.Number(), Type.Null()]),
  status: Status,
  making: Making,
})
const Source = Type.Object({
  dataset: Type.String(),
  version: Type.Integer(),
  title: Type.String(),
  producer: Type.String(),
})
const Summary = Type.Object({
  ...Type.Pick(Definition, [
    'slug',
    'name',
    'shortName',
    'definition',
    'unit',
    'theme',
    'subtheme',
    'kind',
    'better',
    'producer',
    'licence',
  ]).properties,
  levels: Type.Array(Level),
  periods: Type.Array(Type.String()),
  edition: Type.Integer({ description: 'Numéro de l’édition montrée.' }),
  builtAt: Type.String(),
  sources: Type.Array(Source),
})

export interface IndicatorApiDeps {
  readonly known: KnownIndicators
  readonly geography: GeographyStore
  readonly writeParquet: WriteParquet
}

/** Indicators: their list, their definition, their values. */
export const indicatorApi =
  (deps: IndicatorApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const found = async (slug: string): Promise<ShownIndicator> => {
      const indicator = await deps.known.get(slug)
      if (!indicator) throw notFound('L’indicateur', slug)
      return indicator
    }

    app.get(
      '/indicators',
      { schema: { tags: ['Indicateurs'], summary: 'Lister les indicateurs', response: { 200: Type.Array(Summary) } } },
      async (_request, reply) => {
        reply.header('cache-control', 'public, max-age=300')
        return (await deps.known.shown()).map(summaryOf)
      },
    )

    app.get(
      '/indicators/:slug',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Un indicateur : définition, formule, sources, limites',
          params: OfIndicator,
          response: {
            200: Type.Object({
              ...Summary.properties,
              formulas: Type.Array(Type.Unknown()),
              caveats: Type.Array(Type.String()),
              updates: Type.String(),
            }),
          },
        },
      },
      async (request, reply) => {
        const indicator = await found(request.params.slug)
        const { formulas, caveats, updates } = indicator.definition
        reply.header('cache-control', 'public, max-age=300')
        return { ...summaryOf(indicator), formulas, caveats, updates }
      },
    )

    app.get(
      '/indicators/:slug/values',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Les valeurs d’un indicateur, d’un lieu ou d’une date',
          description:
            'Avec « code » : toutes les dates d’un lieu. Sans : tous les lieux d’un niveau à une date, la dernière si aucune n’est donnée.',
          params: OfIndicator,
          querystring: Type.Object({
            level: Type.Union(Level.anyOf, { default: 'commune', description: 'Niveau des lieux.' }),
            code: Type.Optional(
              Type.String({ maxLength: 12, description: 'Code officiel du lieu.', examples: ['89024'] }),
            ),
            period: Type.Optional(
              Type.String({ maxLength: 10, description: 'Année, mois (2024-03) ou trimestre.', examples: ['2023'] }),
            ),
            limit: Type.Integer({
              default: 1000,
              minimum: 1,
              maximum: 40_000,
              description: 'Valeurs rendues au plus.',
            }),
            offset: Type.Integer({ default: 0, minimum: 0, description: 'Valeurs à passer.' }),
          }),
          response: {
            200: Type.Object({
              indicator: Type.String(),
              edition: Type.Integer(),
              total: Type.Integer(),
              values: Type.Array(Value),
            }),
          },
        },
      },
      async (request, reply) => {
        const { definition, edition, record } = await found(request.params.slug)
        const { names } = await deps.geography.today()
        const { level, limit, offset } = request.query
        const all = asked(edition, request.query)
        reply.header('cache-control', 'public, max-age=300')
        return {
          indicator: definition.slug,
          edition: record.number,
          total: all.length,
          values: all
            .slice(offset, offset + limit)
            .map((one) => ({ level, name: names.get(level)?.get(one.code) ?? one.code, ...one })),
        }
      },
    )

    const isHeld = valuesDownloads()
    for (const [ending, { type, format, pieces }] of Object.entries(FILES))
      app.get(
        `/indicators/:slug/values.${ending}`,
        {
          schema: {
            tags: ['Indicateurs'],
            summary: `Toutes les valeurs d’un indicateur en ${format} : tous les lieux, toutes les dates`,
            params: OfIndicator,
            response: {
              200: {
                description: 'Le fichier, envoyé à mesure.',
                content: { [type]: { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) } },
              },
            },
          },
        },
        async (request, reply) => {
          const { definition, edition, record } = await found(request.params.slug)
          const geography = await deps.geography.today()
          if (isHeld(request, reply, `${record.id}-${geography.day}-${ending}`)) return reply
          return reply
            .type(type)
            .header('content-disposition', `attachment; filename="${definition.slug}-${record.number}.${ending}"`)
            .send(
              Readable.from(
                inTurns<string | Uint8Array>(pieces(edition, geography, deps.writeParquet, abandoned(request, reply))),
                {
                  objectMode: false,
                },
              ),
            )
        },
      )
  }

/** The pieces of a file of values, as they are made. */
type Pieces = (
  edition: Edition,
  geography: Geography,
  writeParquet: WriteParquet,
  signal: AbortSignal,
) => Iterable<string> | AsyncIterable<Uint8Array>

/** Every value of an indicator in one file, by the ending of its address. */
const FILES: Readonly<Record<string, { readonly type: string; readonly format: string; readonly pieces: Pieces }>> = {
  csv: { type: 'text/csv; charset=utf-8', format: 'CSV', pieces: valuesCsv },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', format: 'lignes JSON', pieces: valuesNdjson },
  parquet: {
    type: 'application/vnd.apache.parquet',
    format: 'Parquet',
    pieces: (edition, geography, writeParquet, signal) =>
      writeParquet(VALUES_COLUMNS, valuesLines(edition, geography), signal),
  },
}

interface AskedValues {
  readonly level: Level
  readonly code?: string | undefined
  readonly period?: string | undefined
}

const asked = (edition: Edition, { level, code, period }: AskedValues) => {
  const at = period ?? edition.periods.at(-1) ?? ''
  const found =
    code === undefined
      ? columnOf(edition, level, at).map((one) => ({ ...one, period: at }))
      : (period === undefined ? edition.periods : [at]).map((of) => ({
          ...valueAt(edition, level, code, of),
          code,
          period: of,
        }))
  return found.map(({ code: of, period: when, value, status, making }) => ({
    ...{ code: of, period: when, value, status, making },
  }))
}

const summaryOf = ({ definition, edition, record }: ShownIndicator) => {
  const {
    slug,
    name,
    shortName,
    definition: words,
    unit,
    theme,
    subtheme,
    kind,
    better,
    producer,
    licence,
  } = definition
  return {
    ...{ slug, name, shortName, definition: words, unit, theme, subtheme, kind, better, producer, licence },
    levels: [...edition.levels.keys()],
    periods: [...edition.periods],
    edition: record.number,
    builtAt: record.builtAt,
    sources: record.sources.map((source) => ({
      dataset: source.slug,
      version: source.number,
      title: source.title,
      producer: source.producer,
    })),
  }
}
