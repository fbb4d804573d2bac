import { invalid } from '../../kernel/errors.ts'
import type { Column } from './column.ts'
import type { Cell, ExportQuery, Tables } from './ports.ts'

type Place = (row: readonly Cell[]) => string

/** A FeatureCollection, feature by feature (RFC 7946). The geometry is the geometry column, else the longitude and latitude ones. */
export async function* geojsonChunks(
  tables: Pick<Tables, 'columns' | 'batches'>,
  version: string,
  query: ExportQuery,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const all = await tables.columns(version)
  const shape = all.find((c) => c.type === 'geometry')
  const point = [all.find((c) => c.semantic === 'longitude'), all.find((c) => c.semantic === 'latitude')]
  const placed = shape ? [shape] : point.filter((c) => c !== undefined)
  if (placed.length === 0 || (!shape && placed.length < 2))
    throw invalid('Ce jeu de données n’a pas de position géographique : choisissez un autre format, par exemple CSV.')
  const shown = query.select ?? all.map((c) => c.name)
  const columns = [...new Set([...shown, ...placed.map((c) => c.name)])]
  const geometryOf = placeReader(placed, columns)
  const properties = shown.filter((name) => name !== shape?.name)
  const feature = (row: readonly Cell[]) => {
    const values = Object.fromEntries(properties.map((name) => [name, row[columns.indexOf(name)] ?? null]))
    return `{"type":"Feature","geometry":${geometryOf(row)},"properties":${JSON.stringify(values)}}`
  }
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

const placeReader = (placed: readonly Column[], columns: readonly string[]): Place => {
  const [first, second] = placed.map((column) => columns.indexOf(column.name))
  if (second === undefined) return (row) => (typeof row[first ?? -1] === 'string' ? String(row[first ?? -1]) : 'null')
  return (row) => {
    const [longitude, latitude] = [row[first ?? -1], row[second]]
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return 'null'
    return `{"type":"Point","coordinates":[${longitude},${latitude}]}`
  }
}
