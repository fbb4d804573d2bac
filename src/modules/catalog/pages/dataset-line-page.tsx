import { formatNumber } from '../../../kernel/french.ts'
import type { Cell, Column } from '../../query/index.ts'
import { ROWS_A_PAGE } from '../rows-address.ts'
import type { Version } from '../version.ts'
import { DataCell } from './data-cell.tsx'
import { DatasetFrame, type DatasetView } from './dataset-frame.tsx'

export interface DatasetLineProps extends DatasetView {
  /** The version that the line is of. */
  readonly version: Version
  /** From 1. */
  readonly line: number
  readonly columns: readonly Column[]
  readonly row: readonly Cell[]
}

/** One row, column by column: what a map or a citation leads to. The table `ligne` is also taken by the map. */
export const DatasetLinePage = (p: DatasetLineProps) => {
  const { dataset, version, line } = p
  const path = `/donnees/${dataset.slug}`
  const page = Math.ceil(line / ROWS_A_PAGE)
  const current = version.id === dataset.versionId
  return (
    <DatasetFrame {...p} tab="" line={line}>
      <h2>{`Ligne ${formatNumber(line)}`}</h2>
      <p class="soft">
        {`Telle que dans la version ${version.number}`}
        {current ? ', la version publiée.' : ' ; une version plus récente est publiée.'}
      </p>
      <table class="line" id="ligne">
        <caption class="hidden">{`Ligne ${formatNumber(line)} de « ${dataset.title} »`}</caption>
        <tbody>
          {p.columns.map((column, i) => (
            <tr>
              <th scope="row">
                {column.label}
                {column.unit && <span class="soft"> ({column.unit})</span>}
              </th>
              <DataCell cell={p.row[i] ?? null} column={column} whole />
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {current && (
          <>
            <a href={page > 1 ? `${path}?page=${page}#lignes` : `${path}#lignes`}>Voir cette ligne parmi les autres</a>
            {' · '}
          </>
        )}
        <a href={`/api/v1/datasets/${dataset.slug}/rows/${line}?version=${version.number}`}>La même ligne en JSON</a>
      </p>
    </DatasetFrame>
  )
}
