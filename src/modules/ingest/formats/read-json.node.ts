import { statSync } from 'node:fs'
import { invalid } from '../../../kernel/errors.ts'
import { formatBytes } from '../../../kernel/french.ts'
import type { Overrides } from '../overrides.ts'
import type { ReadTable } from '../relation.ts'
import { physicalLines } from './csv-lines.ts'
import { chooseEncoding, decoded, sayNulls } from './encoding.node.ts'
import type { Notes } from './notes.ts'
import { type TableRow, writeTable } from './write-table.node.ts'

const MAX_BYTES = 200 * 1024 * 1024
const MAX_COLUMNS = 2000
const SAMPLE = 5000

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Record_ = Readonly<Record<string, Json>>

/** JSON (records, nested or not) and GeoJSON, read whole and so bounded; NDJSON line by line. */
export const readJson = async (
  file: { path: string; folder: string },
  format: string,
  overrides: Overrides,
  notes: Notes,
  maxBytes = MAX_BYTES,
): Promise<ReadTable> => {
  const { name } = await chooseEncoding(file.path, overrides.encoding, notes)
  if (format === 'ndjson') return readNdjson(file, name, notes)
  const { size } = statSync(file.path)
  if (size > maxBytes)
    throw invalid(
      `Ce fichier JSON fait ${formatBytes(size)} d’un seul bloc ; la limite est de ${formatBytes(maxBytes)}. Enregistrez-le en CSV, ou en NDJSON (un objet par ligne), qui n’ont pas cette limite.`,
    )
  const content = parse(await whole(file.path, name, notes))
  const records = format === 'geojson' ? features(content, notes) : recordsOf(content, overrides, notes)
  if (records.length === 0) throw invalid('Ce fichier JSON ne contient aucun enregistrement.')
  const flat = records.map(flattened)
  const header = [...new Set(flat.flatMap((record) => [...record.keys()]))]
  return writeTable(rowsOf(flat, header), { folder: file.folder, header: limited(header), format, firstLine: 1 }, notes)
}

const whole = async (path: string, encoding: string, notes: Notes): Promise<string> => {
  const pieces: string[] = []
  for await (const piece of decoded(path, encoding, sayNulls(notes))) pieces.push(piece)
  return pieces.join('')
}

const parse = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? Number.NaN)
    const line = Number.isNaN(at) ? null : text.slice(0, at).split('\n').length
    throw invalid(
      `Ce fichier JSON est mal formé${line === null ? '' : ` à la ligne ${line}`} : ${String(error).slice(0, 160)}. Corrigez-le ou exportez-le de nouveau.`,
    )
  }
}

const isRecord = (value: Json): value is Record_ => typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** The list of records: the document itself, or the longest list of objects inside it. */
const recordsOf = (content: Json, overrides: Overrides, notes: Notes): readonly Record_[] => {
  const wanted = overrides.recordsPath
  const lists = findLists(content, '')
  const best =
    wanted !== undefined
      ? lists.find((list) => list.path === wanted)
      : lists.toSorted((a, b) => b.records.length - a.records.length)[0]
  if (!best) {
    if (isRecord(content) && wanted === undefined) return [content]
    throw invalid(
      `Aucune liste d’objets n’a été trouvée${wanted ? ` à « ${wanted} »` : ''}. Attendu : [{…}, {…}] ou {"resultats": [{…}]}.`,
    )
  }
  notes.decide(
    'recordsPath',
    best.path || 'racine',
    wanted ? 'choisi par une personne' : `la plus longue liste d’objets (${best.records.length})`,
    wanted !== undefined,
  )
  return best.records
}

const findLists = (value: Json, path: string, depth = 0): readonly { path: string; records: readonly Record_[] }[] => {
  if (depth > 5) return []
  if (isList(value)) {
    const records = value.filter(isRecord)
    return records.length > 0 && records.length >= value.length / 2 ? [{ path, records }] : []
  }
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inside]) => findLists(inside, path ? `${path}.${key}` : key, depth + 1))
}

