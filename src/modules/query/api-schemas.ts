import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { alreadyHeld } from '../../http/etag.ts'
import type { Expr } from './ast.ts'
import { parseFilter } from './parse.ts'
import type { ReadableVersion } from './ports.ts'

/** A value of a row. */
export const Cell = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

export const OfDataset = Type.Object({
  slug: Type.String({ description: 'Nom du jeu de données dans son adresse, ou son identifiant.' }),
})

/** What every question about rows may carry. */
export const Filtered = Type.Object({
  where: Type.String({
    default: '',
    description: 'Filtre, par exemple population >= 1000 and nom contains "saint". Grammaire : /api#filtres.',
    examples: ['population >= 1000 and nom contains "saint"'],
  }),
  q: Type.String({
    default: '',
    description: 'Mots cherchés dans toutes les colonnes de texte, accents et terminaisons indifférents.',
  }),
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'Numéro de version ; absent : la version publiée.' })),
})
export type Filtered = Static<typeof Filtered>

/** `where` and `q` together, as one filter. */
export const readFilter = ({ where, q }: Pick<Filtered, 'where' | 'q'>): Expr | null => {
  const filter = where.trim() === '' ? null : parseFilter(where)
  const search: Expr | null = q.trim() === '' ? null : { kind: 'search', text: q }
  return filter && search ? { kind: 'and', left: filter, right: search } : (filter ?? search)
}

/**
 * Marks the answer with the version it is made from: a version never changes, so the same address on the same version
 * is the same answer. True when the reader already holds it, and the 304 is sent.
 */
export const tagOf = (request: FastifyRequest, reply: FastifyReply, version: ReadableVersion): boolean => {
  const tag = `"v${version.versionId}"`
  reply.header('etag', tag).header('cache-control', 'public, max-age=60, stale-while-revalidate=600')
  if (!alreadyHeld(request.headers['if-none-match'], tag)) return false
  reply.code(304).send()
  return true
}

/** What an answer depends on: a version, which never changes, and the question. */
export const answerKey = (request: FastifyRequest, version: ReadableVersion): string =>
  `${version.versionId} ${request.url}`
