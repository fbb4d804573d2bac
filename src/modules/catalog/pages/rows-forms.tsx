import type { Column } from '../../query/index.ts'
import { type RowsView, rowsAddress, withinName } from '../rows-address.ts'

/** What the address already says, kept by a form that changes one thing. */
export const Kept = ({
  view,
  without,
}: {
  readonly view: RowsView
  readonly without: readonly ('q' | 'filtre' | 'tri' | 'colonnes' | 'dans')[]
}) => {
  const within = Object.entries(view.within).map(([column, text]) => ['dans', withinName(column), text] as const)
  const all = [
    ['q', 'q', view.q] as const,
    ['filtre', 'filtre', view.filterText] as const,
    ['tri', 'tri', view.sort.map((s) => (s.descending ? '-' : '') + s.column).join(',')] as const,
    ['colonnes', 'colonnes', view.select?.join(',') ?? ''] as const,
    ...within,
  ]
  return (
    <>
      {all
        .filter(([part, , value]) => !without.includes(part) && value !== '')
        .map(([, name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}

interface FormProps {
  readonly columns: readonly Column[]
  readonly view: RowsView
  readonly path: string
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

/** One condition at a time, added to the filter there is; the filter itself is shown, since it is also that of the API. */
export const FilterForm = ({ columns, view, path }: FormProps) => (
  <details class="plain" open={view.filterText !== ''}>
    <summary>Filtrer les lignes</summary>
    {view.filterText && (
      <p>
        Filtre en cours : <code>{view.filterText}</code>{' '}
        <a href={rowsAddress(path, view, { filterText: '', filter: null, page: 1 })}>retirer</a>
      </p>
    )}
    <form action={`${path}/filtrer`} class="grid">
      <Kept view={view} without={[]} />
      <div>
        <label for="colonne">Colonne</label>
        <select id="colonne" name="colonne">
          {columns.map((c) => (
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
      <div class="end">
        <button type="submit">Ajouter ce filtre</button>
      </div>
    </form>
  </details>
)

/** Which columns the table shows. */
export const ColumnChoice = ({ columns, view, path }: FormProps) => (
  <details class="plain" open={view.select !== null}>
    <summary>Choisir les colonnes</summary>
    <form action={path}>
      <Kept view={view} without={['colonnes']} />
      <fieldset>
        <legend class="hidden">Colonnes montrées</legend>
        <ul class="tags">
          {columns.map((c) => (
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
