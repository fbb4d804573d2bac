import { formatBytes } from '../../../kernel/french.ts'
import type { Dataset } from '../dataset.ts'
import { apiParameters, type RowsView } from '../rows-address.ts'
import type { Version } from '../version.ts'

interface DownloadsProps {
  readonly dataset: Dataset
  readonly version: Version
  readonly view: RowsView
}

/** The rows in force in every format, and the file as it was received. */
export const Downloads = ({ dataset, version, view }: DownloadsProps) => {
  const base = `/api/v1/datasets/${dataset.slug}/rows`
  const parameters = apiParameters(view)
  const french = parameters ? `${parameters}&numbers=fr&bom=true` : '?numbers=fr&bom=true'
  return (
    <section id="telecharger" aria-labelledby="titre-telecharger">
      <h2 id="titre-telecharger">Télécharger</h2>
      {parameters && (
        <p class="small">
          Ces fichiers contiennent seulement ce que montre le tableau. Le fichier d’origine reste entier.
        </p>
      )}
      <ul class="choices">
        <FileLink href={`${base}.csv${french}`} name="CSV français" use="pour un tableur" />
        <FileLink href={`${base}.xlsx${parameters}`} name="Excel" use="XLSX" />
        <FileLink href={`${base}.csv${parameters}`} name="CSV" use="international" />
        <FileLink href={`${base}.json${parameters}`} name="JSON" use="une liste" />
        <FileLink href={`${base}.ndjson${parameters}`} name="NDJSON" use="un objet par ligne" />
        {version.bbox && <FileLink href={`${base}.geojson${parameters}`} name="GeoJSON" use="pour une carte" />}
        <FileLink
          href={`${base}.parquet${parameters}`}
          name="Parquet"
          use={parameters ? 'colonnes' : formatBytes(version.bytes.parquet)}
        />
        <FileLink
          href={`/donnees/${dataset.slug}/original`}
          name="Fichier d’origine"
          use={formatBytes(version.original.bytes)}
        />
      </ul>
    </section>
  )
}

const FileLink = ({ href, name, use }: { readonly href: string; readonly name: string; readonly use: string }) => (
  <li>
    <a href={href} download rel="nofollow">
      <span>{name}</span>
      <span class="n">{use}</span>
    </a>
  </li>
)
