import { count, formatBytes, formatDate } from '../../../kernel/french.ts'
import { Table } from '../../../web/index.ts'
import { renderMarkdown } from '../markdown.ts'
import type { WithdrawnVersion } from '../ports.ts'
import type { Diagnostic, Version, VersionChange } from '../version.ts'
import { withdrawnInWords } from '../withdrawn-words.ts'
import { DatasetFrame, type DatasetView } from './dataset-frame.tsx'
import { ReadingDecisions } from './reading-decisions.tsx'

/** Another portal that has a dataset, and its page there. */
export interface Origin {
  readonly title: string
  readonly url: string
}

/** Where the data come from, where else they are, what was understood of the file, and what changed from version to version. */
export const DatasetVersionsPage = (
  p: DatasetView & { readonly origins: readonly Origin[]; readonly withdrawn: readonly WithdrawnVersion[] },
) => (
  <DatasetFrame {...p} tab="/versions">
    {p.dataset.provenance && (
      <>
        <h2>D’où viennent ces données</h2>
        <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.dataset.provenance) }} />
        {p.dataset.sourceUrl && (
          <p>
            <a href={p.dataset.sourceUrl} rel="noopener">
              Page du producteur
            </a>
          </p>
        )}
      </>
    )}
    {p.origins.length > 0 && (
      <>
        <h2>Où ce jeu est aussi publié</h2>
        <ul>
          {p.origins.map(({ title, url }) => (
            <li>
              <a href={url} rel="nofollow ugc noopener">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </>
    )}
    {p.version && <Understood version={p.version} slug={p.dataset.slug} />}
    <h2>Les versions</h2>
    <Table caption="Versions, de la plus récente à la plus ancienne">
      <thead>
        <tr>
          {['Version', 'Date', 'Lignes', 'Ce qui a changé', 'Fichier reçu', 'Relire cette version'].map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {p.versions.map((version) => (
          <tr>
            <th scope="row">
              {version.number}
              {version.id === p.dataset.versionId && <span class="soft"> (publiée)</span>}
            </th>
            <td>{formatDate(version.createdAt)}</td>
            <td class="num">{count(version.rowCount, 'ligne')}</td>
            <td>{changeInWords(version.change)}</td>
            <td>
              {version.original.name}, {formatBytes(version.original.bytes)}
            </td>
            <td class="short">
              <VersionFiles slug={p.dataset.slug} version={version} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
    {p.withdrawn
      .filter(({ publishedAt }) => publishedAt !== null)
      .map((version) => (
        <p class="small soft">{withdrawnInWords(version)}</p>
      ))}
  </DatasetFrame>
)

const VersionFiles = ({ slug, version }: { readonly slug: string; readonly version: Version }) => (
  <>
    {(['csv', 'parquet', 'json'] as const).map((format, i) => (
      <>
        {i > 0 && ' · '}
        <a href={`/api/v1/datasets/${slug}/rows.${format}?version=${version.number}`} download rel="nofollow">
          {format === 'parquet' ? 'Parquet' : format.toUpperCase()}
          <span class="hidden"> de la version {version.number}</span>
        </a>
      </>
    ))}
  </>
)

/** A difference in a sentence. */
export const changeInWords = (change: VersionChange | null): string => {
  if (!change) return 'Première version.'
  const parts = [
    change.rowsAdded > 0 ? `${count(change.rowsAdded, 'ligne ajoutée', 'lignes ajoutées')}` : '',
    change.rowsRemoved > 0 ? `${count(change.rowsRemoved, 'ligne retirée', 'lignes retirées')}` : '',
    change.rowsChanged ? `${count(change.rowsChanged, 'ligne modifiée', 'lignes modifiées')}` : '',
    change.columnsAdded.length > 0 ? `colonnes ajoutées : ${change.columnsAdded.join(', ')}` : '',
    change.columnsRemoved.length > 0 ? `colonnes retirées : ${change.columnsRemoved.join(', ')}` : '',
    change.columnsRetyped.length > 0 ? `types changés : ${change.columnsRetyped.map((c) => c.name).join(', ')}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Rien n’a changé dans les lignes.' : `${parts.join(' ; ')}.`
}

const Understood = ({ version, slug }: { readonly version: Version; readonly slug: string }) => (
  <>
    <h2>Ce que nous avons compris du fichier</h2>
    <ReadingDecisions version={version} />
    {(version.rejectedCount > 0 || (version.diagnosticCounts.find((c) => c.kind === 'misfit')?.total ?? 0) > 0) && (
      <p>
        {version.rejectedCount > 0 && `${count(version.rejectedCount, 'ligne mise de côté', 'lignes mises de côté')}. `}
        <a href={`/donnees/${slug}/rejets.csv`} download>
          Télécharger ce qui a été mis de côté (CSV)
        </a>
      </p>
    )}
    <Remarks diagnostics={version.diagnostics} totals={version.diagnosticCounts} />
  </>
)

const RANK = { error: 0, warning: 1, info: 2 } as const

/** Remarks on the file, the worst first, with how many of each kind are not shown. */
export const Remarks = ({
  diagnostics,
  totals,
}: {
  readonly diagnostics: readonly Diagnostic[]
  readonly totals: Version['diagnosticCounts']
}) => {
  if (diagnostics.length === 0) return <p>Aucune remarque : le fichier est bien tenu.</p>
  const sorted = diagnostics.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
  const hidden = totals
    .map((t) => ({ ...t, rest: t.total - diagnostics.filter((d) => d.kind === t.kind).length }))
    .filter((t) => t.rest > 0)
  return (
    <ul>
      {sorted.map((d) => (
        <li>
          {d.severity === 'error' ? (
            <strong>Erreur. </strong>
          ) : d.severity === 'warning' ? (
            <strong>À vérifier. </strong>
          ) : (
            ''
          )}
          {d.message}
        </li>
      ))}
      {hidden.map((t) => (
        <li class="soft">… et {count(t.rest, 'autre remarque', 'autres remarques')} de la même sorte.</li>
      ))}
    </ul>
  )
}
