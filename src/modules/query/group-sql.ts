import { invalid, unreachable } from '../../kernel/errors.ts'
import { digits, ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Measure } from './ast.ts'
import type { Column } from './column.ts'
import { columnNamed } from './compile.ts'
import type { IndexedShape } from './index-lines.ts'
import type { GroupQuery } from './ports.ts'
import { filtered } from './select-sql.ts'
import { valueNumber } from './table-shape.ts'

/** Groups and their measures, in an order that is the same every time. Columns of few values are grouped by the numbers of their values. */
export const groupSql = (query: GroupQuery, shape: IndexedShape): Sql => {
  const { columns } = shape
  const by = query.by.map((name) => keyOf(columnNamed(name, columns, '/by').name, shape))
  const measures = query.measures.map((measure) => sql`${measureSql(measure, columns)} as ${ident(measure.as)}`)
  const names = [...query.by, ...query.measures.map((m) => m.as)]
  const keys = query.sort.map(({ column, descending }) => {
    if (!names.includes(column))
      throw invalid(`On ne peut pas trier sur « ${column} ».`, [
        { pointer: '/sort', message: `attendu : ${names.join(', ')}` },
      ])
    const key = query.by.includes(column) ? keyOf(column, shape) : ident(column)
    return descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`
  })
  const groups = by.length > 0 ? sql` group by ${join(by)}` : sql``
  const order = join([...keys, ...by.map((key) => sql`${key} asc nulls last`)])
  return sql`select ${join([...by, ...measures])} from rows${filtered(query.where, shape)}${groups}${
    keys.length + by.length > 0 ? sql` order by ${order}` : sql``
  } limit ${digits(query.limit)}`
}

const keyOf = (name: string, shape: IndexedShape): Sql =>
  shape.repeated.includes(name) ? valueNumber(name) : ident(name)

const measureSql = (measure: Measure, columns: readonly Column[]): Sql => {
  if (measure.column === null) return sql`count(*)`
  const column = columnNamed(measure.column, columns, '/measures')
  const name = ident(column.name)
  const numeric = column.type === 'integer' || column.type === 'number'
  if ((measure.of === 'sum' || measure.of === 'avg' || measure.of === 'median') && !numeric)
    throw invalid(`« ${measure.of} » demande une colonne de nombres ; « ${column.name} » n’en est pas une.`, [
      { pointer: '/measures', message: 'attendu : une colonne de nombres' },
    ])
  switch (measure.of) {
    case 'count':
      return sql`count(${name})`
    case 'sum':
      return sql`sum(${name})::double`
    case 'avg':
      return sql`avg(${name})`
    case 'median':
      return sql`median(${name})::double`
    case 'min':
      return sql`min(${name})`
    case 'max':
      return sql`max(${name})`
    case 'distinct':
      return sql`count(distinct ${name})`
    default:
      return unreachable(measure.of)
  }
}
