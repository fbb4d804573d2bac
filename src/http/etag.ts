import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** True when the reader says it already holds what `tag` marks; a weak mark equals its strong one (RFC 9110, 13.1.2). */
export const alreadyHeld = (ifNoneMatch: string | undefined, tag: string): boolean => {
  const bare = (text: string) => text.replace(/^W\//, '')
  return (ifNoneMatch ?? '').split(/,\s*/).some((held) => held === '*' || bare(held) === bare(tag))
}

/** The mark of an answer: a print of its content. */
export const tagOf = (content: string | Buffer): string =>
  `W/"${createHash('sha1').update(content).digest('base64url')}"`

/**
 * Marks every public answer with a print of its content, and answers 304 to who holds it. What is made for one person
 * is never kept by a cache. Files and rows carry the mark of their version instead, known before they are made.
 */
export const tagReads = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!['GET', 'HEAD'].includes(request.method) || reply.statusCode !== 200) return payload
    if (request.person || reply.hasHeader('set-cookie')) reply.header('cache-control', 'no-store')
    if (reply.hasHeader('etag') || String(reply.getHeader('cache-control')).includes('no-store')) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache')
    return marked(request, reply, tagOf(payload)) ? null : payload
  })
}

/** Marks an answer about to leave; true when its reader already holds it, and nothing of it is to be sent. */
export const marked = (request: FastifyRequest, reply: FastifyReply, tag: string): boolean => {
  reply.header('etag', tag)
  if (!alreadyHeld(request.headers['if-none-match'], tag)) return false
  reply.code(304).removeHeader('content-type').removeHeader('content-length')
  return true
}
