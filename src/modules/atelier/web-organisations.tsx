import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError, forbidden } from '../../kernel/errors.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { formErrors, hasRole, signedIn } from '../access/index.ts'
import { type Organisation, saveOrganisation } from '../catalog/index.ts'
import type { AtelierDeps } from './deps.ts'
import { OrganisationsEditPage } from './pages/card-page.tsx'
import type { Form } from './read-forms.ts'

const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 100_000 }))

/** Organisations: the list and its form. */
export const organisationPages =
  (deps: AtelierDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    const organisationsPage = async (typed: Form, errors: Form) => (
      <OrganisationsEditPage
        site={site}
        organisations={await deps.organisations.list()}
        typed={typed}
        errors={errors}
      />
    )

    app.get(
      '/atelier/organisations',
      { schema: { querystring: Type.Object({ id: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        if (!hasRole(signedIn(request), 'editor')) throw forbidden('Seul un éditeur gère les organisations.')
        const known = request.query.id ? await deps.organisations.get(request.query.id) : undefined
        const typed = Object.fromEntries(Object.entries(known ?? {}).map(([key, value]) => [key, value ?? '']))
        return sendPrivatePage(reply, await organisationsPage(typed, {}))
      },
    )

    app.post('/atelier/organisations', { schema: { body: FormBody } }, async (request, reply) => {
      const { id, name = '', type, siren, territory, website, description = '' } = request.body
      const kinds: readonly Organisation['type'][] = [
        'etat',
        'region',
        'departement',
        'epci',
        'commune',
        'syndicat',
        'etablissement-public',
        'association',
        'entreprise',
        'autre',
      ]
      try {
        await saveOrganisation(deps)(signedIn(request), {
          ...(id ? { id } : {}),
          name,
          description,
          type: kinds.find((k) => k === type) ?? 'autre',
          siren: siren || null,
          territory: territory || null,
          website: website || null,
        })
      } catch (error) {
        if (error instanceof DomainError && error.fault.kind !== 'invalid') throw error
        return sendPrivatePage(reply, await organisationsPage(request.body, formErrors(error)), 422)
      }
      return reply.redirect('/atelier/organisations', 303)
    })
  }
