import { gzipSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { ZipFile } from 'yazl'
import { type FileAtHand, nameInUrl } from '../src/modules/harvest/found-file.ts'
import type { Feed, Source } from '../src/modules/harvest/index.ts'
import type { Overrides } from '../src/modules/ingest/index.ts'
import { textMatching } from './text-matching.ts'

/** A column of a file made for a test, and what its cells are. */
export interface MadeColumn {
  readonly label: string
  readonly role: 'place' | 'filter' | 'key' | 'period' | 'longitude' | 'latitude' | 'position' | 'measure' | 'text'
}
/** A synthetic table in the shape that a source declares: nobody ever published it. */
export interface MadeTable {
  readonly columns: readonly MadeColumn[]
  readonly rows: readonly (readonly string[])[]
}

export interface Home {
  readonly departement: string
  readonly communes: readonly string[]
}

const DEPARTEMENTS = [
  ...Array.from({ length: 95 }, (_, i) => String(i + 1).padStart(2, '0')).filter((code) => code !== '20'),
  ...['2A', '2B', '971', '972', '973', '974', '976'],
]

/** A table that answers to every check of a feed: its columns by their patterns, a row a place, numbers within bounds. */
export const madeTable = ({ filter }: Source, { checks }: Feed, home: Home): MadeTable => {
  const { places, ranges = [], key = [] } = checks
  const columns: MadeColumn[] = []
  const add = (pattern: string, role: MadeColumn['role']) => {
    if (columns.some(({ label }) => new RegExp(pattern, 'i').test(label))) return
    columns.push({ label: textMatching(pattern), role })
  }
  if (places) add(places.column, 'place')
  if (filter) add(filter.column, 'filter')
  for (const name of key) add(`^${name}$`, 'key')
  for (const { column } of ranges) add(column, 'measure')
  for (const pattern of checks.columns) add(pattern, roleOf(textMatching(pattern)))
  if (!columns.some(({ role }) => role === 'measure')) columns.push({ label: 'grandeur', role: 'measure' })
  columns.push({ label: 'libelle_accentue', role: 'text' })
  const codes = places?.level === 'departement' && places.least > 0 ? DEPARTEMENTS : home.communes
  const cell = ({ label, role }: MadeColumn, code: string, i: number): string => {
    switch (role) {
      case 'place':
        return code
      case 'filter':
        return filter && 'equals' in filter ? filter.equals : code
      case 'key':
        return `cle-${i}`
      case 'period':
        return '2023'
      case 'longitude':
        return String(3.2 + i / 1000)
      case 'latitude':
        return String(47.6 + i / 2000)
      case 'position':
        return `[${3.2 + i / 1000}, ${47.6 + i / 2000}]`
      case 'measure': {
        const range = ranges.find(({ column }) => new RegExp(column, 'i').test(label))
        const low = range?.min ?? 0
        const high = range?.max ?? low + 5000
        return String(Number((low + ((high - low) * (i + 20)) / (codes.length + 60)).toPrecision(6)))
      }
      case 'text':
        return `Saint-Étienne n° ${i}, fenêtre à droite`
    }
  }
  return { columns, rows: codes.map((code, i) => columns.map((column) => cell(column, code, i))) }
}

const roleOf = (label: string): MadeColumn['role'] => {
  if (/coord/i.test(label)) return 'position'
  if (/^x?lon(g|gitude)?$/i.test(label)) return 'longitude'
  if (/^y?lat(itude)?$/i.test(label)) return 'latitude'
  if (/^an$|ann?ee|time_period|session|rentree|exer|mois|aaaammjj|dtref/i.test(label)) return 'period'
  if (/code|num_|^id|insee|^com$|^dep$|siren|uai|uic|zon|nom|lib|titre|naf|geo/i.test(label)) return 'text'
  return /valeur|montant|nombre|^obs|voyageurs|puis|loyp|elig|vacant|^rr$|inscrits/i.test(label) ? 'measure' : 'text'
}

/** A way in which an edition is wrong: null where it has no meaning for a table. */
export type Break = (table: MadeTable) => MadeTable | null

const withCells = (table: MadeTable, cell: (text: string, column: MadeColumn) => string): MadeTable => ({
  ...table,
  rows: table.rows.map((row) => row.map((text, j) => cell(text, table.columns[j] as MadeColumn))),
})

/** Breaks that a person must see before any reader. */
export const BREAKS: Readonly<Record<string, Break>> = {
  'half the rows gone': (table) => ({ ...table, rows: table.rows.slice(0, table.rows.length / 2) }),
  'a unit a thousand times larger': (table) =>
    withCells(table, (text, { role }) => (role === 'measure' ? String(Number(text) * 1000) : text)),
  'an expected column renamed': ({ columns, rows }) => ({
    rows,
    columns: columns.map((column, j) => (j === 0 ? { ...column, label: 'qqch' } : column)),
  }),
  'totals mixed with places': ({ columns, rows }) => {
    const place = columns.findIndex(({ role }) => role === 'place')
    if (place < 0) return null
    const few = rows.slice(0, 2)
    return { columns, rows: [...rows, ...few.map((row) => row.map((text, j) => (j === place ? totalOf(text) : text)))] }
  },
  'axes swapped': (table) => {
    const at = (role: MadeColumn['role']) => table.columns.findIndex((column) => column.role === role)
    const [x, y, position] = [at('longitude'), at('latitude'), at('position')]
    if (position >= 0)
      return withCells(table, (text, { role }) =>
        role === 'position' ? text.replace(/\[(.*), (.*)\]/, '[$2, $1]') : text,
      )
    if (x < 0 || y < 0) return null
    const swap = (row: readonly string[], j: number) => row[j === x ? y : j === y ? x : j] ?? ''
    return { ...table, rows: table.rows.map((row) => row.map((_, j) => swap(row, j))) }
  },
}

/** The code that a total has among codes of communes (their département) or of départements (the country). */
const totalOf = (code: string): string => (code.length === 5 ? code.slice(0, 2) : 'FRANCE')

/** How the file of a source is named, so that its rules find it. */
export const fileOf = ({ id, fetch, atHand }: Source): FileAtHand => {
  const rule = 'resource' in fetch ? fetch.resource : 'attachment' in fetch ? fetch.attachment : undefined
  const name =
    atHand?.name ??
    atHand?.file ??
    (rule?.file ? textMatching(rule.file) : (nameAt(fetch) ?? `${id}.${rule?.formats?.[0] ?? 'csv'}`))
  const edition = rule?.edition ? textMatching(rule.edition) : ''
  const title = atHand?.title ?? (rule?.title ? textMatching(rule.title) : `${name} ${edition}`)
  return { name, title, year: atHand?.year ?? 2025 }
}

/** The name that a plain address gives to its file. */
const nameAt = (fetch: Source['fetch']): string | undefined => {
  const name = fetch.connector === 'http' ? nameInUrl(fetch.url) : ''
  return /\.\w+$/.test(name) ? name : undefined
}

/** The bytes of tables, one a sheet, as the service of a source would send them: by its connector, then by the name of its file. */
export const madeBytes = async (
  source: Source,
  name: string,
  sheets: readonly { readonly table: MadeTable; readonly reading: Overrides }[],
  encode: (text: string) => Buffer = Buffer.from,
): Promise<Buffer> => {
  const { fetch, filter, unnamed } = source
  const [first] = sheets
  if (!first) throw new Error('no table')
  const table = asSent(source, first.table)
  switch (fetch.connector) {
    case 'bdm':
      return encode(seriesOf(table, 'series' in fetch.of ? fetch.of.series : []))
    case 'geo-api':
      return encode(JSON.stringify(records(table)))
    case 'data-fair':
      return encode(JSON.stringify({ total: table.rows.length, results: records(table) }))
    case 'wfs':
    case 'ogc-features':
    case 'arcgis':
      return encode(JSON.stringify({ type: 'FeatureCollection', features: features(table) }))
  }
  if (/xlsx$/.test(name)) return workbook(sheets)
  const csv = encode(unnamed ? csvOf(table).replace(/^.*\n/, '') : csvOf(table))
  if (name.endsWith('.gz')) return gzipSync(csv)
  return name.endsWith('.zip') ? zipped(csv, textMatching(filter?.member ?? 'donnees\\.csv')) : csv
}

/** A table before the portal takes its part of it: with the columns that it leaves out, and codes in pieces. */
const asSent = ({ leftOut = [], unnamed, joined }: Source, { columns, rows }: MadeTable): MadeTable => {
  const at = (label: string) => columns.findIndex((column) => column.label === label)
  if (unnamed) {
    const cell = (row: readonly string[], name: string): string => {
      const [first, ...pieces] = joined?.of ?? []
      const whole = row[at(joined?.name ?? '')] ?? ''
      if (first !== undefined && new RegExp(first).test(name)) return whole.slice(0, 2)
      if (pieces.some((pattern) => new RegExp(pattern).test(name))) return whole.slice(2)
      return row[at(name)] ?? ''
    }
    return {
      columns: unnamed.names.map((label) => ({ label, role: 'text' })),
      rows: rows.map((row) => unnamed.names.map((name) => cell(row, name))),
    }
  }
  return {
    columns: [...columns, ...leftOut.map(({ column }): MadeColumn => ({ label: textMatching(column), role: 'text' }))],
    rows: rows.map((row, i) => [...row, ...leftOut.map(() => `A taire ${i}`)]),
  }
}

const records = ({ columns, rows }: MadeTable): readonly Record<string, string | number>[] =>
  rows.map((row) =>
    Object.fromEntries(
      columns.map(({ label, role }, j) => [label, role === 'measure' ? Number(row[j]) : (row[j] ?? '')]),
    ),
  )

const features = (table: MadeTable) =>
  records(table).map((properties, i) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [3.2 + i / 1000, 47.6] },
  }))

