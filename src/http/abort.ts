import type { FastifyReply, FastifyRequest } from 'fastify'

/** A signal that fires when the person who asked went away before the answer was finished. */
export const abandoned = (request: FastifyRequest, reply: FastifyReply): AbortSignal => {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  if (request.raw.destroyed) controller.abort()
  return controller.signal
}
