import type { FastifyInstance } from 'fastify'
import { alreadyHeld, tagOf } from './etag.ts'
import { keptBodies, sendKept } from './kept-answers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The page of an address is the same for all who are not signed in, while the state of the portal stands. */
    kept?: boolean
  }
  interface FastifyRequest {
    /** What the page asked for is kept under; null when it is not to be. */
    keptUnder: string | null
  }
}

/**
 * Makes once the pages of the routes that say `kept`, for those who are not signed in, and gives them again while
 * `stateOf` answers the same: it must change with all that such pages tell. Only pages that any cache may keep are.
 */
export const keepPages = (app: FastifyInstance, stateOf: () => Promise<string>, maxBytes?: number): void => {
  const kept = keptBodies(maxBytes)
  app.decorateRequest('keptUnder', null)

  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'GET' || request.person || !request.routeOptions.config.kept) return
    const key = JSON.stringify([await stateOf(), request.url, request.headers.accept])
    const found = kept.get(key)
    if (!found) {
      request.keptUnder = key
      return
    }
    if (!alreadyHeld(request.headers['if-none-match'], found.headers.etag ?? '')) return sendKept(request, reply, found)
    return reply.headers(found.headers).removeHeader('content-type').code(304).send()
  })

  app.addHook('onSend', async ({ keptUnder }, reply, payload) => {
    const isPublic = String(reply.getHeader('cache-control')).includes('public')
    if (keptUnder === null || reply.statusCode !== 200 || typeof payload !== 'string' || !isPublic) return payload
    if (reply.hasHeader('set-cookie') || reply.hasHeader('vary')) return payload
    const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    )
    const etag = tagOf(payload)
    kept.keep(keptUnder, { body: payload, headers: { ...Object.fromEntries(headers), etag } })
    return payload
  })
}
