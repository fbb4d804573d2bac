import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { type AnswerDeps, amongPeers, answerComparison } from './answer-comparison.ts'
import { ComparisonJson, comparisonJson, PeersJson, peersJson } from './comparison-json.ts'
import { readComparison } from './read-comparison.ts'

const KIND = Type.Union([Type.Literal('strate'), Type.Literal('voisins')])
const indicators = Type.String({
  default: '',
  maxLength: 2000,
  description: 'Noms d’indicateurs, séparés par des virgules ; absent : les principaux.',
  examples: ['population,evolution-population'],
})

/** Peers of a place and comparisons, as JSON. */
export const compareApi =
  (deps: AnswerDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/places/:id/peers',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Les pairs d’un lieu, pourquoi ceux-là, et son rang parmi eux',
          description:
            'La méthode est dite sur la page « /methode/pairs ». Un rang ne compte que les lieux qui ont un chiffre à la même période.',
          params: Type.Object({
            id: Type.String({
              maxLength: 40,
              description: 'Identifiant du lieu : niveau et code.',
              examples: ['commune:89206'],
            }),
          }),
          querystring: Type.Object({
            kind: Type.Union(KIND.anyOf, {
              default: 'strate',
              description: 'strate : même classe de population ; voisins : les plus semblables de France.',
            }),
            indicators,
          }),
          response: { 200: PeersJson },
        },
      },
      async (request, reply) => {
        const shown = await deps.known.shown()
        const read = readComparison(deps.places, deps.today)
        const asked = { places: [request.params.id], indicators: [request.query.indicators] }
        const { places, indicators: chosen } = await read(asked, shown)
        const [place] = places
        if (!place) throw notFound('Le lieu', request.params.id)
        reply.header('cache-control', 'public, max-age=300')
        return peersJson(await amongPeers(deps.finder)(place, request.query.kind, chosen))
      },
    )

    app.get(
      '/compare',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Comparer jusqu’à huit lieux, chaque indicateur à une même période pour tous',
          querystring: Type.Object({
            places: Type.String({
              maxLength: 400,
              description: 'Codes de communes ou identifiants, séparés par des virgules.',
              examples: ['89206,89024,epci:200067114'],
            }),
            indicators,
            peers: Type.Optional(
              Type.Union(KIND.anyOf, { description: 'Range aussi le premier lieu parmi ses pairs.' }),
            ),
          }),
          response: { 200: ComparisonJson },
        },
      },
      async (request, reply) => {
        const { places, indicators: chosen, peers } = request.query
        reply.header('cache-control', 'public, max-age=300')
        return comparisonJson(
          await answerComparison(deps)({ places: [places], indicators: [chosen], peers: peers ?? null }),
        )
      },
    )
  }
