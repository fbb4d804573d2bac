import type { FastifyRequest } from 'fastify'
import { DomainError, invalid } from '../../kernel/errors.ts'
import { formatBytes } from '../../kernel/french.ts'
import type { AtelierDeps } from './deps.ts'
import type { Form } from './read-forms.ts'

export interface Received {
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly fields: Form
}

/** Takes the file of a form straight to rest, never whole in memory; the fields around it come along. */
export const receive = async (
  deps: Pick<AtelierDeps, 'blobs' | 'maxUpload'>,
  request: FastifyRequest,
): Promise<Received> => {
  const fields: Record<string, string> = {}
  let file: Omit<Received, 'fields'> | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else {
      const kept = await deps.blobs.put(part.file, deps.maxUpload)
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