/** A series a row, in SDMX, under the names that the connector writes as these columns; `wanted`: the series asked for by name. */
const seriesOf = ({ columns, rows }: MadeTable, wanted: readonly string[]): string => {
  const nameOf = (label: string) => SDMX_NAMES[label.toUpperCase()] ?? label.toUpperCase().replace(/\W/g, '_')
  const series = rows.map((row, i) => {
    const told = new Map(columns.map(({ label }, j) => [nameOf(label), row[j] ?? '']))
    const area = told.get('REF_AREA')
    if (area !== undefined) told.set('REF_AREA', `D${area}`)
    const idbank = wanted[i % wanted.length]
    if (idbank !== undefined) told.set('IDBANK', idbank)
    const written = (isOwn: boolean) =>
      [...told].flatMap(([name, text]) => (OF_OBSERVATION.has(name) === isOwn ? [`${name}="${text}"`] : [])).join(' ')
    return `<Series ${written(false)}><Obs ${written(true)}/></Series>`
  })
  return `<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message">${series.join('')}</m:StructureSpecificData>`
}

const SDMX_NAMES: Readonly<Record<string, string>> = { DEPARTEMENT: 'REF_AREA', PERIODE: 'TIME_PERIOD' }
const OF_OBSERVATION: ReadonlySet<string> = new Set(['TIME_PERIOD', 'OBS_VALUE'])

const csvOf = ({ columns, rows }: MadeTable): string =>
  `${[columns.map(({ label }) => label), ...rows].map((cells) => cells.join(';')).join('\n')}\n`

const workbook = (sheets: Parameters<typeof madeBytes>[2]): Buffer => {
  const book = utils.book_new()
  for (const [i, { table, reading }] of sheets.entries()) {
    const above = Array.from({ length: (reading.headerLine ?? 1) - 1 }, () => [])
    const rows = table.rows.map((row) =>
      row.map((text, j) => (table.columns[j]?.role === 'measure' ? Number(text) : text)),
    )
    const sheet = utils.aoa_to_sheet([...above, table.columns.map(({ label }) => label), ...rows])
    utils.book_append_sheet(book, sheet, reading.sheet ?? `Feuille ${i + 1}`)
  }
  return write(book, { type: 'buffer', bookType: 'xlsx' })
}

/** The wanted member, between two that are not. */
const zipped = async (content: Buffer, member: string): Promise<Buffer> => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('à lire\n'), 'lisez-moi.pdf')
  zip.addBuffer(content, member)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