const features = (content: Json, notes: Notes): readonly Record_[] => {
  if (isRecord(content) && content.type === 'Feature')
    return features({ type: 'FeatureCollection', features: [content] }, notes)
  if (!isRecord(content) || !isList(content.features ?? null))
    throw invalid('Ce fichier GeoJSON n’a pas de liste « features ».')
  const crs = JSON.stringify(content.crs ?? null)
  if (content.crs && !/CRS84|EPSG:+4326/.test(crs))
    throw invalid(
      'Ce GeoJSON n’est pas en degrés (WGS 84) : convertissez-le en EPSG:4326 avant de le déposer (RFC 7946).',
    )
  const list = isList(content.features ?? null) ? (content.features as readonly Json[]).filter(isRecord) : []
  notes.decide('recordsPath', 'features', `${list.length} entités GeoJSON`)
  return list.map((feature) => {
    const properties = isRecord(feature.properties ?? null) ? (feature.properties as Record_) : {}
    return {
      ...(feature.id !== undefined && !('id' in properties) ? { id: feature.id } : {}),
      ...properties,
      geometry: feature.geometry ? JSON.stringify(feature.geometry) : null,
    }
  })
}

/** A record by its columns: names of others, which may be those that every object answers to (`constructor`). */
type Flat = ReadonlyMap<string, string | null>

/** Nested objects become dotted columns; lists stay as JSON text. */
const flatten = (record: Record_, prefix = '', depth = 0): Flat =>
  new Map(
    Object.entries(record).flatMap(([key, value]) =>
      isRecord(value) && depth < 8
        ? [...flatten(value, `${prefix}${key}.`, depth + 1)]
        : [[prefix + key, textOf(value)] as const],
    ),
  )

const flattened = (record: Record_, at: number): Flat => {
  try {
    return flatten(record)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw invalid(`L’enregistrement ${at + 1} de ce fichier JSON emboîte ses valeurs trop profondément pour être lu.`)
  }
}

const textOf = (value: Json): string | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 'vrai' : 'faux'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const limited = (header: readonly string[]): readonly string[] => {
  if (header.length <= MAX_COLUMNS) return header
  throw invalid(
    `Ce fichier donnerait ${header.length} colonnes ; la limite est de ${MAX_COLUMNS}. Une clé par lieu ou par année doit devenir une ligne.`,
  )
}

function* rowsOf(flat: readonly Flat[], header: readonly string[]): Iterable<TableRow> {
  for (const [i, record] of flat.entries()) {
    const cells = header.map((name) => record.get(name) ?? null)
    yield { line: i + 1, cells, text: JSON.stringify(Object.fromEntries(record)), broken: null }
  }
}

/** One object a line: the columns are those of the first five thousand; a line that is not an object is set aside. */
const readNdjson = async (
  file: { path: string; folder: string },
  encoding: string,
  notes: Notes,
): Promise<ReadTable> => {
  const header = new Set<string>()
  let seen = 0
  for await (const { record } of ndjson(file.path, encoding)) {
    for (const key of record?.keys() ?? []) header.add(key)
    seen += 1
    if (seen >= SAMPLE) break
  }
  const names = limited([...header])
  if (names.length === 0) throw invalid('Aucune ligne de ce fichier n’est un objet JSON.')
  const rows = async function* (): AsyncIterable<TableRow> {
    for await (const { line, text, record } of ndjson(file.path, encoding)) {
      const unknown = [...(record?.keys() ?? [])].filter((key) => !header.has(key))
      if (unknown.length > 0)
        notes.say(
          'unknown-key',
          `Ligne ${line} : la clé « ${unknown[0]} » n’est dans aucune des ${SAMPLE} premières lignes ; elle est laissée de côté.`,
          line,
        )
      yield {
        line,
        text,
        cells: names.map((name) => record?.get(name) ?? null),
        broken: record ? null : 'la ligne n’est pas un objet JSON',
      }
    }
  }
  return writeTable(rows(), { folder: file.folder, header: names, format: 'ndjson', firstLine: 1 }, notes)
}

async function* ndjson(
  path: string,
  encoding: string,
): AsyncIterable<{ line: number; text: string; record: Flat | null }> {
  for await (const { line, text } of physicalLines(decoded(path, encoding)))
    if (text.trim() !== '') yield { line, text, record: recordIn(text) }
}

const recordIn = (text: string): Flat | null => {
  try {
    const value: Json = JSON.parse(text)
    return isRecord(value) ? flatten(value) : null
  } catch {
    return null
  }
}
