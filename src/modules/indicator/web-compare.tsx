import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { allowFraming } from '../../http/security.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { hitLabel, type PlaceStore } from '../territory/index.ts'
import { addablePlaces, isMeant } from './add-place.ts'
import { type AnswerDeps, answerComparison, type ComparisonAnswer } from './answer-comparison.ts'
import { MOST_COMPARED } from './compare.ts'
import { type ComparisonAddress, comparisonPath } from './compare-address.ts'
import { comparisonCsv } from './comparison-csv.ts'
import { comparisonJson } from './comparison-json.ts'
import { CompareEmbed } from './pages/compare-embed.tsx'
import { withPlace } from './pages/compare-forms.tsx'
import { ComparePage } from './pages/compare-page.tsx'
import { PeersMethodPage } from './pages/peers-method-page.tsx'

export interface ComparePagesDeps extends AnswerDeps {
  readonly site: Site
  readonly places: PlaceStore
}

const list = Type.Array(Type.String({ maxLength: 2000 }), { default: [] })
const Asked = Type.Object({
  lieux: list,
  indicateurs: list,
  pairs: Type.Optional(Type.String({ maxLength: 20 })),
  ajouter: Type.Optional(Type.String({ maxLength: 100 })),
  format: Type.Optional(Type.String({ maxLength: 10 })),
  q: Type.String({ default: '', maxLength: 100 }),
})
type Asked = Readonly<Type.Static<typeof Asked>>
const schema = { querystring: Asked }

/** Comparisons of places as pages, files and frames; and the method of peers. */
export const comparePages =
  (deps: ComparePagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answer = answerComparison(deps)
    const addable = (text: string, found: ComparisonAnswer) =>
      addablePlaces(deps.places, text, found.named, deps.today())
    const answered = async ({ lieux, indicateurs, pairs }: Asked) => {
      const peers = pairs === 'strate' || pairs === 'voisins' ? pairs : null
      const found = await answer({ places: lieux, indicators: indicateurs, peers })
      return { found, address: addressOf(found, indicateurs) }
    }

    app.get('/comparer', { schema, config: { kept: true } }, async (request, reply) => {
      const { found, address } = await answered(request.query)
      const { format, ajouter } = request.query
      if (format === 'csv') return sendCsv(reply, found)
      if (format === 'json') return sendJson(reply, found)
      const text = ajouter?.trim() ?? ''
      const hits = text && found.named.length < MOST_COMPARED ? await addable(text, found) : []
      const [only] = hits
      if (only && isMeant(text, hits)) return reply.redirect(comparisonPath(withPlace(address, only.place)), 303)
      if (isForm(request)) return reply.redirect(comparisonPath(address), 303)
      if (!text) reply.header('cache-control', 'public, max-age=300')
      return sendPage(
        reply,
        <ComparePage site={deps.site} answer={found} address={address} candidates={text ? { text, hits } : null} />,
      )
    })

    app.get('/comparer.csv', { schema }, async (request, reply) =>
      sendCsv(reply, (await answered(request.query)).found),
    )
    app.get('/comparer.json', { schema }, async (request, reply) =>
      sendJson(reply, (await answered(request.query)).found),
    )

    app.get('/comparer/integrer', { schema }, async (request, reply) => {
      const { found, address } = await answered(request.query)
      allowFraming(reply)
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(reply, <CompareEmbed site={deps.site} answer={found} address={address} />)
    })

    app.get('/comparer/suggestions', { schema }, async (request) => {
      const { found, address } = await answered(request.query)
      return (await addable(request.query.q, found)).map(({ place, parent }) => ({
        label: hitLabel({ place, parent }),
        href: comparisonPath(withPlace(address, place)),
      }))
    })

    app.get('/methode/pairs', async (_request, reply) => {
      const levels = await Promise.all((['commune', 'epci', 'departement'] as const).map(deps.finder.measures))
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(reply, <PeersMethodPage site={deps.site} levels={levels} />)
    })
  }

/** What was understood, in the shortest address that says it again. */
const addressOf = (found: ComparisonAnswer, indicators: readonly string[]): ComparisonAddress => ({
  places: found.named,
  indicators: indicators.some((text) => text.trim()) ? found.indicators.map(({ definition }) => definition.slug) : [],
  peers: found.peers?.kind ?? null,
})

/** A form repeats its fields, and sends empty ones: its address is then written shortly. */
const isForm = ({ url }: FastifyRequest): boolean => {
  const parameters = new URL(url, 'http://localhost').searchParams
  return parameters.getAll('indicateurs').length > 1 || parameters.get('ajouter') === ''
}

const sendCsv = (reply: FastifyReply, found: ComparisonAnswer): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="comparaison.csv"')
    .send(comparisonCsv(found.compared))

const sendJson = (reply: FastifyReply, found: ComparisonAnswer): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(comparisonJson(found))
