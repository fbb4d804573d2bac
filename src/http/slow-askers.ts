import type { FastifyInstance } from 'fastify'

/**
 * Milliseconds that the server gives: in which a request comes whole, long enough for two gigabytes on a line of the
 * country; and in which nothing passes on a connection, after which whoever neither sends nor reads is cut: a file that
 * nobody reads holds a question and what was written of it.
 */
export const PATIENCE = { requestTimeout: 3_600_000, connectionTimeout: 300_000 } as const
/** Milliseconds for what is no file: a form is a few kilobytes. */
const LONGEST_FORM = 60_000

/** Cuts who sends the body of a request, files apart, drop by drop: a thousand of them would hold every connection. */
export const cutSlowBodies = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw, headers } = request
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
    if (hasBody && !String(headers['content-type']).startsWith('multipart/')) {
      const timer = setTimeout(() => raw.complete || raw.destroy(), LONGEST_FORM).unref()
      raw.once('close', () => clearTimeout(timer))
    }
    done()
  })
}
