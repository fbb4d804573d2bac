import { count, formatNumber } from '../../../kernel/french.ts'
import { Notice, Pagination, Table } from '../../../web/index.ts'
import type { Column, RowsPage } from '../../query/index.ts'
import type { Dataset } from '../dataset.ts'
import { ROWS_A_PAGE, type RowsView, rowsAddress, withinName } from '../rows-address.ts'
import type { Version } from '../version.ts'
import { DataCell, isNumber } from './data-cell.tsx'
import { ColumnChoice, FilterForm, Kept } from './rows-forms.tsx'

interface RowsTableProps {
  readonly dataset: Dataset
  readonly version: Version
  readonly view: RowsView
  readonly rows: RowsPage
}

/**
 * The rows: search, search in columns, filter, sort, columns and pages, all of it in the address. The island
 * `table-search` asks for the same address while one types, and changes the parts that have an id.
 */
export const RowsTable = (p: RowsTableProps) => {
  const { dataset, version, view, rows } = p
  const path = `/donnees/${dataset.slug}`
  const pages = Math.ceil(rows.total / ROWS_A_PAGE)
  return (
    <table-search>
      <section aria-labelledby="lignes">
        <h2 id="lignes">Les lignes</h2>
        <div id="refus">
          {view.mistake && (
            <Notice kind="bad" role="alert">
              <p>{view.mistake} Le tableau ne tient pas compte de cette demande.</p>
            </Notice>
          )}
        </div>
        <form class="search" action={path} id="recherche">
          <label class="hidden" for="mots">
            Chercher dans les lignes
          </label>
          <input id="mots" type="search" name="q" value={view.q} placeholder="Chercher dans les lignes" />
          <Kept view={view} without={['q', 'dans']} />
          <button type="submit">Chercher</button>
        </form>
        <FilterForm columns={version.columns} view={view} path={path} />
        <ColumnChoice columns={version.columns} view={view} path={path} />
        <p role="status" id="compte">
          {rows.total < version.rowCount
            ? `${count(rows.total, 'ligne')} sur ${formatNumber(version.rowCount)}`
            : count(rows.total, 'ligne')}
          {rowsAddress(path, view, { page: 1 }) !== path && (
            <>
              {' · '}
              <a href={path}>Tout remettre</a>
            </>
          )}
        </p>
        <Table caption={`${dataset.title} : page ${formatNumber(view.page)} sur ${formatNumber(Math.max(1, pages))}`}>
          <thead>
            <tr id="intitules">
              {rows.columns.map((column) => (
                <SortableHeader column={column} view={view} path={path} />
              ))}
            </tr>
            <tr class="noprint">
              {rows.columns.map((column) => (
                <td>{column.type !== 'geometry' && <ColumnSearchField column={column} view={view} />}</td>
              ))}
            </tr>
          </thead>
          <tbody id="corps">
            {rows.rows.length === 0 && (
              <tr>
                <td colSpan={Math.max(1, rows.columns.length)}>
                  Aucune ligne ne répond à cette demande. Élargissez-la, ou <a href={path}>remettez tout</a>.
                </td>
              </tr>
            )}
            {rows.rows.map((row) => (
              <tr>
                {row.map((cell, i) => (
                  <DataCell cell={cell} column={rows.columns[i]} />
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
        <div id="suite">
          <Pagination page={view.page} pages={pages} href={(page) => rowsAddress(path, view, { page })} />
        </div>
      </section>
    </table-search>
  )
}

const HINTS: Readonly<Record<Column['type'], string>> = {
  text: 'contient…',
  integer: '> 100, 10..20',
  number: '> 100, 10..20',
  date: '2024, 2024-03',
  datetime: '2024, 2024-03',
  boolean: 'oui, non',
  geometry: '',
}

const ColumnSearchField = ({ column, view }: { readonly column: Column; readonly view: RowsView }) => (
  <input
    form="recherche"
    name={withinName(column.name)}
    value={view.within[column.name] ?? ''}
    placeholder={HINTS[column.type]}
    aria-label={`Chercher dans la colonne ${column.label}`}
    autocomplete="off"
  />
)

const SortableHeader = ({
  column,
  view,
  path,
}: {
  readonly column: Column
  readonly view: RowsView
  readonly path: string
}) => {
  const [current] = view.sort
  const sorted = current?.column === column.name ? (current.descending ? 'descending' : 'ascending') : undefined
  const next = [{ column: column.name, descending: sorted === 'ascending' }]
  return (
    <th scope="col" class={isNumber(column) ? 'num' : ''} aria-sort={sorted}>
      <a href={rowsAddress(path, view, { sort: next, page: 1 })} rel="nofollow">
        {column.label}
        {column.unit && <span class="soft"> ({column.unit})</span>}
        {sorted && <span aria-hidden="true">{sorted === 'ascending' ? ' ▲' : ' ▼'}</span>}
      </a>
    </th>
  )
}
