import type { Attachment, Dataset } from '../../catalog/index.ts'

interface AttachmentsProps {
  readonly dataset: Dataset
  readonly attachments: readonly Attachment[]
}

/** The documents beside a dataset, to take away or to join. */
export const Attachments = ({ dataset, attachments }: AttachmentsProps) => (
  <>
    <h2>Documents joints</h2>
    {attachments.length === 0 && <p class="soft">Une notice ou un dictionnaire aide à comprendre les données.</p>}
    {attachments.map((a) => (
      <form method="post" action={`/atelier/jeux/${dataset.id}/documents/${a.id}/retirer`}>
        <p>
          {a.title}{' '}
          <button type="submit" class="quiet">
            Retirer<span class="hidden"> {a.title}</span>
          </button>
        </p>
      </form>
    ))}
    <details>
      <summary>Joindre un document</summary>
      <form method="post" action={`/atelier/jeux/${dataset.id}/documents`} enctype="multipart/form-data">
        <div class="field">
          <label for="document-titre">Titre du document</label>
          <input id="document-titre" name="title" required />
        </div>
        <div class="field">
          <label for="document">Document</label>
          <input id="document" type="file" name="file" required />
        </div>
        <button type="submit">Joindre</button>
      </form>
    </details>
  </>
)
