import type { FastifyError } from 'fastify'
import { type Static, Type } from 'typebox'
import { DomainError, type Fault } from '../kernel/errors.ts'
import { machineFault } from '../kernel/machine-fault.ts'

/** RFC 9457. `type` is a page of our documentation: an error explains itself. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
    issues: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>

const HTTP: Record<Fault['kind'], { readonly status: number; readonly title: string }> = {
  'not-found': { status: 404, title: 'Introuvable' },
  invalid: { status: 422, title: 'Demande invalide' },
  unauthenticated: { status: 401, title: 'Connexion nécessaire' },
  forbidden: { status: 403, title: 'Accès refusé' },
  conflict: { status: 409, title: 'Conflit' },
  'too-large': { status: 413, title: 'Trop volumineux' },
  'too-slow': { status: 503, title: 'Trop long' },
  'too-many': { status: 429, title: 'Trop de demandes' },
  unavailable: { status: 503, title: 'Indisponible' },
}

/** The one place where faults meet HTTP. What is not ours becomes a 500 that says nothing. */
export const problemOf = (thrown: Error): Problem => {
  const error = machineFault(thrown) ?? thrown
  if (error instanceof DomainError) {
    const { fault } = error
    const issues = fault.kind === 'invalid' && fault.issues.length > 0 ? { issues: [...fault.issues] } : {}
    return { type: `/docs/erreurs#${fault.kind}`, ...HTTP[fault.kind], detail: error.message, ...issues }
  }
  const { validation, statusCode = 500 } = error as FastifyError
  if (validation) {
    const issues = validation.map((v) => ({ pointer: v.instancePath, message: v.message ?? v.keyword }))
    return {
      type: '/docs/erreurs#malformed',
      title: 'Demande mal formée',
      status: 400,
      detail: 'La demande ne suit pas la forme attendue.',
      issues,
    }
  }
  if (statusCode < 500)
    return { type: 'about:blank', title: 'Demande refusée', status: statusCode, detail: error.message }
  return {
    type: '/docs/erreurs#internal',
    title: 'Erreur interne',
    status: 500,
    detail: 'Une erreur imprévue est survenue. Elle a été enregistrée ; réessayez dans un moment.',
  }
}
