import { count, formatDate } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site, Table } from '../../../web/index.ts'
import { hasRole, type Person } from '../../access/index.ts'
import {
  type Attachment,
  changeInWords,
  DataCell,
  type DataGouvScore,
  type Dataset,
  Remarks,
  stateOf,
  TYPE_WORDS,
  type Version,
} from '../../catalog/index.ts'
import type { Overrides } from '../../ingest/index.ts'
import type { RowsPage } from '../../query/index.ts'
import { Attachments } from './attachments.tsx'
import { Decisions } from './decisions.tsx'
import { STATUS } from './home-page.tsx'
import { Score } from './score.tsx'

export interface WorkbenchProps {
  readonly site: Site
  readonly person: Person
  readonly dataset: Dataset
  /** The version looked at: the newest. */
  readonly version: Version | undefined
  readonly versions: readonly Version[]
  readonly attachments: readonly Attachment[]
  readonly preview: RowsPage | null
  readonly overrides: Overrides
  /** What this person may do to it: change its card and documents, choose the version that readers see. */
  readonly may: { readonly edit: boolean; readonly show: boolean }
  readonly missing: readonly string[]
  readonly score: DataGouvScore
  readonly error: string | null
  readonly done: string | null
}

/** Everything about one dataset in the making: what was understood, what it looks like, what is missing, what to do next. */
export const WorkbenchPage = (p: WorkbenchProps) => {
  const { dataset, version } = p
  /** The version in place, when it is not the last one. */
  const other = p.versions.find(({ id }) => id === dataset.versionId && id !== version?.id)
  const waiting = version && version.id !== dataset.versionId && version.publishedAt === null
  return (
    <Page site={p.site} title={p.error ? `Erreur – ${dataset.title}` : dataset.title} here="atelier">
      <Breadcrumb trail={[['/atelier', 'Atelier']]} here={dataset.title} />
      <h1>{dataset.title}</h1>
      <ul class="facts">
        <li>{STATUS[dataset.status]}</li>
        {version && (
          <li>{`${other ? 'dernière version :' : 'version'} ${version.number}, ${count(version.rowCount, 'ligne')}, ${count(version.columns.length, 'colonne')}`}</li>
        )}
        {other && <li>{`${dataset.status === 'published' ? 'en ligne' : 'en place'} : version ${other.number}`}</li>}
        <li>
          <a href={`/donnees/${dataset.slug}`}>Voir la page</a>
        </li>
      </ul>
      {p.error && (
        <Notice kind="bad" role="alert">
          <p>{p.error}</p>
        </Notice>
      )}
      {p.done && (
        <Notice kind="good" role="status">
          <p>{p.done}</p>
        </Notice>
      )}
      <NextStep {...p} />
      {waiting && dataset.versionId && (
        <Notice>
          <p>
            La version {version.number} attend {p.may.show ? 'votre accord' : 'l’accord d’un éditeur'}.{' '}
            {changeInWords(version.change)}
          </p>
          {p.may.show && (
            <ActButton on={p} act={`versions/${version.id}`} label={`Mettre en ligne la version ${version.number}`} />
          )}
        </Notice>
      )}
      {version && (
        <>
          <h2>Ce que nous avons remarqué</h2>
          <Remarks diagnostics={version.diagnostics} totals={version.diagnosticCounts} />
          <SetAside dataset={dataset} version={version} />
          <Preview {...p} />
          <Decisions {...p} version={version} />
        </>
      )}
      <Score score={p.score} />
      {p.may.edit && <Attachments {...p} />}
      <Versions {...p} />
      <OtherActs {...p} />
    </Page>
  )
}

/** What reading left out, to download: rows, then cells. */
const SetAside = ({ dataset, version }: { readonly dataset: Dataset; readonly version: Version }) => {
  const cells = version.diagnosticCounts.find((c) => c.kind === 'misfit')?.total ?? 0
  if (version.rejectedCount + cells === 0) return null
  const parts = [
    version.rejectedCount > 0 ? count(version.rejectedCount, 'ligne mise de côté', 'lignes mises de côté') : '',
    cells > 0 ? count(cells, 'cellule laissée vide', 'cellules laissées vides') : '',
  ].filter((part) => part !== '')
  return (
    <p>
      {parts.join(', ')}.{' '}
      <a href={`/atelier/jeux/${dataset.id}/versions/${version.id}/rejets.csv`} download>
        Télécharger ce qui a été mis de côté (CSV)
      </a>
    </p>
  )
}

