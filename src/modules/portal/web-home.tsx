import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import type { DatasetStore } from '../catalog/index.ts'
import type { HomeTeller } from '../indicator/index.ts'
import type { PlaceStore } from '../territory/index.ts'
import { HomePage } from './pages/home-page.tsx'

export interface HomePagesDeps {
  readonly site: Site
  readonly places: Pick<PlaceStore, 'get' | 'containers' | 'members' | 'neighbours'>
  readonly datasets: Pick<DatasetStore, 'search'>
  readonly tell: HomeTeller
  readonly now: Clock
}

const ANY = { theme: [], producer: [], territory: [], format: [], licence: [], freshness: [] } as const
/** Enough for most themes to have one of theirs among the last renewed. */
const LAST_DATASETS = 60

/** The first page. */
export const homePages =
  ({ site, places, datasets, tell, now }: HomePagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/', { config: { kept: true } }, async (_request, reply) => {
      const home = await places.get(site.territoryId)
      if (!home) throw notFound('Le territoire', site.territoryId)
      const on = now().toISOString().slice(0, 10)
      const [around, communes, epci, latest] = await Promise.all([
        places.containers(home.id, on),
        places.members(home.id, 'commune', on),
        places.neighbours(home.id, 'epci'),
        datasets.search({ ...ANY, text: '', sort: 'date', page: 1, size: LAST_DATASETS }),
      ])
      const told = await tell({ home, around, communes })
      reply.header('cache-control', 'public, max-age=300')
      const { items, total, facets } = latest
      const page = { site, home, communes, epci, told, latest: items, themes: facets.theme, datasets: total }
      return sendPage(reply, <HomePage {...page} />)
    })
  }
