import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError, notFound } from '../../kernel/errors.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { AuditPage } from './audit-page.tsx'
import { addPerson, changePerson, resetPassword } from './people.ts'
import { PeoplePage } from './people-page.tsx'
import { Role } from './person.ts'
import { type AccessPagesDeps, administrator, formErrors } from './web-signed-in.ts'

/** People and trail, for administrators. */
export const peoplePages =
  (deps: AccessPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    const peoplePage = async (changes: Partial<Parameters<typeof PeoplePage>[0]>) => {
      const organisations = (await deps.organisations()).map((o) => [o.id, o.name] as const)
      return (
        <PeoplePage
          site={site}
          people={await deps.people.list()}
          organisations={organisations}
          added={null}
          errors={{}}
          typed={{}}
          {...changes}
        />
      )
    }

    app.get('/atelier/personnes', async (request, reply) => {
      administrator(request)
      return sendPrivatePage(reply, await peoplePage({}))
    })

    app.post(
      '/atelier/personnes',
      {
        schema: {
          body: Type.Object({
            name: Type.String({ maxLength: 200 }),
            email: Type.String({ maxLength: 200 }),
            role: Role,
            organisation: Type.String({ default: '' }),
          }),
        },
      },
      async (request, reply) => {
        const by = administrator(request)
        const { organisation, ...typed } = request.body
        try {
          const { password } = await addPerson(deps)(by, { ...typed, organisation: organisation || null })
          return sendPrivatePage(reply, await peoplePage({ added: { email: typed.email, password } }))
        } catch (error) {
          return sendPrivatePage(reply, await peoplePage({ errors: formErrors(error), typed: request.body }), 422)
        }
      },
    )

    app.post(
      '/atelier/personnes/:id',
      {
        schema: {
          params: Type.Object({ id: Type.String() }),
          body: Type.Object({
            role: Role,
            organisation: Type.String({ default: '' }),
            disabled: Type.Optional(Type.String()),
          }),
        },
      },
      async (request, reply) => {
        try {
          await changePerson(deps)(administrator(request), request.params.id, {
            role: request.body.role,
            organisation: request.body.organisation || null,
            disabled: request.body.disabled === '1',
          })
          return reply.redirect('/atelier/personnes', 303)
        } catch (error) {
          if (error instanceof DomainError && ['conflict', 'invalid'].includes(error.fault.kind))
            return sendPrivatePage(reply, await peoplePage({ errors: { general: error.message } }), 422)
          throw error
        }
      },
    )

    app.post(
      '/atelier/personnes/:id/mot-de-passe',
      { schema: { params: Type.Object({ id: Type.String() }) } },
      async (request, reply) => {
        const by = administrator(request)
        const account = await deps.people.get(request.params.id)
        if (!account) throw notFound('La personne', request.params.id)
        const password = await resetPassword(deps)(by, account.email)
        return sendPrivatePage(reply, await peoplePage({ added: { email: account.email, password } }))
      },
    )

    app.get(
      '/atelier/journal',
      {
        schema: {
          querystring: Type.Object({
            page: Type.Integer({ default: 1, minimum: 1 }),
            sujet: Type.Optional(Type.String({ maxLength: 100 })),
          }),
        },
      },
      async (request, reply) => {
        administrator(request)
        const { page, sujet } = request.query
        const { items, total } = await deps.audit.list(page, 50, sujet)
        return sendPrivatePage(reply, <AuditPage {...{ site, entries: items, total, page, subject: sujet }} />)
      },
    )
  }
