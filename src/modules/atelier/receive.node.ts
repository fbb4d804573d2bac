import type { FastifyRequest } from 'fastify'
import { DomainError, invalid } from '../../kernel/errors.ts'
import { formatBytes } from '../../kernel/french.ts'
import type { Person } from '../access/index.ts'
import type { AtelierDeps } from './deps.ts'
import type { Form } from './read-forms.ts'

export interface Received {
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly fields: Form
}

/**
 * Takes the file of a form straight to rest, never whole in memory; the fields around it come along. What is kept counts
 * for the person who sends it; a file that says no length counts as the largest until it is here.
 */
export const receive = async (
  deps: Pick<AtelierDeps, 'blobs' | 'maxUpload' | 'uploads'>,
  request: FastifyRequest,
  person: Person,
): Promise<Received> => {
  const announced = Number(request.headers['content-length'] ?? deps.maxUpload)
  const { settle } = await deps.uploads.reserve(person.id, Math.min(announced, deps.maxUpload))
  let received = 0
  try {
    return await take(deps, request, (bytes) => {
      received += bytes
    })
  } finally {
    await settle(received)
  }
}

const take = async (
  deps: Pick<AtelierDeps, 'blobs' | 'maxUpload'>,
  request: FastifyRequest,
  onKept: (bytes: number) => void,
): Promise<Received> => {
  const fields: Record<string, string> = {}
  let file: Omit<Received, 'fields'> | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else {
      const kept = await deps.blobs.put(part.file, deps.maxUpload)
      onKept(kept.bytes)
      if (part.file.truncated)
        throw new DomainError({
          kind: 'too-large',
          detail: `Le fichier dépasse ${formatBytes(deps.maxUpload)}.`,
          limit: deps.maxUpload,
        })
      file = { ...kept, name: plainName(part.filename) }
    }
  }
  if (!file) throw invalid('Choisissez un fichier.', [{ pointer: '/file', message: 'Choisissez un fichier.' }])
  return { ...file, fields }
}

/** The last part of a path, without what no file name holds. */
const plainName = (name: string): string =>
  [...(name.split(/[\\/]/).pop() ?? '').replace(/\p{C}/gu, '').trim()].slice(-200).join('') || 'fichier'
