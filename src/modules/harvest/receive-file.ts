import { invalid } from '../../kernel/errors.ts'
import type { BlobStore, Original } from '../catalog/index.ts'
import type { FoundFile } from './found-file.ts'
import type { Fetch } from './network/patient-network.ts'
import { dataOnly } from './network/received.ts'
import type { Received } from './ports.ts'
import type { Part } from './source.ts'

export interface ReceiveDeps {
  readonly blobs: Pick<BlobStore, 'put'>
  /** Keeps, of a file, the rows and the columns that are wanted, as another file; `at` is where it lies, when it is on this machine. */
  readonly takePart: (
    bytes: AsyncIterable<Uint8Array>,
    name: string,
    part: Part,
    limit: number,
    at?: string,
  ) => Promise<Original>
  /** Largest file taken, in bytes. */
  readonly maxUpload: number
}

/**
 * Brings a file to rest under its checksum, or finds that the one received before is still the producer's, by what its
 * catalogue or its server says: then nothing travels. A file cut on its way is asked again; one that is empty, or is a web page, is refused.
 */
export const receiveFile =
  (deps: ReceiveDeps) =>
  async (
    found: FoundFile,
    part: Part,
    before: Received | undefined,
    fetch: Fetch,
    signal?: AbortSignal,
  ): Promise<{ readonly received: Received; readonly bytes: number }> => {
    const keep = async (body: AsyncIterable<Uint8Array>, at?: string): Promise<Original> => {
      const bytes = dataOnly(body, new URL(found.url).host)
      if (part.filter || part.leftOut || part.unnamed || part.joined)
        return deps.takePart(bytes, found.name, part, deps.maxUpload, at)
      return { ...(await deps.blobs.put(bytes, deps.maxUpload)), name: found.name }
    }
    const { edition, mark } = found
    const marked = mark === undefined ? {} : { mark }
    if (before && mark !== undefined && before.mark === mark) return { received: { ...before, edition }, bytes: 0 }
    if (found.gathered) {
      const original = await keep(found.gathered())
      return { received: { etag: null, lastModified: null, ...marked, original, edition }, bytes: original.bytes }
    }
    const headers = { ...found.headers, ...(before ? conditions(before) : {}) }
    return fetch({ url: found.url, headers, signal }, async ({ status, header, body, at }) => {
      if (status === 304) {
        if (!before)
          throw invalid(`${new URL(found.url).host} dit que rien n’a changé, alors que rien n’avait été reçu.`)
        return { received: { ...before, ...marked, edition }, bytes: 0 }
      }
      const original = await keep(body, at)
      const received = { etag: header('etag'), lastModified: header('last-modified'), ...marked, original, edition }
      return { received, bytes: original.bytes }
    })
  }

const conditions = ({ etag, lastModified }: Received): Record<string, string> => ({
  ...(etag ? { 'if-none-match': etag } : {}),
  ...(lastModified && !etag ? { 'if-modified-since': lastModified } : {}),
})
