import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError, forbidden } from '../../kernel/errors.ts'
import { type Site, sendPrivatePage } from '../../web/index.ts'
import { AuditPage, PasswordPage, PeoplePage, SignInPage } from './pages.tsx'
import { hasRole, type Person, Role } from './person.ts'
import { type AccessDeps, addPerson, changePassword, changePerson, personOfToken, signIn, signOut } from './sign-in.ts'

export interface AccessPagesDeps extends AccessDeps {
  readonly site: Site
  readonly organisations: () => Promise<readonly { readonly id: string; readonly name: string }[]>
}

/** On https the name itself forbids another host or path to set it (RFC 6265bis). */
const cookieName = (site: Site) => (site.publicUrl.startsWith('https:') ? '__Host-icauna' : 'icauna')

/** Who asks, from the cookie; someone who must choose a password is sent to do it before anything else. */
export const personOfRequest =
  (deps: AccessPagesDeps) =>
  async (request: FastifyRequest): Promise<Person | null> => {
    const token = request.cookies[cookieName(deps.site)]
    const person = token ? await personOfToken(deps)(token) : null
    if (person?.mustChange && !['/atelier/mot-de-passe', '/deconnexion'].includes(request.url.split('?')[0] ?? ''))
      return null
    return person
  }

/** The signed-in person, or a demand to sign in. */
export const signedIn = (request: FastifyRequest): Person => {
  if (!request.person) throw new DomainError({ kind: 'unauthenticated', detail: 'Connectez-vous pour continuer.' })
  return request.person
}

/** The mistakes of a refused form, by field; what has no field is `general`. */
export const formErrors = (error: unknown): Readonly<Record<string, string>> => {
  if (!(error instanceof DomainError)) throw error
  const issues = error.fault.kind === 'invalid' ? error.fault.issues : []
  if (issues.length === 0) return { general: error.message }
  return Object.fromEntries(issues.map((issue) => [issue.pointer.slice(1), issue.message]))
}

/** Sign-in, password, people and trail. */
export const accessPages =
  (deps: AccessPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: site.publicUrl.startsWith('https:') }
    const safe = (next: string) => (/^\/(?![/\\])/.test(next) ? next : '/atelier')

    app.get(
      '/connexion',
      { schema: { querystring: Type.Object({ vers: Type.String({ default: '/atelier' }) }) } },
      (request, reply) => sendPrivatePage(reply, <SignInPage site={site} next={safe(request.query.vers)} />),
    )

    app.post(
      '/connexion',
      {
        schema: {
          body: Type.Object({
            email: Type.String({ maxLength: 200 }),
            password: Type.String({ maxLength: 500 }),
            vers: Type.String({ default: '/atelier' }),
          }),
        },
      },
      async (request, reply) => {
        const { email, password, vers } = request.body
        try {
          const { token, mustChange } = await signIn(deps)(email, password, request.ip)
          reply.setCookie(cookieName(site), token, cookie)
          return reply.redirect(mustChange ? '/atelier/mot-de-passe' : safe(vers), 303)
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
          return sendPrivatePage(
            reply,
            <SignInPage site={site} email={email} next={safe(vers)} error={error.message} />,
            error.fault.kind === 'too-many' ? 429 : 422,
          )
        }
      },
    )

    app.post('/deconnexion', async (request, reply) => {
      const token = request.cookies[cookieName(site)]
      if (token) await signOut(deps)(token)
      return reply.clearCookie(cookieName(site), cookie).redirect('/', 303)
    })

    app.get('/atelier/mot-de-passe', async (request, reply) => {
      const account = await deps.people.get(signedIn(request).id)
      return sendPrivatePage(reply, <PasswordPage site={site} first={account?.mustChange ?? false} errors={{}} />)
    })

    app.post(
      '/atelier/mot-de-passe',
      {
        schema: {
          body: Type.Object({ current: Type.String({ maxLength: 500 }), password: Type.String({ maxLength: 500 }) }),
        },
      },
      async (request, reply) => {
        const person = signedIn(request)
        try {
          await changePassword(deps)(person, request.body.current, request.body.password)
        } catch (error) {
          return sendPrivatePage(reply, <PasswordPage site={site} first={false} errors={formErrors(error)} />, 422)
        }
        const { token } = await signIn(deps)(person.email, request.body.password, request.ip)
        return reply.setCookie(cookieName(site), token, cookie).redirect('/atelier', 303)
      },
    )

    const administrator = (request: FastifyRequest): Person => {
      const person = signedIn(request)
      if (!hasRole(person, 'administrator')) throw forbidden('Cette page est réservée aux administrateurs.')
      return person
    }
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
          body: Type.Object({ role: Role, disabled: Type.Optional(Type.String()) }),
        },
      },
      async (request, reply) => {
        try {
          await changePerson(deps)(administrator(request), request.params.id, {
            role: request.body.role,
            disabled: request.body.disabled === '1',
          })
          return reply.redirect('/atelier/personnes', 303)
        } catch (error) {
          if (error instanceof DomainError && error.fault.kind === 'conflict')
            return sendPrivatePage(reply, await peoplePage({ errors: { general: error.message } }), 422)
          throw error
        }
      },
    )

    app.get(
      '/atelier/journal',
      { schema: { querystring: Type.Object({ page: Type.Integer({ default: 1, minimum: 1 }) }) } },
      async (request, reply) => {
        administrator(request)
        const { items, total } = await deps.audit.list(request.query.page, 50)
        return sendPrivatePage(reply, <AuditPage site={site} entries={items} total={total} page={request.query.page} />)
      },
    )
  }
