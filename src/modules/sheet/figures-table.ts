import { bold, INK, INNER, MARGIN, PAGE, RIVER, RULE, RULE_STRONG, SOFT, STONE, sans } from './look.ts'
import { block, decoration, rule } from './shapes.ts'
import type { SheetContent, SheetRow, SheetThemeRows } from './sheet-content.ts'
import { type Look, type Measure, type Node, type Paragraph, paragraph, type Run } from './typeset.ts'

/** Sizes of the letters of the table, the first that lets all in with some air is taken, else the first that lets all in. */
const SIZES = [9.2, 8.8, 8.4, 8, 7.6, 7.2] as const
/** With less than this between lines, smaller letters read better, if they leave more. */
const AIRY = 2.5
/** Lines are never farther apart than this, in points over what their text takes. */
const AIRIEST = 7

/**
 * The table of figures in the largest letters that let everything in; failing that, in the smallest, without the rows that
 * come last in precedence. `roomFor` gives the height there is when some rows are left out.
 */
export const fittedTable = (measure: Measure, content: SheetContent, roomFor: (left: number) => number): SetTable => {
  let tight: SetTable | null = null
  for (const size of SIZES) {
    const table = setTable(measure, content, content.themes, size)
    const air = (roomFor(0) - table.height) / table.shown
    if (air >= AIRY) return { ...table, air: Math.min(AIRIEST, air) }
    if (air >= 0) tight ??= { ...table, air }
  }
  if (tight) return tight
  const order = content.themes.flatMap(({ rows }) => rows).toSorted((a, b) => a.precedence - b.precedence)
  const smallest = SIZES.at(-1) ?? 7
  const keeping = (n: number) => {
    const kept = new Set(order.slice(0, n))
    const themes = content.themes.map(({ name, rows }) => ({ name, rows: rows.filter((row) => kept.has(row)) }))
    return setTable(
      measure,
      content,
      themes.filter(({ rows }) => rows.length > 0),
      smallest,
    )
  }
  let [low, high] = [0, order.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (keeping(middle).height <= roomFor(order.length - middle)) low = middle
    else high = middle - 1
  }
  return keeping(low)
}

/** A table ready to be placed. */
export interface SetTable {
  readonly columns: readonly SetColumn[]
  readonly heads: SetRow
  readonly themes: readonly SetTheme[]
  readonly height: number
  /** Rows kept. */
  readonly shown: number
  /** Points added to each row, shared above and below. */
  readonly air: number
}

interface Column {
  readonly head: string
  readonly right: boolean
  readonly colour: string
  /** The widest that it may be; the name of the figure takes what the others leave. */
  readonly most: number
  readonly text: (row: SheetRow) => string
}

interface SetColumn extends Column {
  readonly left: number
  readonly width: number
}

/** Columns that have something to say, the name of the figure apart. */
const columnsOf = ({ themes, beside }: SheetContent): readonly Column[] => {
  const column = (head: string, right: boolean, most: number, text: Column['text'], colour = INK): Column => ({
    ...{ head, right, most, text, colour },
  })
  const all = [
    column(HERE, true, 84, ({ value }) => value),
    column('Date', false, 64, ({ when }) => when, SOFT),
    column('Évolution', false, 104, ({ change }) => change),
    ...beside.map((name, i) => column(name, true, 62, (row) => row.beside[i] ?? '', SOFT)),
    column('Place', true, 74, ({ rank }) => rank),
    column('Source', true, 34, ({ source }) => String(source), SOFT),
  ]
  return all.filter(({ text }) => themes.some(({ rows }) => rows.some((row) => text(row) !== '')))
}

/** Head of the column of the place itself. */
const HERE = 'Ici'
const THEME = 66
/** Between a column and the next. */
const BETWEEN = 9
const HEAD_SIZE = 7.5

/** Each column as wide as its widest text, from the right margin to the left. */
const setColumns = (measure: Measure, content: SheetContent, size: number): readonly SetColumn[] => {
  const rows = content.themes.flatMap((theme) => theme.rows)
  const columns = columnsOf(content).map((column) => {
    const widest = Math.max(
      measure(column.head, 'bold', HEAD_SIZE),
      ...rows.map((row) => measure(column.text(row), cellLook(column, row).face ?? 'sans', size)),
    )
    return { ...column, width: Math.min(column.most, widest + 0.5) }
  })
  let right = PAGE.width - MARGIN
  const set: SetColumn[] = []
  for (const column of columns.toReversed()) {
    set.unshift({ ...column, left: right - column.width })
    right -= column.width + BETWEEN
  }
  return set
}

interface SetRow {
  readonly cells: readonly Paragraph[]
  readonly height: number
}
interface SetTheme {
  readonly name: Paragraph
  readonly rows: readonly SetRow[]
  readonly height: number
}

const THEME_GAP = 3
const NAME = MARGIN + THEME

