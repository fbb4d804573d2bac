import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import type { Answered, Asked, Network } from './network.ts'

/** What stands for the internet in a folder: for each address, the file that answers. */
export const Manifest = Type.Object({
  /** Addresses, exactly as sources ask them. */
  answers: Type.Record(
    Type.String(),
    Type.Object({
      /** A path below the folder, or an absolute one that the person who wrote the manifest chose. */
      file: Type.String(),
      status: Type.Optional(Type.Integer()),
      headers: Type.Optional(Type.Record(Type.String(), Type.String())),
      /** True when no producer ever sent it: it was made so that a file of the folder is found where sources look for it. */
      synthetic: Type.Optional(Type.Boolean()),
    }),
  ),
})
export type Manifest = Static<typeof Manifest>

export const MANIFEST = 'manifest.json'

/** A folder that stands for the internet, so that everything works on a machine without one. Its manifest may be completed at any time: it is read again when it changed. */
export const folderNetwork = (folder: string): Network => {
  let kept: { readonly revision: string; readonly manifest: Manifest } | undefined
  const revision = async () => {
    const found = await stat(join(folder, MANIFEST)).catch(() => undefined)
    return found ? `${found.size}-${found.mtimeMs}` : ''
  }
  const manifestOfNow = async (): Promise<Manifest> => {
    const now = await revision()
    if (now === '' || kept?.revision !== now) kept = { revision: now, manifest: await readManifest(folder) }
    return kept.manifest
  }
  const trouble = () =>
    manifestOfNow().then(
      () => null,
      (error: unknown) => {
        if (error instanceof DomainError) return error.message
        throw error
      },
    )
  return { kind: 'folder', revision, trouble, get: (asked) => answered(folder, asked, manifestOfNow) }
}

const answered = async (
  folder: string,
  { url, headers, body }: Asked,
  manifest: () => Promise<Manifest>,
): Promise<Answered> => {
  const { answers } = await manifest()
  // Only what an address alone asks is kept in a folder.
  const known = body === undefined && Object.hasOwn(answers, url) ? answers[url] : undefined
  if (!known) return answer(url, 404, {}, nothing())
  const path = known.file.startsWith('/') ? known.file : join(folder, known.file)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw invalid(`Le fichier « ${known.file} », qui répond pour ${url}, n’est pas dans le dossier.`)
  const etag = `"${found.size}-${Math.round(found.mtimeMs)}"`
  if (headers?.['if-none-match'] === etag) return answer(url, 304, { etag }, nothing())
  const from = createReadStream(path, { highWaterMark: READ_TOGETHER })
  return { ...answer(url, known.status ?? 200, { ...known.headers, etag }, from), at: path }
}

/** Bytes read at once: national files are large, and so many small reads would take as long as all the rest. */
const READ_TOGETHER = 1024 * 1024

async function* nothing(): AsyncGenerator<Uint8Array> {}

const answer = (
  url: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: AsyncIterable<Uint8Array>,
): Answered => ({ status, url, header: (name) => headers[name.toLowerCase()] ?? null, body })

const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw invalid(`Le dossier « ${folder} » n’a pas de « ${MANIFEST} » : faites-le avec « icauna harvest pack ».`)
  })
  const manifest = parsed(text, folder)
  if (Value.Check(Manifest, manifest)) return manifest
  const [error] = Value.Errors(Manifest, manifest)
  const where = error?.instancePath ? `, à « ${error.instancePath} »` : ''
  throw invalid(
    `« ${join(folder, MANIFEST)} » n’a pas la forme d’une liste d’adresses et de fichiers${where} : refaites-le avec « icauna harvest pack ».`,
  )
}

const parsed = (text: string, folder: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const detail = `« ${join(folder, MANIFEST)} » est coupé, ou n’est pas du JSON : refaites-le avec « icauna harvest pack ».`
    throw new DomainError({ kind: 'invalid', detail, issues: [] }, { cause: error })
  }
}
