import formbody from '@fastify/formbody'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyPluginAsync } from 'fastify'
import type { Person } from '../modules/access/index.ts'
import { Problem, problemOf } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, or null: set before any handler. */
    person: Person | null
  }
}

export interface ServerParts {
  readonly logLevel: string
  /** Mounted under `/api/v1`. */
  readonly api: readonly FastifyPluginAsync[]
  readonly pages: readonly FastifyPluginAsync[]
}

/** Assembles the server; listening is the caller's affair. */
export const buildServer = async (parts: ServerParts) => {
  const app = fastify({
    logger: { level: parts.logLevel },
    genReqId: () => crypto.randomUUID(),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.addSchema(Problem)
  app.decorateRequest('person', null)
  app.setErrorHandler((error: Error, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error }, 'unexpected error')
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .send({ ...problem, instance: request.id })
  })
  await app.register(formbody)
  for (const plugin of parts.api) await app.register(plugin, { prefix: '/api/v1' })
  for (const plugin of parts.pages) await app.register(plugin)
  return app
}
