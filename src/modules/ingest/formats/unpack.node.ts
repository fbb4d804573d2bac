import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import yauzl from 'yauzl'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import { formatBytes } from '../../../kernel/french.ts'
import type { Notes } from './notes.ts'

/** How far an archive may unfold. Past 50 MB, a file that grows more than two hundred times is a trap. */
export interface UnpackLimits {
  readonly bytes: number
  readonly ratio: number
  readonly ratioFrom: number
  readonly entries: number
}
export const UNPACK_LIMITS: UnpackLimits = { bytes: 4e9, ratio: 200, ratioFrom: 50e6, entries: 1000 }

/** Unfolds a gzip file to `target`, within limits. */
export const gunzip = async (path: string, target: string, limits: UnpackLimits): Promise<void> => {
  const { size } = await stat(path)
  try {
    await pipeline(createReadStream(path), createGunzip(), bounded(size, limits), createWriteStream(target))
  } catch (error) {
    throw isFault(error) ? error : damaged(error)
  }
}

/** Ours, or the disk's: anything else comes from the content of the file. */
const isFault = (error: unknown): boolean =>
  error instanceof DomainError || (error instanceof Error && 'syscall' in error)

const damaged = (cause?: unknown) =>
  new DomainError(
    {
      kind: 'invalid',
      detail: 'Ce fichier compressé est abîmé ou incomplet : compressez-le ou téléchargez-le de nouveau.',
      issues: [],
    },
    { cause },
  )

const TABLE = /\.(csv|tsv|txt|xlsx|xls|ods|json|ndjson|jsonl|geojson|parquet|gz)$/i

/** Unfolds the table of a zip archive to `target` and gives its name; `wanted` names it, or is what its name looks like. Names of members are never used as paths. */
export const unzip = async (
  path: string,
  target: string,
  wanted: string | RegExp | undefined,
  notes: Notes,
  limits: UnpackLimits,
): Promise<string> => {
  const zip = await openZip(path)
  try {
    const entries = await list(zip, limits)
    const present = entries.filter((entry) => !entry.fileName.startsWith('__MACOSX/') && entry.uncompressedSize > 0)
    const plain = present.filter((entry) => TABLE.test(entry.fileName))
    const tables = plain.length > 0 ? plain : present.filter((entry) => /\.zip$/i.test(entry.fileName))
    const chosen =
      wanted === undefined
        ? tables.toSorted((a, b) => b.uncompressedSize - a.uncompressedSize)[0]
        : entries.find(({ fileName }) => (wanted instanceof RegExp ? wanted.test(fileName) : fileName === wanted))
    const names = entries
      .map((entry) => entry.fileName)
      .slice(0, 20)
      .join(', ')
    if (!chosen)
      throw invalid(
        wanted === undefined
          ? `Cette archive ne contient aucun tableau. Fichiers : ${names || 'aucun'}.`
          : `L’archive n’a pas de fichier « ${wanted instanceof RegExp ? wanted.source : wanted} ». Fichiers : ${names}.`,
      )
    notes.decide(
      'member',
      chosen.fileName,
      wanted
        ? 'choisi par une personne'
        : tables.length === 1
          ? 'le seul tableau de l’archive'
          : `le plus gros tableau parmi : ${names}`,
      wanted !== undefined,
    )
    await extract(zip, chosen, target, limits)
    return chosen.fileName
  } finally {
    zip.close()
  }
}

/** Refuses a workbook that unfolds past `bytes` before anything reads it: every part is really unfolded, since an archive may lie about itself. */
export const checkBook = async (path: string, bytes: number): Promise<void> => {
  const zip = await openZip(path)
  try {
    let left = bytes
    for (const entry of await list(zip, { ...UNPACK_LIMITS, entries: MAX_PARTS })) {
      const source = await readEntry(zip, entry)
      for await (const chunk of source) {
        left -= chunk.length
        if (left < 0)
          throw invalid(
            `Une fois déplié, ce classeur dépasse ${formatBytes(bytes)} : enregistrez la feuille utile en CSV, puis déposez ce CSV.`,
          )
      }
    }
  } catch (error) {
    throw isFault(error) ? error : damaged(error)
  } finally {
    zip.close()
  }
}

const MAX_PARTS = 20_000

const openZip = (path: string) =>
  new Promise<yauzl.ZipFile>((done, fail) =>
    yauzl.open(
      path,
      { lazyEntries: true, autoClose: false, decodeStrings: true, validateEntrySizes: true, strictFileNames: false },
      (error, zip) => (zip ? done(zip) : fail(damaged(error))),
    ),
  )

const list = (zip: yauzl.ZipFile, limits: UnpackLimits) =>
  new Promise<readonly yauzl.Entry[]>((done, fail) => {
    const entries: yauzl.Entry[] = []
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry)
      if (entries.length > limits.entries)
        fail(invalid(`Cette archive contient plus de ${limits.entries} fichiers : déposez seulement le tableau.`))
      else zip.readEntry()
    })
    zip.on('end', () => done(entries))
    // A member with a suspicious name (« ../ ») stops the reading of the list: the archive is refused.
    zip.on('error', (error) =>
      fail(
        /relative path|absolute path|invalid characters/.test(String(error.message))
          ? invalid(
              'Cette archive contient un nom de fichier qui sort de son dossier (« ../ » par exemple) : elle est refusée. Déposez le tableau sans l’archiver.',
            )
          : damaged(error),
      ),
    )
    zip.readEntry()
  })

const extract = async (zip: yauzl.ZipFile, entry: yauzl.Entry, target: string, limits: UnpackLimits) => {
  if (entry.uncompressedSize > limits.bytes) throw tooBig(limits)
  if ((entry.generalPurposeBitFlag & 1) === 1)
    throw invalid('Cette archive est protégée par un mot de passe : déposez le fichier sans protection.')
  const source = await readEntry(zip, entry)
  try {
    await pipeline(source, bounded(entry.compressedSize, limits), createWriteStream(target))
  } catch (error) {
    throw isFault(error) ? error : damaged(error)
  }
}

const readEntry = (zip: yauzl.ZipFile, entry: yauzl.Entry) =>
  new Promise<Readable>((done, fail) =>
    zip.openReadStream(entry, (error, stream) => (stream ? done(stream) : fail(damaged(error)))),
  )

const tooBig = (limits: UnpackLimits) =>
  new DomainError({
    kind: 'too-large',
    detail: `Une fois décompressé, ce fichier dépasse ${formatBytes(limits.bytes)}.`,
    limit: limits.bytes,
  })

/** Refuses what unfolds past the limits, when `packed` bytes gave `size` of them. */
export const checkUnfolded = (size: number, packed: number, limits: UnpackLimits): void => {
  if (size > limits.bytes) throw tooBig(limits)
  if (size > limits.ratioFrom && size > packed * limits.ratio)
    throw invalid(
      'Ce fichier compressé se déplie sans mesure (« bombe de décompression ») : il est refusé. Déposez le tableau non compressé.',
    )
}

const bounded = (packed: number, limits: UnpackLimits) => {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length
      try {
        checkUnfolded(size, packed, limits)
        next(null, chunk)
      } catch (error) {
        next(error instanceof Error ? error : damaged(error))
      }
    },
  })
}
