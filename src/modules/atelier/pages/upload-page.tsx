import { Breadcrumb, Notice, Page, type Site, TextField } from '../../../web/index.ts'
import type { Dataset } from '../../catalog/index.ts'
import type { Overrides, Run } from '../../ingest/index.ts'
import { FileChoices } from './file-choices.tsx'
import { RUN_STATE } from './home-page.tsx'

/** One file, one title: the rest comes after it was read. */
export const UploadPage = (p: {
  readonly site: Site
  readonly dataset: Dataset | undefined
  readonly title: string
  /** How much one may send, in a sentence. */
  readonly limit: string
  readonly errors: Readonly<Record<string, string>>
}) => (
  <Page
    site={p.site}
    title={Object.keys(p.errors).length > 0 ? 'Erreur – Déposer un fichier' : 'Déposer un fichier'}
    here="atelier"
  >
    <Breadcrumb
      trail={[
        ['/atelier', 'Atelier'],
        ...(p.dataset ? [[`/atelier/jeux/${p.dataset.id}`, p.dataset.title] as const] : []),
      ]}
      here="Déposer un fichier"
    />
    <h1>{p.dataset ? 'Déposer une nouvelle version' : 'Déposer un fichier'}</h1>
    <p class="lead">
      Un tableau tel que vous l’avez : CSV, Excel, LibreOffice, JSON, GeoJSON ou Parquet, compressé ou non. Rien n’est
      publié sans votre accord.
    </p>
    {p.errors.general && (
      <Notice kind="bad" role="alert">
        <p>{p.errors.general}</p>
      </Notice>
    )}
    <form
      method="post"
      action={p.dataset ? `/atelier/deposer?jeu=${p.dataset.id}` : '/atelier/deposer'}
      enctype="multipart/form-data"
    >
      {!p.dataset && (
        <TextField
          name="title"
          label="Titre"
          hint="Ce que contient le tableau, où et quand : « Subventions aux associations, 2025 »."
          value={p.title}
          error={p.errors.title}
          required
        />
      )}
      <div class="field">
        <label for="file">Fichier (obligatoire)</label>
        <p class="hint" id="file-aide">
          {p.limit}
        </p>
        <input id="file" type="file" name="file" required aria-describedby="file-aide" />
        {p.errors.file && <p class="wrong">{p.errors.file}</p>}
      </div>
      <button type="submit">Lire ce fichier</button>
    </form>
  </Page>
)

/** A file being read: the page asks for itself again until it is done. */
export const RunPage = (p: {
  readonly site: Site
  readonly run: Run
  readonly dataset: Dataset
  readonly overrides: Overrides
}) => {
  const waiting = p.run.state === 'queued' || p.run.state === 'running'
  return (
    <Page site={p.site} title={`Lecture ${RUN_STATE[p.run.state]}`} here="atelier" refresh={waiting ? 1 : undefined}>
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          [`/atelier/jeux/${p.dataset.id}`, p.dataset.title],
        ]}
        here="Lecture"
      />
      <h1>{waiting ? 'Lecture en cours' : `Lecture ${RUN_STATE[p.run.state]}`}</h1>
      <p>{p.run.fileName}</p>
      {waiting && (
        <div role="status">
          <label for="avance">{p.run.doing}</label>
          <progress id="avance" max="1" value={p.run.done} />
        </div>
      )}
      {p.run.error && (
        <Notice kind="bad" role="alert">
          <p>{p.run.error}</p>
        </Notice>
      )}
      {p.run.state === 'interrupted' && (
        <Notice>
          <p>Le portail s’est arrêté pendant la lecture. Rien n’est perdu : déposez le fichier de nouveau.</p>
        </Notice>
      )}
      {p.run.state === 'failed' && (
        <form method="post" action={`/atelier/depots/${p.run.id}/relire`}>
          <h2>Le lire autrement</h2>
          <p>Le fichier reçu est gardé. Si vous savez comment il est fait, dites-le : il sera relu ainsi.</p>
          <FileChoices overrides={p.overrides} />
          <button type="submit" class="quiet">
            Relire le fichier avec ces choix
          </button>
        </form>
      )}
      <p>
        {!waiting && (
          <a class="button" href={`/atelier/deposer?jeu=${p.dataset.id}`}>
            Déposer un autre fichier
          </a>
        )}{' '}
        <a href={`/atelier/jeux/${p.dataset.id}`}>Voir le jeu de données</a>
      </p>
    </Page>
  )
}
