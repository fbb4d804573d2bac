import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Clock } from '../../kernel/clock.ts'
import { DomainError, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { type Site, sendPrivatePage } from '../../web/index.ts'
import { hasRole, type Person, signedIn } from '../access/index.ts'
import type { DatasetStore } from '../catalog/index.ts'
import type { decideProposal } from './decide-proposal.ts'
import type { HarvestDesk } from './harvest-desk.ts'
import type { Schedule } from './keep-schedule.ts'
import { DecisionPage } from './pages/decision-page.tsx'
import { SourcePage } from './pages/source-page.tsx'
import { SourcesPage } from './pages/sources-page.tsx'
import { type HarvestStore, unknownState } from './ports.ts'
import type { Source } from './source.ts'
import { dueAt, type WatchDeps, watchSources } from './watch-sources.ts'

export interface HarvestPagesDeps extends WatchDeps {
  readonly site: Site
  readonly store: HarvestStore
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly offline: boolean
  /** Those that may be harvested here. */
  readonly reachable: (sources: readonly Source[]) => Promise<readonly Source[]>
  readonly desk: Pick<HarvestDesk, 'doing' | 'start'>
  readonly schedule: Pick<Schedule, 'everyMinutes' | 'next'>
  readonly decide: ReturnType<typeof decideProposal>
  readonly now: Clock
}

const Id = Type.Object({ id: Type.String({ maxLength: 80 }) })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 100 }))

/** The watch room of sources: the list, one source, one decision. Editors only. */
export const harvestPages =
  (deps: HarvestPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, store, desk } = deps
    const watch = watchSources(deps)
    const found = async (id: string) => {
      const watched = (await watch(deps.now())).find(({ source }) => source.id === id)
      if (!watched) throw notFound('La source', id)
      return watched
    }

    app.get('/atelier/sources', async (request, reply) => {
      editor(signedIn(request))
      const now = deps.now()
      const page = { site, watched: await watch(now), offline: deps.offline, doing: desk.doing(), now }
      const { everyMinutes, next } = deps.schedule
      return sendPrivatePage(reply, <SourcesPage {...page} schedule={{ everyMinutes, next: next() }} />)
    })

    app.post('/atelier/sources', { schema: { body: Type.Optional(FormBody) } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const now = deps.now()
      const due = await deps.reachable(dueAt(await watch(now), now))
      if (due.length > 0) desk.start(due, person, false)
      return reply.redirect('/atelier/sources', 303)
    })

    app.get('/atelier/sources/:id', { schema: { params: Id } }, async (request, reply) => {
      editor(signedIn(request))
      const watched = await found(request.params.id)
      const known = await Promise.all(watched.source.feeds.map(({ dataset }) => deps.datasets.get(dataset)))
      const datasets = known.flatMap((dataset) => (dataset ? [dataset] : []))
      const runs = await store.runs(20, watched.source.id)
      return sendPrivatePage(reply, <SourcePage {...{ site, watched, runs, datasets, doing: desk.doing() }} />)
    })

    app.post('/atelier/sources/:id/moissonner', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const { source } = await found(request.params.id)
      desk.start([source], person, request.body.essai === 'oui')
      return reply.redirect(`/atelier/sources/${source.id}`, 303)
    })

    app.post('/atelier/sources/:id/rythme', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      editor(signedIn(request))
      const { source, state } = await found(request.params.id)
      const { jours = '' } = request.body
      const everyDays = /^\d{1,3}$/.test(jours) && Number(jours) > 0 ? Number(jours) : null
      await store.saveState({ ...(state ?? unknownState(source.id)), everyDays, paused: jours === 'pause' })
      return reply.redirect(`/atelier/sources/${source.id}`, 303)
    })

    const decision = async (id: string, error: string | null) => {
      const proposal = await store.proposal(id)
      const source = (await deps.sources()).find((one) => one.id === proposal?.source)
      const dataset = proposal && (await deps.datasets.get(proposal.datasetId))
      if (!proposal || !source || !dataset) throw notFound('La décision', id)
      return <DecisionPage {...{ site, proposal, source, dataset, error }} />
    }

    app.get('/atelier/sources/decisions/:id', { schema: { params: Id } }, async (request, reply) => {
      editor(signedIn(request))
      return sendPrivatePage(reply, await decision(request.params.id, null))
    })

    app.post('/atelier/sources/decisions/:id', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const word = request.body.decision
      try {
        if (word !== 'accepter' && word !== 'refuser')
          throw invalid('Choisissez de publier, ou de garder l’édition d’avant.')
        await deps.decide(person, request.params.id, word === 'accepter' ? 'accepted' : 'refused')
      } catch (error) {
        if (!(error instanceof DomainError) || !['invalid', 'conflict'].includes(error.fault.kind)) throw error
        return sendPrivatePage(reply, await decision(request.params.id, error.message), 422)
      }
      return reply.redirect('/atelier/sources', 303)
    })
  }

const editor = (person: Person): Person => {
  if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur suit les sources.')
  return person
}
