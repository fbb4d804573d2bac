import type { Expr } from './ast.ts'
import { geometryReader, propertiesReader } from './encode-geojson.ts'
import { type Box, gridFor, WORLD } from './place-grid.ts'
import { placeNames, placeOf } from './place-of.ts'
import { withinBox } from './place-sql.ts'
import type { Tables } from './ports.ts'

export interface MapQuery {
  readonly where: Expr | null
  /** Null: everywhere. */
  readonly box: Box | null
  /** Columns told with each row. */
  readonly select: readonly string[]
  /** Rows shown one by one; when more are in the box, they are counted by square. */
  readonly limit: number
}

/** A GeoJSON collection of rows, or of counts by square, never a part of the rows. */
export interface RowsOnMap {
  readonly by: 'row' | 'cell'
  /** Rows in the box: the sum of what is shown. */
  readonly total: number
  /** Rows of the filter that have a position, and all its rows; null when the box was given. */
  readonly everywhere: { readonly placed: number; readonly matching: number } | null
  /** The box to show: the one given, or that of nearly all the rows. Null when no row has a position. */
  readonly frame: Box | null
  /** GeoJSON features as JSON texts. Those of rows have their line as identifier, and a shape or a point. */
  readonly features: readonly string[]
}

/** Shapes weigh more than points: fewer are shown one by one. */
const MOST_SHAPES = 500

/** What a map of a filter shows in a box. */
export const rowsOnMap =
  (tables: Pick<Tables, 'columns' | 'rows' | 'count' | 'placed' | 'cells'>) =>
  async (version: string, query: MapQuery, signal?: AbortSignal): Promise<RowsOnMap> => {
    const place = placeOf(await tables.columns(version))
    const limit = place?.kind === 'geometry' ? Math.min(query.limit, MOST_SHAPES) : query.limit
    const whole = query.box === null ? await everywhere(tables, version, query.where, signal) : null
    const frame = query.box ?? whole?.frame ?? null
    const seen = { everywhere: whole?.counts ?? null, frame }
    if (frame === null) return { ...seen, by: 'row', total: 0, features: [] }
    const names = place ? placeNames(place) : []
    const select = [...new Set([...query.select, ...names])]
    const where = withinBox(query.where, query.box ?? WORLD)
    const page = await tables.rows(version, { select, where, sort: [], limit, offset: 0 }, signal)
    if (place && page.total <= limit) {
      const [geometryOf, propertiesOf] = [geometryReader(place, select), propertiesReader(place, query.select, select)]
      const features = page.rows.map(
        (row, i) =>
          `{"type":"Feature","id":${page.lines[i]},"geometry":${geometryOf(row)},"properties":${propertiesOf(row)}}`,
      )
      return { ...seen, by: 'row', total: page.total, features }
    }
    const cells = await tables.cells(version, { where: query.where, box: frame, grid: gridFor(frame) }, signal)
    const features = cells.map(({ box, count, longitude, latitude }) =>
      JSON.stringify({
        type: 'Feature',
        bbox: box,
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
        properties: { count },
      }),
    )
    return { ...seen, by: 'cell', total: cells.reduce((sum, { count }) => sum + count, 0), features }
  }

const everywhere = async (
  tables: Pick<Tables, 'count' | 'placed'>,
  version: string,
  where: Expr | null,
  signal: AbortSignal | undefined,
) => {
  const [{ count, frame }, matching] = await Promise.all([
    tables.placed(version, where, signal),
    tables.count(version, where, signal),
  ])
  return { frame, counts: { placed: count, matching } }
}
