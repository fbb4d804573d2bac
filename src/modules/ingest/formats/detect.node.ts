import { open } from 'node:fs/promises'
import { invalid } from '../../../kernel/errors.ts'

export type Format = 'csv' | 'xlsx' | 'xls' | 'ods' | 'json' | 'ndjson' | 'geojson' | 'parquet'
export type Packed = 'gzip' | 'zip'

/** What a file is, by its first bytes; its name only when they say nothing. */
export interface Detected {
  readonly is: Format | Packed
  readonly because: string
}

const HEAD = 64 * 1024
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'un document PDF'],
  [/^\x89PNG|^\xFF\xD8\xFF|^GIF8/, 'une image'],
  [/^\s*(<!doctype html|<html)/i, 'une page web'],
  [/^\s*<\?xml|^\s*<[a-z]/i, 'un fichier XML'],
  [/^Rar!|^7z\xBC\xAF/, 'une archive RAR ou 7z'],
]

/** Recognises the format, or refuses with what to do when it is not a table. */
export const detect = async (path: string, name: string): Promise<Detected> => {
  const file = await open(path)
  const buffer = Buffer.alloc(HEAD)
  const { bytesRead } = await file.read(buffer, 0, HEAD, 0)
  await file.close()
  if (bytesRead === 0) throw invalid('Ce fichier est vide. Vérifiez l’enregistrement, puis déposez-le de nouveau.')
  return fromBytes(buffer.subarray(0, bytesRead), name.toLowerCase())
}

const fromBytes = (head: Buffer, name: string): Detected => {
  const bytes = head.toString('latin1')
  if (bytes.startsWith('PAR1')) return { is: 'parquet', because: 'le fichier commence par PAR1' }
  if (bytes.startsWith('\x1F\x8B')) return { is: 'gzip', because: 'le fichier commence par la marque gzip' }
  if (bytes.startsWith('PK')) return zipKind(bytes, name)
  if (bytes.startsWith('\xD0\xCF\x11\xE0')) {
    if (/\.docx?$|\.pptx?$/.test(name)) throw refused('un document de texte ou une présentation')
    return { is: 'xls', because: 'le fichier commence par la marque des anciens classeurs' }
  }
  const kind = REFUSED.find(([pattern]) => pattern.test(bytes))?.[1]
  if (kind) throw refused(kind)
  return textKind(textOf(head).trimStart(), name)
}

const textOf = (head: Buffer): string => {
  const mark = head.toString('latin1', 0, 2)
  const encoding = mark === '\xFF\xFE' ? 'utf-16le' : mark === '\xFE\xFF' ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(head)
}

const refused = (kind: string) =>
  invalid(
    `Ce fichier est ${kind}, pas un tableau. Déposez un CSV, un classeur (XLSX, XLS, ODS), un JSON, un GeoJSON ou un Parquet.`,
  )

const zipKind = (bytes: string, name: string): Detected => {
  const isOds = bytes.includes('META-INF/manifest.xml') && name.endsWith('.ods')
  if (isOds || bytes.includes('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'))
    return { is: 'ods', because: 'l’archive dit être un classeur OpenDocument' }
  if (/xl\/|\[Content_Types\]\.xml/.test(bytes) && !/word\/|ppt\//.test(bytes))
    return { is: 'xlsx', because: 'l’archive contient les parties d’un classeur' }
  if (/word\/|ppt\//.test(bytes)) throw refused('un document de texte ou une présentation')
  return { is: 'zip', because: 'le fichier est une archive zip' }
}

const textKind = (text: string, name: string): Detected => {
  if (text.startsWith('['))
    return /^\[\s*(\{|\])/.test(text) || /\.json(\.gz)?$/.test(name)
      ? { is: 'json', because: 'le texte est une liste JSON' }
      : csv()
  if (!text.startsWith('{')) return csv()
  if (
    /"type"\s*:\s*"Feature(Collection)?"/.test(text.slice(0, 2000)) ||
    (/"features"\s*:/.test(text) && /"geometry"\s*:/.test(text))
  )
    return { is: 'geojson', because: 'l’objet est du GeoJSON' }
  const [first = '', second = ''] = text.split(/\r?\n/)
  if (isObject(first) && (second.trim() === '' || second.startsWith('{')))
    return {
      is: second.trim() === '' ? 'json' : 'ndjson',
      because: second.trim() === '' ? 'le texte est un objet JSON' : 'chaque ligne est un objet JSON',
    }
  return { is: 'json', because: 'le texte est un objet JSON' }
}

const csv = (): Detected => ({ is: 'csv', because: 'le fichier est un texte fait de lignes' })

const isObject = (line: string): boolean => {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
