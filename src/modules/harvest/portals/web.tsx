import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Clock } from '../../../kernel/clock.ts'
import { conflict, DomainError, forbidden, invalid, notFound } from '../../../kernel/errors.ts'
import { type Site, sendPrivatePage } from '../../../web/index.ts'
import { hasRole, type Person, signedIn } from '../../access/index.ts'
import type { DatasetStore, OrganisationStore } from '../../catalog/index.ts'
import type { decideLikeness, reconsiderLikeness } from './decide-likeness.ts'
import type { editPortals } from './edit-portals.ts'
import { proposedCard } from './entry-source.ts'
import { followedPortals, type LocalPortal } from './local-portals.ts'
import { organisationNamed } from './organisation-named.ts'
import { type Answer, EntryPage } from './pages/entry-page.tsx'
import { PortalPage } from './pages/portal-page.tsx'
import { PortalsPage } from './pages/portals-page.tsx'
import { countsOf, type View, viewsOf } from './pages/standing-words.ts'
import type { Portal } from './portal.ts'
import type { KnownEntry, PortalStore } from './ports.ts'
import type { readCatalogues } from './read-catalogues.ts'
import { entryKey } from './settle-entries.ts'
import type { takeEntries } from './take-entries.ts'
import { toldTrace } from './told-dataset.ts'
import { portalEditPages } from './web-edit.tsx'

export interface PortalsPagesDeps {
  readonly site: Site
  readonly known: () => Promise<readonly LocalPortal[]>
  readonly store: Pick<PortalStore, 'looks' | 'entries' | 'entry' | 'words'>
  readonly organisations: Pick<OrganisationStore, 'list'>
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly read: ReturnType<typeof readCatalogues>
  readonly take: ReturnType<typeof takeEntries>
  readonly decide: ReturnType<typeof decideLikeness>
  readonly reconsider: ReturnType<typeof reconsiderLikeness>
  readonly edit: ReturnType<typeof editPortals>
  readonly onBug: (error: unknown) => void
  readonly now: Clock
}

