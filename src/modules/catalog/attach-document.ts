import { invalid, notFound } from '../../kernel/errors.ts'
import type { Person } from '../access/index.ts'
import type { Attachment } from './dataset.ts'
import { type EditDeps, editable } from './edit-dataset.ts'

/** What a browser may be told of a document; anything else is bytes. No kind here can run a script. */
const MEDIA: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
}
const mediaTypeOf = (name: string): string =>
  MEDIA[name.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream'

/** Joins a document whose bytes are already at rest to a dataset. */
export const attachDocument =
  (deps: EditDeps) =>
  async (
    person: Person,
    id: string,
    file: { readonly name: string; readonly title: string; readonly bytes: number; readonly sha256: string },
  ): Promise<Attachment> => {
    const dataset = await editable(deps, person, id)
    if (file.bytes === 0)
      throw invalid('Choisissez un document qui n’est pas vide.', [
        { pointer: '/file', message: 'Ce document est vide.' },
      ])
    const attachment: Attachment = {
      id: deps.newId(),
      datasetId: dataset.id,
      title: (file.title.trim() || file.name).slice(0, 200),
      name: file.name,
      mediaType: mediaTypeOf(file.name),
      bytes: file.bytes,
      sha256: file.sha256,
    }
    await deps.attachments.add(attachment)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'attachment.add',
      subject: dataset.id,
      details: { title: dataset.title, file: file.name },
    })
    return attachment
  }

/** Takes a document away from its dataset. */
export const removeDocument =
  (deps: EditDeps) =>
  async (person: Person, id: string, documentId: string): Promise<void> => {
    const dataset = await editable(deps, person, id)
    const found = await deps.attachments.get(documentId)
    if (found?.datasetId !== dataset.id) throw notFound('Le document', documentId)
    await deps.attachments.remove(found.id)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'attachment.remove',
      subject: dataset.id,
      details: { title: dataset.title, file: found.name },
    })
  }
