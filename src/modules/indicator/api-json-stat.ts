import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { keptAnswers } from '../../http/kept-answers.ts'
import type { Clock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/errors.ts'
import { type GeographyStore, Level, type PlaceStore } from '../territory/index.ts'
import { indicatorJsonStat, placeJsonStat } from './json-stat.ts'
import type { KnownIndicators } from './known-indicators.ts'

export interface JsonStatApiDeps {
  /** Address that citizens type, without a final slash. */
  readonly publicUrl: string
  readonly known: Pick<KnownIndicators, 'shown' | 'get'>
  readonly places: Pick<PlaceStore, 'byCode'>
  readonly geography: Pick<GeographyStore, 'today'>
  readonly now: Clock
}

const CODES = Type.Record(Type.String(), Type.String())
/** What every answer holds; json-stat.org says the rest. */
const Dataset = Type.Object({
  version: Type.Literal('2.0'),
  class: Type.Literal('dataset'),
  label: Type.String(),
  source: Type.String({ description: 'Les producteurs.' }),
  id: Type.Array(Type.String(), { description: 'Les dimensions, dans l’ordre des cellules : geo, indicator, time.' }),
  size: Type.Array(Type.Integer()),
  dimension: Type.Record(Type.String(), Type.Unknown()),
  value: Type.Union([Type.Array(Type.Union([Type.Number(), Type.Null()])), Type.Record(Type.String(), Type.Number())], {
    description: 'Les nombres, dans l’ordre des cellules, ou par numéro de cellule quand la plupart sont vides.',
  }),
  status: Type.Unsafe<Record<string, string>>({
    ...CODES,
    description:
      'Par numéro de cellule : zero, estimated, ou la raison de l’absence (missing, secret, not-yet, not-applicable).',
  }),
  extension: Type.Unknown({ description: 'Par indicateur : édition, licence, jeux de données et leurs versions.' }),
})
const answer = {
  200: {
    description: 'Un cube JSON-stat 2.0.',
    content: { 'application/json': { schema: Type.Unsafe<string>(Dataset) } },
  },
}

/** Indicators as JSON-stat 2.0 cubes: all of a place, or one in all the places of a level. */
export const jsonStatApi =
  (deps: JsonStatApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const kept = keptAnswers()

    app.get(
      '/territories/:level/:code/indicators.jsonstat',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Tous les indicateurs d’un lieu, à toutes les dates, en JSON-stat 2.0',
          params: Type.Object({
            level: Type.Union(Level.anyOf, { description: 'Niveau du lieu.' }),
            code: Type.String({ maxLength: 12, description: 'Code officiel, par exemple 89024.' }),
          }),
          response: answer,
        },
      },
      async (request, reply) => {
        const { level, code } = request.params
        const place = await deps.places.byCode(level, code, deps.now().toISOString().slice(0, 10))
        if (!place) throw notFound('Le lieu', `${level} ${code}`)
        reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8')
        return reply.send(JSON.stringify(placeJsonStat(place, await deps.known.shown(), deps.publicUrl)))
      },
    )

    app.get(
      '/indicators/:slug/values.jsonstat',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Un indicateur dans tous les lieux d’un niveau, à toutes les dates, en JSON-stat 2.0',
          params: Type.Object({ slug: Type.String({ description: 'Nom de l’indicateur dans son adresse.' }) }),
          querystring: Type.Object({
            level: Type.Union(Level.anyOf, { default: 'commune', description: 'Niveau des lieux.' }),
          }),
          response: answer,
        },
      },
      async (request, reply) => {
        const { slug } = request.params
        const { level } = request.query
        const [indicator, geography] = await Promise.all([deps.known.get(slug), deps.geography.today()])
        if (!indicator) throw notFound('L’indicateur', slug)
        if (!indicator.edition.levels.has(level)) throw notFound('Le niveau de cet indicateur', level)
        reply.header('cache-control', 'public, max-age=300')
        return kept.send(request, reply, `${indicator.record.id} ${level} ${geography.day}`, async () => ({
          body: JSON.stringify(indicatorJsonStat(indicator, level, geography, deps.publicUrl)),
        }))
      },
    )
  }