const OfPortal = Type.Object({ portal: Type.String({ maxLength: 80 }) })
const OfEntry = Type.Object({ portal: Type.String({ maxLength: 80 }), jeu: Type.String({ maxLength: 80 }) })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 200 }))
const Asked = Type.Object({
  vue: Type.Optional(Type.String({ maxLength: 40 })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})

/** The catalogues of local portals: what they propose, what is taken, what is recognised. Editors only. */
export const portalsPages =
  (deps: PortalsPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, store } = deps
    const base = '/atelier/sources/portails'
    // One reading at a time in this process: it goes on after the page that asked for it was sent.
    const stop = new AbortController()
    let doing: string | null = null
    let last: Promise<unknown> = Promise.resolve()
    app.addHook('onClose', async () => {
      stop.abort(new Error('le portail s’arrête'))
      await last
    })
    const start = (portals: readonly Portal[]) => {
      if (doing !== null) throw conflict('Une lecture est déjà en cours : attendez qu’elle finisse.')
      doing = portals[0]?.title ?? ''
      const onStep = ({ title }: Portal) => {
        doing = title
      }
      last = deps
        .read(portals, { signal: stop.signal, onStep })
        .catch((error) => stop.signal.aborted || deps.onBug(error))
        .finally(() => {
          doing = null
        })
    }
    const localPortal = async (id: string) => {
      const found = (await deps.known()).find(({ portal }) => portal.id === id)
      if (!found) throw notFound('Le portail', id)
      return found
    }
    const portalOf = async (id: string) => (await localPortal(id)).portal

    const onePortal = async (
      person: Person,
      id: string,
      asked: { view?: string; page?: number },
      error: string | null,
    ) => {
      const { portal, kept, retiredAt } = await localPortal(id)
      const [looks, entries, all] = await Promise.all([
        store.looks(),
        store.entries(portal.id),
        deps.organisations.list(),
      ])
      const find = organisationNamed(all)
      const views = viewsOf(retiredAt !== null)
      const view = views.find((one) => one === asked.view) ?? firstView(entries, views)
      const look = looks.find((one) => one.portal === portal.id)
      const cardOf = ({ entry }: KnownEntry) => proposedCard(portal, entry, find)
      const may = { edit: isAdministrator(person) && kept !== null, retire: isAdministrator(person) }
      return (
        <PortalPage
          {...{ site, portal, retiredAt, may, look, entries, cardOf, view, page: asked.page ?? 1, doing, error }}
        />
      )
    }

    const tell = toldTrace(deps)
    const answersOf = async (known: KnownEntry): Promise<readonly Answer[]> => {
      const key = entryKey(known)
      const said = (await store.words()).filter(({ one, other }) => one === key || other === key)
      return Promise.all(
        said.map(async ({ one, other, same }) => {
          const about = one === key ? other : one
          const id = about.slice(about.indexOf(':') + 1)
          const dataset = await deps.datasets.get(id)
          return { other: about, title: dataset?.title ?? (await store.entry(id))?.entry.title ?? id, same }
        }),
      )
    }

    const oneEntry = async ({ portal: id, jeu }: { portal: string; jeu: string }, error: string | null) => {
      const { portal, retiredAt } = await localPortal(id)
      const known = await store.entry(jeu)
      if (!known || known.portal !== portal.id) throw notFound('Le jeu', jeu)
      if (retiredAt !== null && !known.taken && known.linkedTo === null)
        throw conflict('Ce portail est retiré : remettez-le pour voir ce qu’il propose.')
      const organisations = await deps.organisations.list()
      const card = proposedCard(portal, known.entry, organisationNamed(organisations))
      const dataset = (await deps.datasets.get(known.linkedTo ?? known.name)) ?? null
      const others = await Promise.all(known.doubts.map(({ other }) => tell(other, organisations)))
      const answers = await answersOf(known)
      return <EntryPage {...{ site, portal, known, others, card, organisations, dataset, answers, error }} />
    }

    app.get(base, async (request, reply) => {
      const mayAdd = isAdministrator(editor(signedIn(request)))
      const [known, looks, entries] = await Promise.all([deps.known(), store.looks(), store.entries()])
      return sendPrivatePage(reply, <PortalsPage {...{ site, known, looks, entries, doing, mayAdd }} />)
    })

    app.post(base, { schema: { body: Type.Optional(FormBody) } }, async (request, reply) => {
      editor(signedIn(request))
      start(followedPortals(await deps.known()))
      return reply.redirect(base, 303)
    })

    await app.register(
      portalEditPages({
        ...{ site, known: deps.known, organisations: deps.organisations, edit: deps.edit },
        begin: async (id) => {
          if (doing === null) start([await portalOf(id)])
        },
      }),
    )

    app.get(`${base}/:portal`, { schema: { params: OfPortal, querystring: Asked } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const { vue, page } = request.query
      const asked = { ...(vue ? { view: vue } : {}), ...(page ? { page } : {}) }
      return sendPrivatePage(reply, await onePortal(person, request.params.portal, asked, null))
    })

    app.post(
      `${base}/:portal/lire`,
      { schema: { params: OfPortal, body: Type.Optional(FormBody) } },
      async (request, reply) => {
        editor(signedIn(request))
        const { portal, retiredAt } = await localPortal(request.params.portal)
        if (retiredAt !== null) throw conflict('Ce portail est retiré : remettez-le pour lire son catalogue.')
        start([portal])
        return reply.redirect(`${base}/${portal.id}`, 303)
      },
    )

    app.post(`${base}/:portal/reprendre`, { schema: { params: OfPortal, body: FormBody } }, async (request, reply) => {
      const person = editor(signedIn(request))
      const { portal } = request.params
      const names = Object.keys(request.body).flatMap((key) => (key.startsWith('jeu-') ? [key.slice(4)] : []))
      try {
        await deps.take(person, portal, names)
      } catch (error) {
        return sendPrivatePage(reply, await onePortal(person, portal, { view: 'proposes' }, refusal(error)), 422)
      }
      return reply.redirect(`${base}/${portal}?vue=repris`, 303)
    })

    app.get(`${base}/:portal/:jeu`, { schema: { params: OfEntry } }, async (request, reply) => {
      editor(signedIn(request))
      return sendPrivatePage(reply, await oneEntry(request.params, null))
    })

    app.post(
      `${base}/:portal/:jeu/reprendre`,
      { schema: { params: OfEntry, body: FormBody } },
      async (request, reply) => {
        const person = editor(signedIn(request))
        const { portal, jeu } = request.params
        const { licence, producteur } = request.body
        try {
          await deps.take(person, portal, [jeu], { licence, producer: producteur })
        } catch (error) {
          return sendPrivatePage(reply, await oneEntry(request.params, refusal(error)), 422)
        }
        return reply.redirect(`${base}/${portal}/${jeu}`, 303)
      },
    )

    app.post(
      `${base}/:portal/:jeu/reconnaitre`,
      { schema: { params: OfEntry, body: FormBody } },
      async (request, reply) => {
        const person = editor(signedIn(request))
        const { portal, jeu } = request.params
        const { autre = '', mot } = request.body
        try {
          if (mot === 'revoir') await deps.reconsider(person, jeu, autre)
          else if (mot === 'meme' || mot === 'deux') await deps.decide(person, jeu, autre, mot === 'meme')
          else throw invalid('Dites si c’est le même jeu, ou si ce sont deux jeux.')
        } catch (error) {
          return sendPrivatePage(reply, await oneEntry(request.params, refusal(error)), 422)
        }
        return reply.redirect(`${base}/${portal}/${jeu}`, 303)
      },
    )
  }

/** What waits for a person first, when there is something; else what is proposed, else what was taken. */
const firstView = (entries: readonly KnownEntry[], views: readonly View[]): View => {
  const wanted = countsOf(entries).doubtful > 0 ? 'a-decider' : 'proposes'
  return views.includes(wanted) ? wanted : 'repris'
}

/** What to say of what was refused; anything else goes on as it is. */
const refusal = (error: unknown): string => {
  if (error instanceof DomainError && ['invalid', 'conflict'].includes(error.fault.kind)) return error.message
  throw error
}

const isAdministrator = (person: Person): boolean => hasRole(person, 'administrator')

const editor = (person: Person): Person => {
  if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur suit les portails.')
  return person
}
