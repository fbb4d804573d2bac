import type { FastifyInstance } from 'fastify'

/**
 * Refuses numbers that are none, `1e999` or `Infinity`: the validator takes them for whole numbers, and looks at no
 * bound of theirs.
 */
export const refuseInfinite = (app: FastifyInstance): void => {
  app.addHook('preHandler', async ({ params, query, body }) => {
    const validation = [params, query, body].flatMap(infiniteFields).map((name) => ({
      ...{ keyword: 'type', instancePath: `/${name}`, schemaPath: '', params: { type: 'number' } },
    }))
    if (validation.length > 0) throw Object.assign(new Error('not finite'), { statusCode: 400, validation })
  })
}

const infiniteFields = (fields: unknown): readonly string[] =>
  typeof fields === 'object' && fields !== null
    ? Object.entries(fields).flatMap(([name, value]) => ([value].flat().some(isInfinite) ? [name] : []))
    : []

const isInfinite = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value)
