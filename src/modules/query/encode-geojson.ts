import { invalid } from '../../kernel/errors.ts'
import { type PlaceColumns, placeNames, placeOf } from './place-of.ts'
import type { Cell, ExportQuery, Tables } from './ports.ts'

/** A FeatureCollection, feature by feature (RFC 7946). The geometry is the geometry column, else the longitude and latitude ones. */
export async function* geojsonChunks(
  tables: Pick<Tables, 'columns' | 'batches'>,
  version: string,
  query: ExportQuery,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const all = await tables.columns(version)
  const place = placeOf(all)
  if (!place)
    throw invalid('Ce jeu de données n’a pas de position géographique : choisissez un autre format, par exemple CSV.')
  const shown = query.select ?? all.map((c) => c.name)
  const columns = [...new Set([...shown, ...placeNames(place)])]
  const geometryOf = geometryReader(place, columns)
  const propertiesOf = propertiesReader(place, shown, columns)
  const feature = (row: readonly Cell[]) =>
    `{"type":"Feature","geometry":${geometryOf(row)},"properties":${propertiesOf(row)}}`
  yield* collection(tables.batches(version, { ...query, select: columns }, signal), feature)
}

async function* collection(
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  feature: (row: readonly Cell[]) => string,
) {
  const text = new TextEncoder()
  let before = '{"type":"FeatureCollection","features":[\n'
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield text.encode(before + rows.map(feature).join(',\n'))
    before = ',\n'
  }
  yield text.encode(before === ',\n' ? '\n]}\n' : `${before}]}\n`)
}

/** Gives the GeoJSON geometry of a row of these columns, as JSON text; `null` when it has none. */
export const geometryReader = (place: PlaceColumns, columns: readonly string[]): ((row: readonly Cell[]) => string) => {
  const [first = -1, second = -1] = placeNames(place).map((name) => columns.indexOf(name))
  if (place.kind === 'geometry') return (row) => (typeof row[first] === 'string' ? row[first] : 'null')
  return (row) => {
    const [longitude, latitude] = [row[first], row[second]]
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return 'null'
    return `{"type":"Point","coordinates":[${longitude},${latitude}]}`
  }
}

/** Gives the cells shown of a row of these columns, as a JSON object; the geometry stands apart. */
export const propertiesReader = (
  place: PlaceColumns,
  shown: readonly string[],
  columns: readonly string[],
): ((row: readonly Cell[]) => string) => {
  const kept = shown.filter((name) => place.kind !== 'geometry' || name !== place.geometry)
  const at = kept.map((name) => columns.indexOf(name))
  return (row) => JSON.stringify(Object.fromEntries(kept.map((name, i) => [name, row[at[i] ?? -1] ?? null])))
}
