import { Notice } from '../../../web/index.ts'
import type { RowsPage } from '../../query/index.ts'
import type { ChosenFigure } from '../choose-figure.ts'
import { renderMarkdown } from '../markdown.ts'
import type { DatasetSummary } from '../ports.ts'
import type { RowsView } from '../rows-address.ts'
import { DatasetCard } from './dataset-card.tsx'
import { Downloads } from './dataset-downloads.tsx'
import { DatasetFigure } from './dataset-figure.tsx'
import { DatasetFrame, type DatasetView } from './dataset-frame.tsx'
import { hasMap, RowsMap } from './rows-map.tsx'
import { RowsTable } from './rows-table.tsx'

export interface DatasetPageProps extends DatasetView {
  readonly view: RowsView
  readonly rows: RowsPage | null
  readonly figure: ChosenFigure | null
  readonly similar: readonly DatasetSummary[]
}

/** The page of a dataset: what it says, a figure, its files, its rows, its terms. */
export const DatasetPage = (p: DatasetPageProps) => (
  <DatasetFrame {...p} tab="" islands={['copy', 'table-search', ...(hasMap(p.version) ? ['map'] : [])]}>
    <div class="columns">
      <div>
        {p.dataset.description && (
          <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.dataset.description) }} />
        )}
        <div id="figure">{p.figure && <DatasetFigure {...p} figure={p.figure} />}</div>
        {!p.version && (
          <Notice>
            <p>Ce jeu de données n’a pas encore de lignes : aucun fichier n’a été publié.</p>
          </Notice>
        )}
      </div>
      {hasMap(p.version) && <RowsMap {...p} version={p.version} />}
      <aside aria-label="Fichiers">{p.version && <Downloads {...p} version={p.version} />}</aside>
    </div>
    {p.version && p.rows && <RowsTable {...p} version={p.version} rows={p.rows} />}
    <DatasetCard {...p} />
    {p.similar.length > 0 && (
      <>
        <h2>À voir aussi</h2>
        <ul class="grid">
          {p.similar.map(({ dataset, producerName }) => (
            <li class="card">
              <h3>
                <a href={`/donnees/${dataset.slug}`}>{dataset.title}</a>
              </h3>
              <p class="small soft">{producerName}</p>
            </li>
          ))}
        </ul>
      </>
    )}
  </DatasetFrame>
)
