import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Site, sendPage } from '../../web/index.ts'
import type { DatasetStore } from '../catalog/index.ts'
import type { AskQuestion, PlaceGlance, QuoteFigure, Reading } from '../indicator/index.ts'
import type { Place, PlaceHit, PlaceStore } from '../territory/index.ts'
import { SearchPage } from './pages/search-page.tsx'

export interface SearchPagesDeps {
  readonly site: Site
  readonly places: Pick<PlaceStore, 'search' | 'get'>
  readonly datasets: Pick<DatasetStore, 'search'>
  readonly ask: AskQuestion
  readonly quote: QuoteFigure
  readonly glance: PlaceGlance
}

const EVERYWHERE = { theme: [], producer: [], territory: [], format: [], licence: [], freshness: [] } as const
const MOST_PLACES = 5
const MOST_DATASETS = 10

/** The search over everything: an answer when there is one, then places, indicators and datasets. */
export const searchPages =
  ({ site, places, datasets, ask, quote, glance }: SearchPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/chercher', { schema: { querystring: Type.Object({ q: Typed }) } }, (request, reply) =>
      reply.redirect(`/recherche?q=${encodeURIComponent(request.query.q)}`, 301),
    )

    app.get('/recherche', { schema: { querystring: Type.Object({ q: Typed }) } }, async (request, reply) => {
      const text = request.query.q.trim()
      if (text === '') return sendPage(reply, <SearchPage site={site} text="" />)
      const { reading, answer, indicators } = await ask(text)
      const subject = datasetText(reading, text)
      const { place = null, indicator = null, period = null } = answer ?? {}
      const told = place && place.validUntil === null && answer?.stated?.value != null ? place : null
      const wholePlace = reading.indicator === null
      const [card, figures, hits, own, found] = await Promise.all([
        told && indicator && !wholePlace ? quote(indicator.slug, told, period) : null,
        told && wholePlace ? glance(told) : null,
        answer?.many && !reading.place ? [] : places.search(reading.place?.name ?? text, MOST_PLACES),
        answer?.place ?? (reading.place ? places.get(`${reading.place.level}:${reading.place.code}`) : undefined),
        datasets.search({ ...EVERYWHERE, text: subject, sort: 'relevance', page: 1, size: MOST_DATASETS }),
      ])
      reply.header('cache-control', 'public, max-age=300')
      return sendPage(
        reply,
        <SearchPage
          {...{ site, text, answer, card, figures, indicators, subject, also: reading.also }}
          places={placesFirst(own, hits)}
          datasets={originFirst(found.items, answer?.origin?.href)}
          total={found.total}
        />,
      )
    })
  }

/** The dataset that the answer comes from, then the others as they were found. */
const originFirst = (items: Found, href = ''): Found => {
  const isOrigin = ({ dataset }: Found[number]) => href.split('?')[0] === `/donnees/${dataset.slug}`
  return [...items.filter(isOrigin), ...items.filter((item) => !isOrigin(item))]
}
type Found = Awaited<ReturnType<DatasetStore['search']>>['items']

const Typed = Type.String({ default: '', maxLength: 200 })

/** What datasets are searched for: what the question is about, without its « combien de » and its place. */
const datasetText = ({ subject, place }: Reading, text: string): string =>
  subject.length > 0 ? subject.join(' ') : (place?.name ?? text)

/** The place understood, then those that bear its name. */
const placesFirst = (own: Place | undefined, hits: readonly PlaceHit[]): readonly PlaceHit[] => {
  if (!own) return hits
  const first = hits.find(({ place }) => place.id === own.id) ?? { place: own, parent: null, why: null }
  return [first, ...hits.filter(({ place }) => place.id !== own.id)]
}
