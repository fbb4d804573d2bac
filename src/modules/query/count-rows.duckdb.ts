import type { DuckCell } from '../../adapters/duckdb.ts'
import { digits, ident, join, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { compile, indexLines, isIndexed } from './compile.ts'
import type { IndexedShape } from './index-lines.ts'
import type { OpenVersion } from './open-versions.duckdb.ts'
import { plainReading } from './plain-reading.ts'

/** How many rows a filter keeps, counted by the cheapest way it allows: an index, the combinations of the values compared, or the rows. */
export const countRows = async (
  version: OpenVersion,
  where: Expr,
  shape: IndexedShape,
  stop: AbortSignal,
): Promise<number> => {
  const question = isIndexed(where)
    ? sql`select count(*) from (${indexLines(where, shape)})`
    : sql`select count(*) from rows where ${compile(where, shape)}`
  const counted = await countCombinations(version, where)
  if (counted !== null) return counted
  const [[total] = []] = await version.lend((duck) => duck.rows(question, stop))
  return Number(total)
}

/** Fewer rows are counted in no time. */
const LARGE = 100_000
/** Rows drawn to tell whether the values of some columns make few combinations, and how many are few. */
const DRAWN = 20_000
const FEW = 2_000
/** Sets of columns whose combinations are kept, of one version. */
const KEPT = 50

/** The rows kept among the combinations of values of the columns compared, each with its number of rows; null when they are many. */
const countCombinations = async (version: OpenVersion, where: Expr): Promise<number | null> => {
  const named = new Set(comparedColumns(where))
  const columns = version.shape.columns.filter(({ name }) => named.has(name))
  const keeps = version.encoded.count < LARGE ? null : plainReading(where, columns)
  const combinations =
    keeps &&
    (await combinationsOf(
      version,
      columns.map(({ name }) => name),
    ))
  if (!combinations) return null
  return combinations.reduce((sum, cells) => (keeps(cells) ? sum + Number(cells.at(-1)) : sum), 0)
}

const comparedColumns = (where: Expr): readonly string[] => {
  switch (where.kind) {
    case 'and':
    case 'or':
      return [...comparedColumns(where.left), ...comparedColumns(where.right)]
    case 'not':
      return comparedColumns(where.of)
    case 'search':
    case 'bbox':
      return []
    default:
      return [where.column]
  }
}

/** Values of some columns, then how many rows have them. */
type Combination = readonly DuckCell[]

const known = new WeakMap<OpenVersion, Map<string, Promise<readonly Combination[] | null>>>()

/** A version never changes: its combinations are made once, and answer any comparison. */
const combinationsOf = (
  version: OpenVersion,
  columns: readonly string[],
): Promise<readonly Combination[] | null> | null => {
  const sets = known.get(version) ?? new Map<string, Promise<readonly Combination[] | null>>()
  known.set(version, sets)
  const key = columns.join('\n')
  const found = sets.get(key)
  if (found || sets.size >= KEPT) return found ?? null
  const making = makeCombinations(version, columns)
  sets.set(key, making)
  making.catch(() => sets.delete(key))
  return making
}

/** Made for all who wait: whoever asked first may leave. */
const makeCombinations = (version: OpenVersion, columns: readonly string[]): Promise<readonly Combination[] | null> =>
  version.lend(async (duck) => {
    const cells = join(columns.map(ident))
    const one = digits(Math.floor(version.encoded.count / DRAWN))
    const [[drawn] = []] = await duck.rows(
      sql`select count(*) from (select distinct ${cells} from rows where hash(rowid) % ${one} = 0)`,
    )
    if (Number(drawn) > FEW) return null
    const found = await duck.rows(sql`select ${cells}, count(*) from rows group by all limit ${digits(4 * FEW + 1)}`)
    return found.length > 4 * FEW ? null : found
  })
