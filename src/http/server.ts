import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify'
import { DomainError } from '../kernel/errors.ts'
import { count } from '../kernel/french.ts'
import { asOneRequest } from '../kernel/once-a-request.ts'
import type { Person } from '../modules/access/index.ts'
import { tagReads } from './etag.ts'
import { refuseInfinite } from './finite-numbers.ts'
import { keepPages } from './kept-pages.ts'
import { openApi } from './openapi.ts'
import { isAskedAhead } from './pages-ahead.ts'
import { Problem, problemOf, refusal } from './problem.ts'
import { safeHeaders, secure } from './security.ts'
import { cutSlowBodies, PATIENCE } from './slow-askers.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, or null: set before any handler. */
    person: Person | null
  }
}

export interface ServerParts {
  readonly logLevel: string
  readonly publicUrl?: string
  /** Believe the one relay in front about who asks. */
  readonly trustProxy?: boolean
  /** API calls a minute and an address, and as many pages that are not kept; 0: no limit. */
  readonly rateLimit?: number
  /** Mounted under `/api/v1`. */
  readonly api: readonly FastifyPluginAsync[]
  readonly pages: readonly FastifyPluginAsync[]
  /** Finds who asks; absent: nobody is signed in. */
  readonly personOf?: (request: FastifyRequest) => Promise<Person | null>
  /** Changes with all that pages kept in memory tell; absent: none is kept. */
  readonly pagesState?: () => Promise<string>
  /** The page of an error, for browsers. */
  readonly errorPage?: (problem: Problem, request: FastifyRequest) => string | Buffer
}

/** Assembles the server; listening is the caller's affair. */
export const buildServer = async (parts: ServerParts) => {
  const publicUrl = parts.publicUrl ?? 'http://localhost'
  const app = fastify({
    logger: {
      level: parts.logLevel,
      serializers: { req: ({ method, routeOptions }) => ({ method, route: routeOptions?.url }) },
    },
    trustProxy: parts.trustProxy === true && nearestOnly,
    genReqId: () => crypto.randomUUID(),
    ...PATIENCE,
    // An address that the router itself cannot read: no hook has run.
    frameworkErrors: (error, request, reply) =>
      answerError(error, request, reply.headers(safeHeaders(publicUrl)), parts),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.addSchema(Problem)
  app.decorateRequest('person', null)
  secure(app, publicUrl)
  cutSlowBodies(app)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 1024 * 1024 })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } })
  await app.register(swagger, openApi(parts.publicUrl ?? '/'))
  // What a page reads of one state of the portal is read of the same state. Who writes, then reads, sees what was written.
  app.addHook('onRequest', (request, _reply, done) => (READS.has(request.method) ? asOneRequest(done) : done()))
  app.addHook('onRequest', async (request) => {
    request.person = (await parts.personOf?.(request)) ?? null
  })
  refuseInfinite(app)
  if (parts.pagesState) keepPages(app, parts.pagesState)
  tagReads(app)
  app.setErrorHandler((error: Error, request, reply) => answerError(error, request, reply, parts))
  app.setNotFoundHandler((request, reply) => answerError(absent(), request, reply, parts))
  await app.register(
    async (api) => {
      await api.register(cors, {
        origin: '*',
        methods: ['GET', 'HEAD', 'OPTIONS'],
        maxAge: 86_400,
        exposedHeaders: ['etag', 'link', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'],
      })
      api.addHook('onRequest', refuseFormat)
      api.setNotFoundHandler((request, reply) =>
        answerError(READS.has(request.method) ? absent() : notPermitted(reply), request, reply, parts),
      )
      if (parts.rateLimit) await api.register(rateLimit, limits(parts.rateLimit))
      for (const plugin of parts.api) await api.register(plugin)
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
    },
    { prefix: '/api/v1' },
  )
  await app.register(async (pages) => {
    if (parts.rateLimit) await pages.register(rateLimit, pageLimits(parts.rateLimit))
    for (const plugin of parts.pages) await pages.register(plugin)
  })
  return app
}

/** A relay adds who asked it after what it was sent, which anyone may have written: only the last word is its own. */
const nearestOnly = (_address: string, hop: number): boolean => hop === 0

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const absent = () => new DomainError({ kind: 'not-found', detail: 'Cette page n’existe pas ou n’existe plus.' })

const notPermitted = (reply: FastifyReply): Error => {
  reply.header('allow', [...READS].join(', '))
  return refusal(405)
}

/** Answers are JSON; a file has its format in its address, so that only what can be neither is refused. */
const refuseFormat = async (request: FastifyRequest): Promise<void> => {
  const { accept } = request.headers
  const file = /\.[a-z]+$/.test(request.routeOptions.url ?? '')
  if (accept && !file && !/\*\/\*|application\/(\*|([\w.]+\+)?json)|text\/html/.test(accept)) throw refusal(406)
}

/** What a person may ask a minute, and how the refusal is said. */
export const limits = (max: number) => ({
  max,
  timeWindow: '1 minute',
  enableDraftSpec: true,
  errorResponseBuilder: (_request: FastifyRequest, context: { ttl: number }) =>
    new DomainError({
      kind: 'too-many',
      detail: `Trop de demandes : attendez ${Math.ceil(context.ttl / 1000)} secondes, ou téléchargez le fichier entier.`,
      retryAfterSeconds: Math.ceil(context.ttl / 1000),
    }),
})

/**
 * What one may open a minute. Counted once it is known that the page is not kept: one that is costs nothing. Routes that say
 * `rateLimit: false` are not counted, nor are people who signed in, nor the portal itself.
 */
const pageLimits = (max: number) => ({
  max,
  timeWindow: '1 minute',
  hook: 'preHandler' as const,
  allowList: (request: FastifyRequest) => request.person !== null || isAskedAhead(request),
  // A page is kept with its headers: they tell nothing of one reader.
  addHeaders: {
    'x-ratelimit-limit': false,
    'x-ratelimit-remaining': false,
    'x-ratelimit-reset': false,
    'retry-after': false,
  },
  addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => {
    const seconds = Math.ceil(ttl / 1000)
    return new DomainError({
      kind: 'too-many',
      detail: `Beaucoup de pages ont été demandées d’ici en une minute : revenez dans ${count(seconds, 'seconde')}.`,
      retryAfterSeconds: seconds,
    })
  },
})

const answerError = (error: Error, request: FastifyRequest, reply: FastifyReply, parts: ServerParts) => {
  const problem = { ...problemOf(error), instance: request.id }
  if (problem.status >= 500 && !(error instanceof DomainError)) request.log.error({ err: error }, 'unexpected error')
  if (problem.type.endsWith('#unavailable')) {
    request.log.error({ err: error }, 'unavailable')
    reply.header('retry-after', 10)
  }
  if (error instanceof DomainError && error.fault.kind === 'too-many')
    reply.header('retry-after', error.fault.retryAfterSeconds)
  reply.code(problem.status).header('cache-control', 'no-store')
  const wantsPage =
    parts.errorPage && !request.url.startsWith('/api/') && String(request.headers.accept ?? '*/*').includes('text/html')
  if (problem.status === 401 && wantsPage && request.method === 'GET')
    return reply.redirect(`/connexion?vers=${encodeURIComponent(request.url)}`, 303)
  if (wantsPage && parts.errorPage)
    return reply.type('text/html; charset=utf-8').send(parts.errorPage(problem, request))
  return reply.type('application/problem+json').send(problem)
}
