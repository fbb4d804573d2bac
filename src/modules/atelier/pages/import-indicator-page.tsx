import { Breadcrumb, Notice, Page, type Site, TextArea } from '../../../web/index.ts'
import { type Finding, IndicatorFindings } from '../../indicator/index.ts'

/** A definition taken from a file or a text, or the text of one that the form cannot say. */
export const ImportIndicatorPage = (p: {
  readonly site: Site
  readonly text: string
  /** Slug of the indicator that it corrects; null for a new one. */
  readonly replaces: string | null
  /** The number of the last change that the text comes from. */
  readonly change: string
  readonly error: string | null
  readonly findings: readonly Finding[]
}) => {
  const title = p.replaces === null ? 'Importer une définition' : 'Modifier la définition'
  return (
    <Page site={p.site} title={p.error ? `Erreur – ${title}` : title} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/indicateurs', 'Indicateurs'],
        ]}
        here={title}
      />
      <h1>{title}</h1>
      {p.error && (
        <Notice kind="bad" role="alert">
          <p>{p.error} Rien de ce que vous avez écrit n’est perdu.</p>
          <IndicatorFindings findings={p.findings} />
        </Notice>
      )}
      {p.replaces === null ? (
        <form method="post" action="/atelier/indicateurs/importer" encType="multipart/form-data">
          <p>
            Une définition téléchargée d’ici ou d’un autre portail (JSON). Elle est vérifiée et construite avant d’être
            publiée.
          </p>
          <div class="field">
            <label for="file">Fichier</label>
            <input id="file" name="file" type="file" accept=".json,application/json" />
          </div>
          <TextArea name="json" label="Ou son texte" value={p.text} />
          <button type="submit">Vérifier et publier</button>
        </form>
      ) : (
        <form method="post" action={`/atelier/indicateurs/${p.replaces}/modifier`}>
          <input type="hidden" name="change" value={p.change} />
          <p>
            Cette définition dit plus que le formulaire : elle se modifie par son texte (JSON). Son nom d’adresse reste
            « {p.replaces} ».
          </p>
          <TextArea name="json" label="Définition" value={p.text} />
          <button type="submit">Vérifier et publier</button>
        </form>
      )}
    </Page>
  )
}
