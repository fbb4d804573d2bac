import type { FastifyRequest } from 'fastify'
import { DomainError, forbidden } from '../../kernel/errors.ts'
import type { Site } from '../../web/index.ts'
import { hasRole, type Person } from './person.ts'
import type { AccessDeps } from './sign-in.ts'

export interface AccessPagesDeps extends AccessDeps {
  readonly site: Site
  readonly organisations: () => Promise<readonly { readonly id: string; readonly name: string }[]>
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

/** The signed-in administrator, or a refusal. */
export const administrator = (request: FastifyRequest): Person => {
  const person = signedIn(request)
  if (!hasRole(person, 'administrator')) throw forbidden('Cette page est réservée aux administrateurs.')
  return person
}
