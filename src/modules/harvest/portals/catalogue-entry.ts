import { type Static, Type } from 'typebox'
import { NOT_TEXT } from '../../../kernel/plain-text.ts'
import { Fetch } from '../connectors/connectors.ts'
import { nameInUrl } from '../found-file.ts'

const orNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

/** A file of a dataset, as a catalogue tells it. */
export const Distribution = Type.Object({
  title: Type.String(),
  url: Type.String(),
  /** The name to give the file: its extension may tell the format. */
  name: Type.String(),
  /** As the catalogue says it, in lower case: `csv`, `text/csv`; empty when it does not. */
  format: Type.String(),
  modified: orNull('ISO'),
  sha256: orNull('As 64 hexadecimal digits, when the catalogue tells it.'),
  /** How it is brought, when it is not a file at its address. */
  fetch: Type.Optional(Fetch),
})
export type Distribution = Static<typeof Distribution>

/** A dataset as the catalogue of a portal tells it, whatever the kind of portal. Everything in it was written by others. */
export const CatalogueEntry = Type.Object({
  /** Tells it apart in its catalogue. */
  identifier: Type.String({ minLength: 1, maxLength: 500 }),
  /** The address that names it for ever, when it has one. */
  uri: orNull('An address.'),
  /** Addresses and identifiers that it had where it first came from. */
  formerly: Type.Array(Type.String()),
  /** Where the portal presents it. */
  page: orNull('An address.'),
  title: Type.String({ minLength: 3, maxLength: 200 }),
  /** Plain text or Markdown. */
  description: Type.String(),
  publisher: orNull('A name.'),
  keywords: Type.Array(Type.String()),
  theme: orNull('In the words of the catalogue.'),
  licence: orNull('In the words of the catalogue, or an address.'),
  modified: orNull('ISO'),
  /** Names of columns, when the catalogue tells them. */
  columns: Type.Array(Type.String()),
  distributions: Type.Array(Distribution),
})
export type CatalogueEntry = Static<typeof CatalogueEntry>

/** What catalogues write when nobody chose a licence. */
const saidNothing = (licence: string | null): boolean => /^\s*not[ _-]?specified\s*$/i.test(licence ?? '')

const MOST = { title: 200, description: 20_000, name: 200, keywords: 30, keyword: 60, columns: 500, files: 200 }

const oneLine = (text: string, most: number): string =>
  text
    .replace(NOT_TEXT, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .replace(/\p{Cs}/gu, '')
const lines = (text: string, most: number): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(NOT_TEXT, ' ').trimEnd())
    .join('\n')
    .trim()
    .slice(0, most)
    .replace(/\p{Cs}/gu, '')

const address = (text: string | null): string | null => {
  const url = text === null ? null : URL.parse(text.trim())
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
    ? url.href.slice(0, 2000)
    : null
}

/** An entry as it may be kept: texts bounded and on one line, addresses of the web only. Null when it has no title or no identifier. Cleaning twice changes nothing. */
export const cleaned = (entry: CatalogueEntry): CatalogueEntry | null => {
  const title = oneLine(entry.title, MOST.title)
  const identifier = oneLine(entry.identifier, 500)
  if (title.length < 3 || identifier === '') return null
  const words = (texts: readonly string[], each: number, most: number) =>
    [...new Set(texts.map((text) => oneLine(text, each)).filter((text) => text !== ''))].slice(0, most)
  const orNone = (text: string | null, most: number) => (text === null ? null : oneLine(text, most) || null)
  return {
    identifier,
    uri: address(entry.uri),
    formerly: words(entry.formerly, 500, 20),
    page: address(entry.page),
    title,
    description: lines(entry.description, MOST.description),
    publisher: orNone(entry.publisher, MOST.name),
    keywords: words(entry.keywords, MOST.keyword, MOST.keywords),
    theme: orNone(entry.theme, MOST.name),
    licence: saidNothing(entry.licence) ? null : orNone(entry.licence, 500),
    modified: orNone(entry.modified, 40),
    columns: words(entry.columns, MOST.name, MOST.columns),
    distributions: entry.distributions.slice(0, MOST.files).flatMap((file) => {
      const url = address(file.url)
      if (url === null) return []
      const sha256 = file.sha256?.toLowerCase() ?? null
      return [
        {
          ...file,
          url,
          title: oneLine(file.title, MOST.name),
          name: oneLine(file.name.replaceAll(/[/\\]/g, '-'), MOST.name),
          format: oneLine(file.format, 100).toLowerCase(),
          modified: orNone(file.modified, 40),
          sha256: sha256 !== null && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null,
        },
      ]
    }),
  }
}

/** What an entry says nothing of. */
export const SAYS_NOTHING: Omit<CatalogueEntry, 'identifier' | 'title'> = {
  uri: null,
  formerly: [],
  page: null,
  description: '',
  publisher: null,
  keywords: [],
  theme: null,
  licence: null,
  modified: null,
  columns: [],
  distributions: [],
}

/** Formats of tables that the portal reads, the easiest to read right first. */
const READ: readonly (readonly [word: RegExp, extension: string])[] = [
  [/\bcsv\b|^tsv$/, 'csv'],
  [/parquet/, 'parquet'],
  [/xlsx|spreadsheetml/, 'xlsx'],
  [/\bods\b|opendocument\.spreadsheet/, 'ods'],
  [/^xls$|ms-excel/, 'xls'],
  [/geo\+?json|geoservice|^wfs$/, 'geojson'],
  [/ndjson|jsonl/, 'ndjson'],
  [/^json$|application\/json/, 'json'],
]

const rankOf = ({ format, name }: Distribution): number => {
  const said = READ.findIndex(([word]) => word.test(format))
  return said >= 0 ? said : READ.findIndex(([, extension]) => name.toLowerCase().endsWith(`.${extension}`))
}

/** The file to take of an entry: of those that can be read as tables, the easiest, then the newest. Null when there is none. */
export const fileToTake = ({ distributions }: Pick<CatalogueEntry, 'distributions'>): Distribution | null =>
  distributions
    .filter((file) => rankOf(file) >= 0)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (b.modified ?? '').localeCompare(a.modified ?? ''))[0] ?? null

/** A name that tells the format of a file: its own, its address's, or one made of its title. */
export const fileName = (url: string, title: string, format: string): string => {
  const known = READ.find(([word]) => word.test(format.toLowerCase()))?.[1]
  const named = [nameInUrl(url), title].find((text) => /\.[a-z0-9]{2,7}$/i.test(text))
  return named ?? `${title || nameInUrl(url) || 'fichier'}${known ? `.${known}` : ''}`
}

/** The text of a description written in HTML. */
export const withoutTags = (html: string): string =>
  html
    .replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
    .replace(/<\s*(br|\/p|\/li|\/h\d|\/div)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39|#x27);/gi, (whole, name: string) => SIGNS[name.toLowerCase()] ?? whole)
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\n[\n ]*/g, '\n\n')
    .trim()

const SIGNS: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': '’',
  '#x27': '’',
}
