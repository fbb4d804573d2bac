import { DomainError } from '../../kernel/errors.ts'
import { type Column, type Expr, parseFilter, parseSelect, parseSort, print, type Sort } from '../query/index.ts'
import { searchInColumn } from './column-search.ts'

/** What the address of a dataset's page asks of its table. */
export interface RowsView {
  readonly filter: Expr | null
  /** The filter as it stands in the address, even when it cannot be read. */
  readonly filterText: string
  readonly mistake: string | null
  readonly q: string
  /** What is searched in one column, by column name, as typed. */
  readonly within: Readonly<Record<string, string>>
  /** The searches in columns that could be read. */
  readonly searches: readonly Expr[]
  readonly sort: readonly Sort[]
  readonly select: readonly string[] | null
  readonly page: number
}

export const ROWS_A_PAGE = 25

/** Reads the view; a filter that cannot be read is told on the page, and the table shows all rows. */
export const readRowsAddress = (address: string, columns: readonly Column[]): RowsView => {
  const search = new URL(address, 'http://localhost').searchParams
  const names = new Set(columns.map((c) => c.name))
  const filterText = search.get('filtre') ?? ''
  const { filter, mistake } = readFilterText(filterText)
  const { within, searches, mistakes } = readWithin(search, columns)
  const page = Number(search.get('page') ?? 1)
  const select = parseSelect(search.getAll('colonnes').join(','))?.filter((name) => names.has(name)) ?? null
  return {
    filter,
    filterText,
    mistake: [mistake, ...mistakes].filter(Boolean).join(' ') || null,
    within,
    searches,
    q: (search.get('q') ?? '').slice(0, 200),
    sort: parseSort(search.get('tri') ?? '').filter((s) => names.has(s.column)),
    select: select && select.length > 0 ? select : null,
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

const WITHIN = 'dans.'

/** The name of the field that searches in a column: `dans.commune`. */
export const withinName = (column: string): string => WITHIN + column

const readWithin = (search: URLSearchParams, columns: readonly Column[]) => {
  const typed = columns.flatMap((column) => {
    const text = (search.get(withinName(column.name)) ?? '').trim().slice(0, 200)
    return text === '' ? [] : [{ column, text, read: searchInColumn(column, text) }]
  })
  return {
    within: Object.fromEntries(typed.map(({ column, text }) => [column.name, text])),
    searches: typed.flatMap(({ read }) => (read.kind === 'found' ? [read.expr] : [])),
    mistakes: typed.flatMap(({ read }) => (read.kind === 'unreadable' ? [read.detail] : [])),
  }
}

/** True when an address carries fields left empty by a form: its short form says the same. */
export const hasEmptyFields = (address: string): boolean => /[?&][^=&]+=(&|$)/.test(address)

const readFilterText = (text: string): { filter: Expr | null; mistake: string | null } => {
  if (text.trim() === '') return { filter: null, mistake: null }
  try {
    return { filter: parseFilter(text), mistake: null }
  } catch (error) {
    if (error instanceof DomainError) return { filter: null, mistake: error.message }
    throw error
  }
}

/** The address of the same view with changes. */
export const rowsAddress = (path: string, view: RowsView, changes: Partial<RowsView>): string => {
  const v = { ...view, ...changes }
  const search = new URLSearchParams()
  if (v.filterText) search.set('filtre', v.filterText)
  if (v.q) search.set('q', v.q)
  for (const [column, text] of Object.entries(v.within)) search.set(withinName(column), text)
  if (v.sort.length > 0) search.set('tri', v.sort.map((s) => (s.descending ? '-' : '') + s.column).join(','))
  if (v.select) search.set('colonnes', v.select.join(','))
  if (v.page > 1) search.set('page', String(v.page))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** The same view as parameters of the API. */
export const apiParameters = (view: RowsView): string => {
  const search = new URLSearchParams()
  const where = allOf([...(view.filter ? [view.filter] : []), ...view.searches])
  if (where) search.set('where', print(where))
  if (view.q) search.set('q', view.q)
  if (view.sort.length > 0) search.set('sort', view.sort.map((s) => (s.descending ? '-' : '') + s.column).join(','))
  if (view.select) search.set('select', view.select.join(','))
  const text = search.toString()
  return text ? `?${text}` : ''
}

/** Filter, searches in columns and words together. */
export const whereOf = (view: RowsView): Expr | null =>
  allOf([
    ...(view.filter ? [view.filter] : []),
    ...view.searches,
    ...(view.q ? [{ kind: 'search', text: view.q } as const] : []),
  ])

const allOf = (parts: readonly Expr[]): Expr | null =>
  parts.reduce<Expr | null>((left, right) => (left ? { kind: 'and', left, right } : right), null)

/** A condition made with the form, added to the filter there is. Null when the form was left empty. */
export const withCondition = (view: RowsView, column: Column | undefined, op: string, value: string): string | null => {
  if (!column) return null
  const condition = conditionOf(column, op, value.trim())
  if (!condition) return null
  return print(view.filter ? { kind: 'and', left: view.filter, right: condition } : condition)
}

const conditionOf = (column: Column, op: string, text: string): Expr | null => {
  if (op === 'vide') return { kind: 'is-null', column: column.name }
  if (op === 'rempli') return { kind: 'not', of: { kind: 'is-null', column: column.name } }
  if (text === '') return null
  if (op === 'contient') return { kind: 'contains', column: column.name, text }
  const numeric = column.type === 'integer' || column.type === 'number'
  const number = Number(text.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.'))
  const value =
    numeric && Number.isFinite(number) ? number : column.type === 'boolean' ? /^(oui|vrai|true|1)$/i.test(text) : text
  const compare = { egal: '=', different: '!=', plus: '>=', moins: '<=' } as const
  return op in compare ? { kind: 'compare', column: column.name, op: compare[op as keyof typeof compare], value } : null
}
