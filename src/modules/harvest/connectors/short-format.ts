import { nameInUrl } from '../found-file.ts'

/** The short names of the media types that data come in. */
const BY_MEDIA: Readonly<Record<string, string>> = {
  'text/csv': 'csv',
  'application/json': 'json',
  'application/geo+json': 'geojson',
  'application/vnd.geo+json': 'geojson',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.apache.parquet': 'parquet',
  'application/zip': 'zip',
}

/** The short name of a format, as `csv`, by what is told of it (`…/authority/file-type/CSV`, `text/csv`, `CSV`), else by its media type, else by the end of its address; empty when nothing tells. */
export const shortFormat = (format: string | null, mediaType: string | null, address: string | null): string => {
  const told = mediaOf(format)
  const word = told.replace(/^https?:\/\/.*[/#]/, '')
  const extension = /\.([a-z0-9]{2,7})$/i.exec(nameInUrl(address ?? ''))?.[1]?.toLowerCase()
  return BY_MEDIA[told] ?? (/^[\w-]{1,12}$/.test(word) ? word : null) ?? BY_MEDIA[mediaOf(mediaType)] ?? extension ?? ''
}

/** A media type without its parameters, told as such or by its address at IANA. */
export const mediaOf = (told: string | null): string =>
  (told ?? '')
    .replace(/^.*\/media-types\//, '')
    .replace(/;.*/, '')
    .trim()
    .toLowerCase()
