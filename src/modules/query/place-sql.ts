import { type Sql, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { type IndexedShape, neededPlace } from './index-lines.ts'
import type { Box } from './place-grid.ts'
import type { CellsQuery } from './ports.ts'
import { filtered } from './select-sql.ts'

/** Rows in a box, as one filter. */
export const withinBox = (where: Expr | null, [west, south, east, north]: Box): Expr => {
  const box = { kind: 'bbox', west, south, east, north } as const
  return where ? { kind: 'and', left: where, right: box } : box
}

/** Square by square: its column, its row, how many rows, the mean of their positions. A shape stands where its middle is, brought into the box. */
export const cellsSql = ({ where, box, grid }: CellsQuery, shape: IndexedShape): Sql => {
  const [west, south, east, north] = box.map((edge) => sql`${edge}::double`)
  const [x, y] = neededPlace(shape).kind === 'geometry' ? [sql`(x + x2) / 2`, sql`(y + y2) / 2`] : [sql`x`, sql`y`]
  return sql`
    select floor((x + 180) / ${grid.side}::double)::bigint as i, floor(${drawn(sql`y`)} / ${grid.side}::double)::bigint as j,
      count(*), avg(x), avg(y)
    from (select greatest(${west}, least(${east}, ${x})) as x, greatest(${south}, least(${north}, ${y})) as y
          from idx.place where line in (select rowid from rows${filtered(withinBox(where, box), shape)}))
    group by i, j order by i, j`
}

/** How many rows have a position, and the box that holds all but the farthest half hundredth on each side. */
export const frameSql = (where: Expr | null, shape: IndexedShape): Sql => {
  const [farX, farY] = neededPlace(shape).kind === 'geometry' ? [sql`x2`, sql`y2`] : [sql`x`, sql`y`]
  const kept = where ? sql` where line in (select rowid from rows${filtered(where, shape)})` : sql``
  return sql`
    select count(*), quantile_disc(x, 0.005), quantile_disc(y, 0.005), quantile_disc(${farX}, 0.995), quantile_disc(${farY}, 0.995)
    from idx.place${kept}`
}

/** Mercator’s ordinate of a latitude, in degrees of longitude, as `squareOf` works it out. */
const drawn = (latitude: Sql): Sql =>
  sql`degrees(ln(tan(pi() / 4 + radians(greatest(-85.05, least(85.05, ${latitude}))) / 2)))`
