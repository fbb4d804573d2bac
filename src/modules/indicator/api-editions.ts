import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { conflict } from '../../kernel/errors.ts'
import { type GeographyStore, Level } from '../territory/index.ts'
import { inTurns, valuesDownloads } from './api-downloads.ts'
import { differenceCsv } from './difference-csv.ts'
import { biggestFirst, countsOfDifference } from './edition-difference.ts'
import type { EditionsCompared, KeptEditions } from './kept-editions.ts'
import { Status } from './status-schema.ts'
import { valuesCsv } from './values-files.ts'

const OfIndicator = Type.Object({
  slug: Type.String({ description: 'Nom de l’indicateur dans son adresse.', examples: ['population'] }),
})
const OfEdition = Type.Object({
  ...OfIndicator.properties,
  number: Type.Integer({ minimum: 1, description: 'Numéro de l’édition.', examples: [1] }),
})
const Since = Type.Object({
  since: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Édition à laquelle comparer ; sans elle, celle d’avant.', examples: [1] }),
  ),
})
const Told = Type.Object({ value: Type.Union([Type.Number(), Type.Null()]), status: Status })
const Places = Type.Array(Type.Object({ level: Level, added: Type.Integer(), removed: Type.Integer() }))

export interface EditionsApiDeps {
  readonly kept: KeptEditions
  readonly geography: GeographyStore
}

/** Editions of indicators: their list, their values, and what each changed. */
export const editionsApi =
  ({ kept, geography }: EditionsApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const isHeld = valuesDownloads()

    app.get(
      '/indicators/:slug/editions',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Les éditions d’un indicateur, la plus récente d’abord',
          description: 'Une édition est l’ensemble des valeurs à un moment : elle ne change jamais et reste lisible.',
          params: OfIndicator,
          response: {
            200: Type.Object({
              indicator: Type.String(),
              shown: Type.Union([Type.Integer(), Type.Null()], { description: 'Édition montrée.' }),
              editions: Type.Array(
                Type.Object({
                  number: Type.Integer(),
                  builtAt: Type.String(),
                  places: Type.Record(Type.String(), Type.Integer(), {
                    description: 'Lieux qui ont un chiffre à la dernière date, par niveau.',
                  }),
                  sources: Type.Array(Type.Object({ dataset: Type.String(), version: Type.Integer() })),
                  notes: Type.Array(Type.String(), { description: 'Ce que les vérifications ont relevé.' }),
                }),
              ),
            }),
          },
        },
      },
      async (request, reply) => {
        const { shown, editions } = await kept.list(request.params.slug)
        reply.header('cache-control', 'public, max-age=60')
        return {
          indicator: request.params.slug,
          shown,
          editions: editions.map(({ number, builtAt, counts, sources, findings }) => ({
            ...{ number, builtAt, places: { ...counts } },
            sources: sources.map((source) => ({ dataset: source.slug, version: source.number })),
            notes: findings.map(({ message }) => message),
          })),
        }
      },
    )

    app.get(
      '/indicators/:slug/editions/:number/values.csv',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Toutes les valeurs d’une édition, montrée ou non',
          params: OfEdition,
          produces: ['text/csv'],
        },
      },
      async (request, reply) => {
        const { slug, number } = request.params
        const { edition, record } = await kept.read(slug, number)
        const places = await geography.today()
        if (isHeld(request, reply, `${record.id}-${places.day}`)) return reply
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${slug}-${number}.csv"`)
          .send(Readable.from(inTurns(valuesCsv(edition, places))))
      },
    )

    const compared = async (slug: string, number: number, since: number | undefined): Promise<EditionsCompared> => {
      const found = await kept.difference(slug, number, since)
      if (!found) throw conflict('C’est la première édition de cet indicateur : il n’y a rien avant elle.')
      return found
    }

    app.get(
      '/indicators/:slug/editions/:number/difference',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Ce qu’une édition a changé, les plus grands écarts d’abord',
          params: OfEdition,
          querystring: Type.Object({
            ...Since.properties,
            level: Type.Union(Level.anyOf, { default: 'commune', description: 'Niveau des lieux.' }),
            limit: Type.Integer({
              default: 1000,
              minimum: 1,
              maximum: 40_000,
              description: 'Changements rendus au plus.',
            }),
            offset: Type.Integer({ default: 0, minimum: 0, description: 'Changements à passer.' }),
          }),
          response: {
            200: Type.Object({
              indicator: Type.String(),
              before: Type.Integer(),
              after: Type.Integer(),
              periodsAdded: Type.Array(Type.String()),
              periodsRemoved: Type.Array(Type.String()),
              places: Places,
              counts: Type.Object({
                gained: Type.Integer({ description: 'Un chiffre là où il n’y en avait pas.' }),
                lost: Type.Integer({ description: 'Plus de chiffre là où il y en avait un.' }),
                revised: Type.Integer({ description: 'Un autre chiffre.' }),
                toldOtherwise: Type.Integer({ description: 'Le même chiffre, ou aucun, pour une autre raison.' }),
              }),
              total: Type.Integer({ description: 'Changements à ce niveau.' }),
              changes: Type.Array(
                Type.Object({
                  code: Type.String(),
                  name: Type.String(),
                  period: Type.String(),
                  before: Told,
                  after: Told,
                  by: Type.Union([Type.Number(), Type.Null()]),
                }),
              ),
            }),
          },
        },
      },
      async (request, reply) => {
        const { slug, number } = request.params
        const { since, level, limit, offset } = request.query
        const { before, after, difference } = await compared(slug, number, since)
        const names = (await geography.today()).names.get(level)
        const { gained, lost, revised, 'told-otherwise': toldOtherwise, total } = countsOfDifference(difference, level)
        reply.header('cache-control', 'public, max-age=300')
        return {
          ...{ indicator: slug, before: before.number, after: after.number, total },
          periodsAdded: [...difference.periodsAdded],
          periodsRemoved: [...difference.periodsRemoved],
          places: difference.places.map((one) => ({
            level: one.level,
            added: one.added.length,
            removed: one.removed.length,
          })),
          counts: { gained, lost, revised, toldOtherwise },
          changes: biggestFirst(difference, level)
            .slice(offset, offset + limit)
            .map((one) => ({ ...one, name: names?.get(one.code) ?? one.code })),
        }
      },
    )

    app.get(
      '/indicators/:slug/editions/:number/difference.csv',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Tout ce qu’une édition a changé, à tous les niveaux',
          params: OfEdition,
          querystring: Since,
          produces: ['text/csv'],
        },
      },
      async (request, reply) => {
        const { slug, number } = request.params
        const { before, difference } = await compared(slug, number, request.query.since)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${slug}-${before.number}-${number}.csv"`)
          .send(Readable.from(inTurns(differenceCsv(difference, await geography.today()))))
      },
    )
  }
