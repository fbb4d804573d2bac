import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { conflict, DomainError, forbidden, notFound } from '../../../kernel/errors.ts'
import { type Site, sendPrivatePage } from '../../../web/index.ts'
import { formErrors, hasRole, type Person, signedIn } from '../../access/index.ts'
import type { OrganisationStore } from '../../catalog/index.ts'
import { type editPortals, NEW } from './edit-portals.ts'
import { catalogueKind } from './list-catalogue.ts'
import type { LocalPortal } from './local-portals.ts'
import { PortalFormPage, type TypedPortal } from './pages/portal-form-page.tsx'
import type { PortalDraft } from './portal-draft.ts'

export interface PortalEditDeps {
  readonly site: Site
  readonly known: () => Promise<readonly LocalPortal[]>
  readonly organisations: Pick<OrganisationStore, 'list'>
  readonly edit: ReturnType<typeof editPortals>
  /** Begins to read the catalogue of a portal, unless another one is being read. */
  readonly begin: (portal: string) => Promise<void>
}

const OfPortal = Type.Object({ portal: Type.String({ maxLength: 80 }) })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 2000 }))

/** The list of portals, changed by administrators. */
export const portalEditPages =
  (deps: PortalEditDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, edit } = deps
    const base = '/atelier/sources/portails'
    const keptPortal = async (id: string) => {
      const found = (await deps.known()).find(({ portal }) => portal.id === id)
      if (!found) throw notFound('Le portail', id)
      if (!found.kept) throw conflict('Ce portail est livré avec Icauna : il peut être retiré, pas modifié.')
      return { id, title: found.portal.title, typed: typedOf(found.kept) }
    }
    const form = async (changes: Partial<Parameters<typeof PortalFormPage>[0]>) => (
      <PortalFormPage
        {...{ site, before: null, typed: {}, errors: {}, found: null, organisations: await deps.organisations.list() }}
        {...changes}
      />
    )
    /** Tries what the form says, or saves it; what is refused comes back as it was typed. */
    const submitted = async (person: Person, typed: TypedPortal, save: (draft: PortalDraft) => Promise<string>) => {
      const draft = draftOf(typed)
      try {
        if (typed.acte === 'essayer') return { found: await edit.attempt(person, draft) }
        return { saved: await save(draft) }
      } catch (error) {
        if (error instanceof DomainError && error.fault.kind === 'invalid') return { errors: formErrors(error) }
        throw error
      }
    }

    app.get(`${base}/${NEW}`, async (request, reply) => {
      administrator(signedIn(request))
      return sendPrivatePage(reply, await form({}))
    })

    app.post(`${base}/${NEW}`, { schema: { body: FormBody } }, async (request, reply) => {
      const person = administrator(signedIn(request))
      const typed = request.body
      const done = await submitted(person, typed, (draft) => edit.add(person, draft))
      if (done.saved === undefined)
        return sendPrivatePage(reply, await form({ typed, ...done }), done.errors ? 422 : 200)
      await deps.begin(done.saved)
      return reply.redirect(`${base}/${done.saved}`, 303)
    })

    app.get(`${base}/:portal/modifier`, { schema: { params: OfPortal } }, async (request, reply) => {
      administrator(signedIn(request))
      const before = await keptPortal(request.params.portal)
      return sendPrivatePage(reply, await form({ before, typed: before.typed }))
    })

    app.post(`${base}/:portal/modifier`, { schema: { params: OfPortal, body: FormBody } }, async (request, reply) => {
      const person = administrator(signedIn(request))
      const before = await keptPortal(request.params.portal)
      const typed = request.body
      const done = await submitted(person, typed, (draft) => edit.change(person, before.id, draft))
      if (done.saved === undefined)
        return sendPrivatePage(reply, await form({ before, typed, ...done }), done.errors ? 422 : 200)
      return reply.redirect(`${base}/${before.id}`, 303)
    })

    app.post(`${base}/:portal/retirer`, { schema: { params: OfPortal } }, async (request, reply) => {
      await edit.retire(signedIn(request), request.params.portal)
      return reply.redirect(base, 303)
    })

    app.post(`${base}/:portal/remettre`, { schema: { params: OfPortal } }, async (request, reply) => {
      await edit.restore(signedIn(request), request.params.portal)
      return reply.redirect(`${base}/${request.params.portal}`, 303)
    })
  }

const draftOf = (typed: TypedPortal): PortalDraft => ({
  title: typed.nom ?? '',
  address: typed.adresse ?? '',
  kind: catalogueKind(typed.type ?? ''),
  organisation: typed.organisation ?? '',
  newOrganisation: typed.nouvelle ?? '',
})

const typedOf = (kept: NonNullable<LocalPortal['kept']>): TypedPortal => ({
  nom: kept.title,
  adresse: kept.address,
  organisation: kept.organisation,
})

const administrator = (person: Person): Person => {
  if (!hasRole(person, 'administrator')) throw forbidden('Seul un administrateur change la liste des portails.')
  return person
}