const setTable = (
  measure: Measure,
  content: SheetContent,
  themes: readonly SheetThemeRows[],
  size: number,
): SetTable => {
  const columns = setColumns(measure, content, size)
  const nameWidth = (columns[0]?.left ?? 0) - BETWEEN - NAME
  const look = (right: boolean, more: Partial<Look>): Look =>
    sans(size, INK, { leading: 1.22, align: right ? 'right' : 'left', ...more })
  const setRow = (row: SheetRow): SetRow =>
    asRow([
      paragraph(measure, nameOf(row), nameWidth, look(false, {})),
      ...columns.map((column) =>
        paragraph(measure, column.text(row) || '–', column.width, look(column.right, cellLook(column, row))),
      ),
    ])
  const setThemes = themes.map(({ name, rows }): SetTheme => {
    const named = paragraph(measure, name, THEME - BETWEEN, bold(size + 0.3, RIVER, { leading: 1.18 }))
    const set = rows.map(setRow)
    return { name: named, rows: set, height: Math.max(named.height, sum(set)) }
  })
  const head = (text: string, width: number, right: boolean) =>
    paragraph(measure, text, width, look(right, { face: 'bold', size: HEAD_SIZE, colour: SOFT }))
  const heads = asRow([
    head('Thème', THEME - BETWEEN, false),
    head('Chiffre', nameWidth, false),
    ...columns.map((column) => head(column.head, column.width, column.right)),
  ])
  const height = heads.height + HEAD_GAP + setThemes.reduce((all, theme) => all + theme.height + 2 * THEME_GAP, 0)
  const shown = themes.reduce((all, { rows }) => all + rows.length, 0)
  return { columns, heads, themes: setThemes, height, shown, air: 0 }
}

/** The figure of the place stands out; why there is none does not, no more than what nobody knows. */
const cellLook = ({ head, text, colour }: Column, row: SheetRow): Partial<Look> => {
  if (text(row) === '') return { colour: RULE_STRONG }
  if (head !== HERE) return { colour }
  return row.known ? { face: 'bold' } : { colour: SOFT }
}

/** Between the heads of columns and the first theme. */
const HEAD_GAP = 3
const asRow = (cells: readonly Paragraph[]): SetRow => ({
  cells,
  height: Math.max(...cells.map(({ height }) => height)),
})
const sum = (rows: readonly SetRow[]): number => rows.reduce((all, { height }) => all + height, 0)

const nameOf = (row: SheetRow): readonly Run[] => [
  { text: row.made ? `${row.label}*` : row.label },
  ...(row.unit ? [{ text: ` (${row.unit})`, colour: SOFT }] : []),
]

/** A table at its height on the page, and where it ends. */
export const tableAt = (
  { columns, heads, themes, air }: SetTable,
  top: number,
): { readonly nodes: readonly Node[]; readonly bottom: number } => {
  const row = (
    cells: readonly Paragraph[],
    y: number,
    tag: (i: number) => Pick<Node, 'tag' | 'scope'>,
  ): readonly Node[] => cells.map((text, i) => ({ ...tag(i), children: text.at(columns[i - 1]?.left ?? NAME, y) }))
  const head: Node = {
    tag: 'TR',
    children: [
      ...heads.cells.map((text, i): Node => {
        const left = [MARGIN, NAME, ...columns.map((column) => column.left)][i] ?? NAME
        return { tag: 'TH', scope: 'Column', children: text.at(left, top + heads.height - text.height) }
      }),
    ],
  }
  let y = top + heads.height + HEAD_GAP
  const lines: Node[] = [decoration(rule([MARGIN, y], [PAGE.width - MARGIN, y], RULE_STRONG, 0.8))]
  const body = themes.flatMap((theme, t) => {
    const start = y + THEME_GAP
    y = start
    const rows = theme.rows.map((one, i): Node => {
      const cells = row(one.cells, y + air / 2, (column) =>
        column === 0 ? { tag: 'TH', scope: 'Row' } : { tag: 'TD' },
      )
      const name: readonly Node[] =
        i === 0
          ? [{ tag: 'TH', scope: 'Row', rows: theme.rows.length, children: theme.name.at(MARGIN, y + air / 2) }]
          : []
      y += one.height + air
      return { tag: 'TR', children: [...name, ...cells] }
    })
    y = Math.max(y, start + theme.name.height) + THEME_GAP
    if (t % 2 === 1)
      lines.unshift(decoration(block(MARGIN - 6, start - THEME_GAP, INNER + 12, y - start + THEME_GAP, STONE)))
    lines.push(decoration(rule([MARGIN, y], [PAGE.width - MARGIN, y], RULE)))
    return rows
  })
  const table: Node = {
    tag: 'Table',
    children: [
      { tag: 'THead', children: [head] },
      { tag: 'TBody', children: body },
    ],
  }
  return { nodes: [...lines, table], bottom: y }
}