/** A form that acts on what readers see, with the state that it was shown with. */
const ActButton = ({
  on: { dataset, attachments },
  act,
  label,
  quiet,
  danger,
}: {
  readonly on: Pick<WorkbenchProps, 'dataset' | 'attachments'>
  readonly act: string
  readonly label: string
  readonly quiet?: boolean
  readonly danger?: boolean
}) => {
  const seen = stateOf(dataset, attachments)
  return (
    <form method="post" action={`/atelier/jeux/${dataset.id}/${act}`}>
      <input type="hidden" name="version" value={seen.version} />
      <input type="hidden" name="etat" value={seen.status} />
      <input type="hidden" name="fiche" value={seen.card} />
      <button type="submit" class={danger ? 'danger' : quiet ? 'quiet' : ''}>
        {label}
      </button>
    </form>
  )
}

/** The one thing to do now. */
const NextStep = (p: WorkbenchProps) => {
  const { dataset, version, versions, missing, person, may } = p
  if (!version)
    return (
      <p>
        <a class="button" href={`/atelier/deposer?jeu=${dataset.id}`}>
          Déposer un fichier
        </a>
      </p>
    )
  if (dataset.status === 'published')
    return (
      <p>
        <a class="button" href={`/atelier/deposer?jeu=${dataset.id}`}>
          Déposer une nouvelle version
        </a>{' '}
        {may.edit && (
          <a class="button quiet" href={`/atelier/jeux/${dataset.id}/fiche`}>
            Modifier la fiche
          </a>
        )}
      </p>
    )
  const verb = dataset.status === 'archived' ? 'Remettre en ligne' : 'Publier'
  const inPlace = versions.find((v) => v.id === dataset.versionId)
  const which = inPlace && inPlace !== version ? ` la version ${inPlace.number}` : ''
  return (
    <Notice kind={missing.length === 0 ? 'good' : ''}>
      {missing.length > 0 ? (
        <>
          <p>Avant de publier, il manque : {missing.join(', ')}.</p>
          <p>
            <a class="button" href={`/atelier/jeux/${dataset.id}/fiche`}>
              Remplir la fiche
            </a>
          </p>
        </>
      ) : hasRole(person, 'editor') ? (
        <>
          <p>Tout est prêt. Relisez les remarques et l’aperçu, puis publiez.</p>
          <ActButton on={p} act="publier" label={`${verb}${which}`} />
          <p>
            <a href={`/atelier/jeux/${dataset.id}/fiche`}>Modifier la fiche</a>
          </p>
        </>
      ) : (
        <p>
          Tout est prêt : un éditeur va relire et publier.{' '}
          <a href={`/atelier/jeux/${dataset.id}/fiche`}>Modifier la fiche</a>
        </p>
      )}
    </Notice>
  )
}

const Preview = ({ preview, dataset }: WorkbenchProps) =>
  preview && (
    <>
      <h2>Aperçu</h2>
      <Table caption={`Les ${preview.rows.length} premières lignes de « ${dataset.title} »`}>
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th scope="col">
                {column.label}
                <br />
                <span class="small soft">
                  {TYPE_WORDS[column.type]}
                  {column.unit && `, ${column.unit}`}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr>
              {row.map((cell, i) => (
                <DataCell cell={cell} column={preview.columns[i]} />
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )

const Versions = (p: WorkbenchProps) => {
  const { dataset, versions, may } = p
  return versions.length < 2 ? null : (
    <>
      <h2>Versions</h2>
      <Table caption="Versions, de la plus récente à la plus ancienne">
        <thead>
          <tr>
            {['Version', 'Date', 'Lignes', 'Changements', may.show ? 'Revenir' : 'État'].map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map((v) => (
            <tr>
              <th scope="row">{v.number}</th>
              <td>{formatDate(v.createdAt)}</td>
              <td class="num">{count(v.rowCount, 'ligne')}</td>
              <td>{changeInWords(v.change)}</td>
              <td>
                {v.id === dataset.versionId ? (
                  'en ligne'
                ) : may.show ? (
                  <ActButton on={p} act={`versions/${v.id}`} label={`Mettre en ligne la version ${v.number}`} quiet />
                ) : (
                  'hors ligne'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}

const OtherActs = (p: WorkbenchProps) =>
  p.dataset.status !== 'published' || !hasRole(p.person, 'editor') ? null : (
    <details>
      <summary>Archiver ce jeu de données</summary>
      <p>Il quittera le catalogue. Sa page, ses versions et ses fichiers resteront à leur adresse.</p>
      <ActButton on={p} act="archiver" label="Archiver" danger />
    </details>
  )
