import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Clock } from '../../kernel/clock.ts'
import { conflict, DomainError, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { type Site, sendPrivatePage } from '../../web/index.ts'
import { type Audit, hasRole, type Person, signedIn } from '../access/index.ts'
import type { DatasetStore, VersionStore } from '../catalog/index.ts'
import { changeRhythm, rhythmOf } from './change-rhythm.ts'
import type { decideProposal } from './decide-proposal.ts'
import type { FedBy } from './fed-dataset.ts'
import type { StartProposal } from './first-start.ts'
import type { HarvestDesk } from './harvest-desk.ts'
import type { Schedule } from './keep-schedule.ts'
import { DecisionPage } from './pages/decision-page.tsx'
import { SourcePage } from './pages/source-page.tsx'
import { SourcesPage } from './pages/sources-page.tsx'
import type { HarvestStore } from './ports.ts'
import type { Progress } from './progress.ts'
import type { Standing } from './schedule.ts'
import { dueAt, STANDINGS, type WatchDeps, watchSources } from './watch-sources.ts'

export interface HarvestPagesDeps extends WatchDeps {
  readonly site: Site
  readonly store: HarvestStore
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly versions: Pick<VersionStore, 'get'>
  readonly offline: boolean
  /** Why the folder that stands for the internet answers nothing; null when it does. */
  readonly trouble: () => Promise<string | null>
  readonly desk: Pick<HarvestDesk, 'progress' | 'start'>
  /** The harvest that another process does, a command beside the portal. */
  readonly elsewhere: (now: Date) => Promise<Progress | null>
  readonly schedule: Pick<Schedule, 'everyMinutes' | 'next'>
  readonly fedBy: FedBy
  /** What was found at start that a portal may begin with, and the same looked for again. */
  readonly start: {
    readonly known: () => Promise<StartProposal | null>
    readonly again: () => Promise<StartProposal | null>
  }
  readonly decide: ReturnType<typeof decideProposal>
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

const Id = Type.Object({ id: Type.String({ maxLength: 80 }) })
const Asked = Type.Object({
  etat: Type.Optional(Type.String({ maxLength: 20 })),
  theme: Type.Optional(Type.String({ maxLength: 20 })),
  mots: Type.Optional(Type.String({ maxLength: 100 })),
})
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 100 }))

/** The watch room of sources: the list, one source, one decision. Editors only. */
export const harvestPages =
  (deps: HarvestPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, store, desk } = deps
    const watch = watchSources(deps)
    const progressAt = async (now: Date) => desk.progress() ?? (await deps.elsewhere(now))
    const found = async (id: string) => {
      const watched = (await watch(deps.now())).find(({ source }) => source.id === id)
      if (!watched) throw notFound('La source', id)
      return watched
    }

    app.get('/atelier/sources', { schema: { querystring: Asked } }, async (request, reply) => {
      editor(signedIn(request))
      const now = deps.now()
      const { etat, theme, mots } = request.query
      const filter = { standing: standingNamed(etat), theme: theme || undefined, words: mots?.trim() || undefined }
      const watched = await watch(now)
      const fed = await deps.fedBy(watched.map(({ source }) => source))
      const page = { site, watched, fed, filter, offline: deps.offline, progress: await progressAt(now), now }
      const { everyMinutes, next } = deps.schedule
      const schedule = { everyMinutes, next: next() }
      const more = { start: await deps.start.known(), trouble: await deps.trouble(), schedule }
      return sendPrivatePage(reply, <SourcesPage {...page} {...more} />)
    })

    app.post('/atelier/sources/premieres', async (request, reply) => {
      const person = editor(signedIn(request))
      const proposal = await deps.start.again()
      if (proposal?.kind === 'ready' && proposal.sources.length > 0) desk.start(proposal.sources, { person })
      return reply.redirect('/atelier/sources', 303)
    })

    app.post('/atelier/sources', { schema: { body: Type.Optional(FormBody) } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const now = deps.now()
      const due = dueAt(await watch(now), now)
      if (due.length > 0) desk.start(due, { person })
      return reply.redirect('/atelier/sources', 303)
    })

    app.get('/atelier/sources/:id', { schema: { params: Id } }, async (request, reply) => {
      editor(signedIn(request))
      const watched = await found(request.params.id)
      const fed = await deps.fedBy([watched.source])
      const runs = await store.runs(20, watched.source.id)
      const now = deps.now()
      const page = { site, watched, fed, runs, progress: await progressAt(now), now }
      return sendPrivatePage(reply, <SourcePage {...page} />)
    })

    app.post('/atelier/sources/:id/moissonner', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const { source } = await found(request.params.id)
      desk.start([source], { person, dry: request.body.essai === 'oui' })
      return reply.redirect(`/atelier/sources/${source.id}`, 303)
    })

    app.post('/atelier/sources/:id/rythme', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const { source } = await found(request.params.id)
      await changeRhythm(deps)(person, source.id, rhythmOf(request.body.jours ?? ''))
      return reply.redirect(`/atelier/sources/${source.id}`, 303)
    })

    const decision = async (id: string, error: string | null) => {
      const proposal = await store.proposal(id)
      const source = (await deps.sources()).find((one) => one.id === proposal?.source)
      const dataset = proposal && (await deps.datasets.get(proposal.datasetId))
      if (!proposal || !source || !dataset) throw notFound('La décision', id)
      const shown = dataset.versionId ? await deps.versions.get(dataset.versionId) : undefined
      return <DecisionPage {...{ site, proposal, source, dataset, shown, error }} />
    }

    /** Refuses when readers no longer see the version that the page of the decision told of. */
    const mustShow = async (id: string, seen: string): Promise<void> => {
      const proposal = await store.proposal(id)
      const dataset = proposal && (await deps.datasets.get(proposal.datasetId))
      if ((dataset?.versionId ?? '') !== seen)
        throw conflict(
          'Rien n’a été publié : une autre version de ce jeu a été mise en ligne depuis que vous avez ouvert cette page. Relisez ce qui suit, puis décidez.',
        )
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
        if (word === 'accepter') await mustShow(request.params.id, request.body.version ?? '')
        await deps.decide(person, request.params.id, word === 'accepter' ? 'accepted' : 'refused')
      } catch (error) {
        if (!(error instanceof DomainError) || !['invalid', 'conflict'].includes(error.fault.kind)) throw error
        return sendPrivatePage(reply, await decision(request.params.id, error.message), 422)
      }
      return reply.redirect('/atelier/sources', 303)
    })
  }

const standingNamed = (name: string | undefined): Standing | undefined => STANDINGS.find((one) => one === name)

const editor = (person: Person): Person => {
  if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur suit les sources.')
  return person
}
