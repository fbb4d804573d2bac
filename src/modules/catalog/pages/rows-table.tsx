import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Notice, Pagination, Table } from '../../../web/index.ts'
import type { Cell, Column, RowsPage } from '../../query/index.ts'
import type { Dataset } from '../dataset.ts'
import { ROWS_A_PAGE, type RowsView, rowsAddress } from '../rows-address.ts'
import type { Version } from '../version.ts'

interface RowsTableProps {
  readonly dataset: Dataset
  readonly version: Version
  readonly view: RowsView
  readonly rows: RowsPage
}

/** The rows: search, filter, sort, columns and pages, all of it in the address. */
export const RowsTable = (p: RowsTableProps) => {
  const { dataset, version, view, rows } = p
  const path = `/donnees/${dataset.slug}`
  const pages = Math.ceil(rows.total / ROWS_A_PAGE)
  return (
    <section aria-labelledby="lignes">
      <h2 id="lignes">Les lignes</h2>
      {view.mistake && (
        <Notice kind="bad" role="alert">
          <p>{view.mistake} Le tableau montre toutes les lignes.</p>
        </Notice>
      )}
      <form class="search" action={path}>
        <label class="hidden" for="mots">
          Chercher dans les lignes
        </label>
        <input id="mots" type="search" name="q" value={view.q} placeholder="Chercher dans les lignes" />
        <Kept view={view} without="q" />
        <button type="submit">Chercher</button>
      </form>
      <FilterForm {...p} path={path} />
      <p role="status">
        {view.filter || view.q
          ? `${count(rows.total, 'ligne')} sur ${formatNumber(version.rowCount)}`
          : count(rows.total, 'ligne')}
        {(view.filter || view.q || view.sort.length > 0 || view.select) && (
          <>
            {' · '}
            <a href={path}>Tout remettre</a>
          </>
        )}
      </p>
      {rows.rows.length === 0 ? (
        <Notice>
          <p>Aucune ligne ne répond à ce filtre. Élargissez-le, ou remettez tout.</p>
        </Notice>
      ) : (
        <Table
          caption={`${dataset.title} : ${count(rows.rows.length, 'ligne')}, page ${view.page} sur ${formatNumber(Math.max(1, pages))}`}
        >
          <thead>
            <tr>
              {rows.columns.map((column) => (
                <SortableHeader column={column} view={view} path={path} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.rows.map((row) => (
              <tr>
                {row.map((cell, i) => (
                  <DataCell cell={cell} column={rows.columns[i]} />
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination page={view.page} pages={pages} href={(page) => rowsAddress(path, view, { page })} />
    </section>
  )
}

/** What the address already says, kept by a form that changes one thing. */
const Kept = ({ view, without }: { readonly view: RowsView; readonly without: string }) => {
  const all: Readonly<Record<string, string>> = {
    q: view.q,
    filtre: view.filterText,
    tri: view.sort.map((s) => (s.descending ? '-' : '') + s.column).join(','),
    colonnes: view.select?.join(',') ?? '',
  }
  return (
    <>
      {Object.entries(all)
        .filter(([name, value]) => name !== without && value !== '')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}

const OPERATORS = [
  ['egal', 'est égal à'],
  ['different', 'est différent de'],
  ['contient', 'contient'],
  ['plus', 'est au moins'],
  ['moins', 'est au plus'],
  ['vide', 'est vide'],
  ['rempli', 'est rempli'],
] as const

const FilterForm = ({ version, view, path }: RowsTableProps & { readonly path: string }) => (
  <details open={view.filterText !== ''}>
    <summary>Filtrer et choisir les colonnes</summary>
    {view.filterText && (
      <p>
        Filtre en cours : <code>{view.filterText}</code>{' '}
        <a href={rowsAddress(path, view, { filterText: '', page: 1 })}>retirer</a>
      </p>
    )}
    <form action={`${path}/filtrer`} class="grid">
      <Kept view={view} without="" />
      <div>
        <label for="colonne">Colonne</label>
        <select id="colonne" name="colonne">
          {version.columns.map((c) => (
            <option value={c.name}>{c.label}</option>
          ))}
        </select>
      </div>
      <div>
        <label for="op">Condition</label>
        <select id="op" name="op">
          {OPERATORS.map(([value, label]) => (
            <option value={value}>{label}</option>
          ))}
        </select>
      </div>
      <div>
        <label for="valeur">Valeur</label>
        <input id="valeur" name="valeur" />
      </div>
      <div>
        <button type="submit">Ajouter ce filtre</button>
      </div>
    </form>
    <form action={path}>
      <Kept view={view} without="colonnes" />
      <fieldset>
        <legend>Colonnes montrées</legend>
        <ul class="tags">
          {version.columns.map((c) => (
            <li>
              <label class="tag">
                <input
                  type="checkbox"
                  name="colonnes"
                  value={c.name}
                  checked={!view.select || view.select.includes(c.name)}
                />{' '}
                {c.label}
              </label>
            </li>
          ))}
        </ul>
        <button type="submit" class="quiet">
          Montrer ces colonnes
        </button>
      </fieldset>
    </form>
  </details>
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
  const next =
    sorted === 'ascending' ? [{ column: column.name, descending: true }] : [{ column: column.name, descending: false }]
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

const isNumber = (column: Column | undefined) => column?.type === 'integer' || column?.type === 'number'

/** A cell as people read it: French numbers and dates, links that open, and « – » said as missing. */
export const DataCell = ({ cell, column }: { readonly cell: Cell; readonly column: Column | undefined }) => {
  if (cell === null)
    return (
      <td class={isNumber(column) ? 'num none' : 'none'}>
        <span aria-hidden="true">–</span>
        <span class="hidden">manquant</span>
      </td>
    )
  if (typeof cell === 'number')
    return <td class="num">{column?.semantic === 'year' ? String(cell) : formatNumber(cell, 6)}</td>
  if (typeof cell === 'boolean') return <td>{cell ? 'oui' : 'non'}</td>
  if (column?.type === 'date') return <td>{formatDate(cell)}</td>
  if (column?.semantic === 'url' && /^https?:\/\//.test(cell))
    return (
      <td>
        <a href={cell} rel="nofollow noopener ugc">
          {cell.length > 50 ? `${cell.slice(0, 48)}…` : cell}
        </a>
      </td>
    )
  if (column?.type === 'geometry') return <td>{cell.length > 70 ? `${cell.slice(0, 68)}…` : cell}</td>
  return (
    <td class={cell.length > 60 ? 'long' : cell.length < 44 ? 'short' : ''}>
      {cell.length > 300 ? `${cell.slice(0, 298)}…` : cell}
    </td>
  )
}
