import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError } from '../../kernel/errors.ts'
import { type Site, sendPrivatePage } from '../../web/index.ts'
import { ownAddress } from './own-address.ts'
import { PasswordPage, SignInPage } from './pages.tsx'
import type { Person } from './person.ts'
import { changePassword, personOfToken, signIn, signOut } from './sign-in.ts'
import { peoplePages } from './web-people.tsx'
import { type AccessPagesDeps, formErrors, signedIn } from './web-signed-in.ts'

/** On https the name itself forbids another host or path to set it (RFC 6265bis). */
const cookieName = (site: Site) => (site.publicUrl.startsWith('https:') ? '__Host-icauna' : 'icauna')

const PASSWORD_PATH = '/atelier/mot-de-passe'
const WITHOUT_CHOICE: ReadonlySet<string> = new Set([PASSWORD_PATH, '/deconnexion'])

/** Who asks, from the cookie; someone who must choose a password is sent to do it before anything else. */
export const personOfRequest =
  (deps: AccessPagesDeps) =>
  async (request: FastifyRequest): Promise<Person | null> => {
    const token = request.cookies[cookieName(deps.site)]
    const person = token ? await personOfToken(deps)(token) : null
    return person?.mustChange && !WITHOUT_CHOICE.has(request.routeOptions.url ?? '') ? null : person
  }

/** Sign-in, sign-out, password; people and trail come along. */
export const accessPages =
  (deps: AccessPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: site.publicUrl.startsWith('https:') }
    const safe = (next: string) => ownAddress(next) ?? '/atelier'
    await app.register(peoplePages(deps))

    app.get(
      '/connexion',
      { schema: { querystring: Type.Object({ vers: Type.String({ default: '/atelier' }) }) } },
      async (request, reply) => {
        const held = request.cookies[cookieName(site)]
        const person = held ? await personOfToken(deps)(held) : null
        const next = safe(request.query.vers)
        if (person) return reply.redirect(person.mustChange ? PASSWORD_PATH : next, 303)
        return sendPrivatePage(reply, <SignInPage site={site} next={next} />)
      },
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
          const held = request.cookies[cookieName(site)]
          if (held) await signOut(deps)(held)
          reply.setCookie(cookieName(site), token, cookie)
          return reply.redirect(mustChange ? PASSWORD_PATH : safe(vers), 303)
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
          const first = (await deps.people.get(person.id))?.mustChange ?? false
          return sendPrivatePage(reply, <PasswordPage site={site} first={first} errors={formErrors(error)} />, 422)
        }
        const { token } = await signIn(deps)(person.email, request.body.password, request.ip)
        return reply.setCookie(cookieName(site), token, cookie).redirect('/atelier', 303)
      },
    )
  }
