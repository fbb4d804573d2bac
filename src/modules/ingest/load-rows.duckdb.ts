import type { Duck } from '../../adapters/duckdb.ts'
import { digits, ident, join, type Sql, sql } from '../../kernel/sql.ts'
import { cellValue, isMisfit, isPlainText, isUntidy, presentText, tidy } from './cell-sql.ts'
import type { BuildRequest, Built, Misfit } from './ports.ts'
import type { TypedColumn } from './typing.ts'

const MISFITS_A_COLUMN = 10_000

export type Misfits = Pick<Built, 'misfitCounts' | 'misfits'>

/** Makes table `rows` in one reading of the relation. A second one, for the cells lost, only when there are some. */
export const loadRows = async (duck: Duck, relation: Sql, request: BuildRequest): Promise<Misfits> => {
  const { columns } = request
  const checked = columns.filter((c) => !isPlainText(c))
  const named = join(columns.map((c) => sql`${valueName(c)} as ${ident(c.column.name)}`))
  const misfit = join([sql`false`, ...checked.map((c) => isMisfit(c, valueName(c)))], ' or ')
  await duck.run(sql`create table rows as select ${named}, ${misfit} as ${MISFIT} from ${valuesOf(relation, columns)}`)
  const [[lost = 0] = []] = await duck.rows(sql`select count(*) from rows where ${MISFIT}`)
  await duck.run(sql`alter table rows drop column ${MISFIT}`)
  await tidyTexts(duck, columns)
  return lost === 0 ? { misfitCounts: {}, misfits: [] } : findMisfits(duck, relation, request, checked)
}

const valueName = (column: TypedColumn): Sql => ident(`v${column.source}`)

/** The relation with, beside its cells `c0`, `c1`…, what the rule of each column reads in them: `v0`, `v1`… */
const valuesOf = (relation: Sql, columns: readonly TypedColumn[]): Sql => {
  const values = columns.map((column) => sql`${cellValue(column)} as ${valueName(column)}`)
  return sql`(select *, ${join(values)} from ${relation})`
}

/** No column of a file has this name: theirs have no space. */
const MISFIT = ident('a misfit')

const TOGETHER = 100

/** Takes the blanks away from around the texts of the few columns that have some. */
const tidyTexts = async (duck: Duck, columns: readonly TypedColumn[]) => {
  const names = columns.filter(isPlainText).map((c) => ident(c.column.name))
  for (let from = 0; from < names.length; from += TOGETHER) {
    const group = names.slice(from, from + TOGETHER)
    const counts = join(group.map((name) => sql`count(*) filter (where ${isUntidy(name)})`))
    const [found = []] = await duck.rows(sql`select ${counts} from rows`)
    for (const [i, name] of group.entries())
      if (Number(found[i]) > 0) await duck.run(sql`update rows set ${name} = ${tidy(name)} where ${isUntidy(name)}`)
  }
}

const findMisfits = async (
  duck: Duck,
  relation: Sql,
  request: BuildRequest,
  checked: readonly TypedColumn[],
): Promise<Misfits> => {
  const counts = join(checked.map((c) => sql`count(*) filter (where ${isMisfit(c, valueName(c))})`))
  const [found = []] = await duck.rows(sql`select ${counts} from ${valuesOf(relation, checked)}`)
  const lost = checked.map((column, i) => ({ column, count: Number(found[i]) })).filter(({ count }) => count > 0)
  const misfits: Misfit[] = []
  for (const { column } of lost) misfits.push(...(await misfitsOf(duck, relation, column, request)))
  return { misfitCounts: Object.fromEntries(lost.map(({ column, count }) => [column.column.name, count])), misfits }
}

const misfitsOf = async (
  duck: Duck,
  relation: Sql,
  column: TypedColumn,
  request: BuildRequest,
): Promise<readonly Misfit[]> => {
  const numbered = request.relation.kind === 'csv' && request.relation.numbered
  const line = numbered ? sql`line` : sql`row_number() over () + ${digits(request.firstLine - 1)}`
  const rows = await duck.rows(sql`
    select line, ${presentText(column)} from (select ${line} as line, * from ${valuesOf(relation, [column])})
    where ${isMisfit(column, valueName(column))} order by line limit ${digits(MISFITS_A_COLUMN)}`)
  return rows.map(([at, text]) => ({ line: Number(at), column: column.column.name, value: String(text) }))
}
