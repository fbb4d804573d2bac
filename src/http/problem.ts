import type { FastifyError } from 'fastify'
import { type Static, Type } from 'typebox'
import { DomainError, type Fault } from '../kernel/errors.ts'
import { machineFault } from '../kernel/machine-fault.ts'
import { issuesOf } from './validation-words.ts'

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

/** What the server refuses before any handler, by status. */
const REFUSED: Readonly<Record<number, Pick<Problem, 'type' | 'title' | 'detail'>>> = {
  405: {
    type: '/docs/erreurs#method',
    title: 'Méthode non permise',
    detail: 'L’API se lit : seules les méthodes GET, HEAD et OPTIONS sont permises.',
  },
  406: {
    type: '/docs/erreurs#not-acceptable',
    title: 'Format non disponible',
    detail: 'Cette adresse ne répond pas dans le format demandé par « Accept ». Voyez la documentation : /api.',
  },
  413: {
    type: '/docs/erreurs#too-large',
    title: 'Trop volumineux',
    detail: 'Ce qui a été envoyé dépasse la taille permise.',
  },
  415: {
    type: '/docs/erreurs#unsupported',
    title: 'Format non lu',
    detail: 'Ce format d’envoi n’est pas lu ici : envoyez le formulaire depuis la page du portail.',
  },
}
const MALFORMED = { type: '/docs/erreurs#malformed', title: 'Demande mal formée' }

/** A refusal of the server itself, known by its status. */
export const refusal = (status: 405 | 406): Error => Object.assign(new Error('refused'), { statusCode: status })

/** The one place where faults meet HTTP. What is not ours becomes a 500 that says nothing. */
export const problemOf = (thrown: Error): Problem => {
  const error = machineFault(thrown) ?? thrown
  if (error instanceof DomainError) {
    const { fault } = error
    const issues = fault.kind === 'invalid' && fault.issues.length > 0 ? { issues: [...fault.issues] } : {}
    return { type: `/docs/erreurs#${fault.kind}`, ...HTTP[fault.kind], detail: error.message, ...issues }
  }
  const { validation, statusCode = 500 } = error as FastifyError
  if (validation)
    return {
      ...MALFORMED,
      status: 400,
      detail: 'La demande ne suit pas la forme attendue.',
      issues: [...issuesOf(validation)],
    }
  const refused = REFUSED[statusCode]
  if (refused) return { ...refused, status: statusCode }
  if (statusCode >= 400 && statusCode < 500)
    return { ...MALFORMED, status: statusCode, detail: 'Cette demande n’a pas pu être lue : vérifiez son adresse.' }
  return {
    type: '/docs/erreurs#internal',
    title: 'Erreur interne',
    status: 500,
    detail: 'Une erreur imprévue est survenue. Elle a été enregistrée ; réessayez dans un moment.',
  }
}
