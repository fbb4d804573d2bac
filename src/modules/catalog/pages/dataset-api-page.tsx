import { DatasetFrame, type DatasetView } from './dataset-frame.tsx'

/** How to read the rows from a program, with code that works as it is. */
export const DatasetApiPage = (p: DatasetView) => {
  const base = `${p.site.publicUrl}/api/v1/datasets/${p.dataset.slug}`
  const column = p.version?.columns.find((c) => c.type === 'text') ?? p.version?.columns[0]
  const value = column?.sample[0] ?? 'valeur'
  const where = `${column?.name ?? 'colonne'} = "${value.replaceAll('"', '""')}"`
  const rows = `${base}/rows?limit=10&where=${encodeURIComponent(where)}`
  return (
    <DatasetFrame {...p} tab="/api" islands={['copy']}>
      <p class="lead">Sans compte ni clé. Les mêmes adresses servent au filtre, au tri et au téléchargement.</p>
      <Snippet title="curl" code={`curl '${rows.replaceAll("'", '%27')}'`} />
      <Snippet
        title="Python"
        code={`import json, urllib.parse, urllib.request\n\nquery = urllib.parse.urlencode({"limit": 10, "where": ${JSON.stringify(where)}})\nwith urllib.request.urlopen("${base}/rows?" + query) as answer:\n    rows = json.load(answer)["rows"]`}
      />
      <Snippet
        title="R"
        code={`library(jsonlite)\n\nwhere <- ${JSON.stringify(where)}\nrows <- fromJSON(paste0("${base}/rows?limit=10&where=", URLencode(where, reserved = TRUE)))$rows`}
      />
      <Snippet
        title="JavaScript"
        code={`const query = new URLSearchParams({ limit: 10, where: ${JSON.stringify(where)} })\nconst { rows } = await (await fetch(\`${base}/rows?\${query}\`)).json()`}
      />
      <h2>Adresses utiles</h2>
      <dl class="terms">
        <dt>Fiche du jeu</dt>
        <dd>
          <code>{base}</code>
        </dd>
        <dt>Lignes</dt>
        <dd>
          <code>{base}/rows</code>
        </dd>
        <dt>Regroupements</dt>
        <dd>
          <code>{`${base}/aggregates?by=${column?.name ?? ''}&measures=count`}</code>
        </dd>
        <dt>Fichier Parquet</dt>
        <dd>
          <code>{base}/rows.parquet</code>
        </dd>
        <dt>Description DCAT, pour les catalogues (Turtle, RDF/XML, JSON-LD)</dt>
        <dd>
          {['ttl', 'rdf', 'jsonld'].map((extension, i) => (
            <>
              {i > 0 && ' · '}
              <a href={`/donnees/${p.dataset.slug}.${extension}`}>{`.${extension}`}</a>
            </>
          ))}
        </dd>
      </dl>
      <p>
        La grammaire des filtres et toutes les adresses sont dans <a href="/api">la documentation de l’API</a>.
      </p>
    </DatasetFrame>
  )
}

const Snippet = ({ title, code }: { readonly title: string; readonly code: string }) => (
  <section>
    <h2>{title}</h2>
    <copy-code>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </copy-code>
  </section>
)
