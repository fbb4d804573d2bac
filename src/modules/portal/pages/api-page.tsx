import { Page, PageHead, type Site, Table } from '../../../web/index.ts'
import { renderMarkdown } from '../../catalog/index.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: { readonly type?: string; readonly default?: unknown; readonly examples?: readonly unknown[] }
}

export interface Operation {
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly tag: string
  readonly parameters: readonly Parameter[]
}

export interface ApiPageProps {
  readonly site: Site
  readonly operations: readonly Operation[]
  readonly filters: string
  readonly errors: string
}

/** The documentation of the API, made from its own schemas: what is written here is what is checked. */
export const ApiPage = (p: ApiPageProps) => (
  <Page
    site={p.site}
    title="Documentation de l’API"
    here="api"
    path="/api"
    image="/images/api.png"
    description="Lire les données du portail depuis un programme, sans compte et sans clé."
    islands={['copy']}
    band={
      <PageHead
        trail={[]}
        here="API"
        title="L’API du portail"
        lead="Tout ce que montrent les pages, vos programmes peuvent le lire : sans compte, sans clé, depuis n’importe quel site."
      />
    }
  >
    <h2>Commencer</h2>
    <p>Chercher un lieu, puis lire sa population année par année :</p>
    <copy-code>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>
        <code>{`curl '${p.site.publicUrl}/api/v1/territories?q=auxerre'\ncurl '${p.site.publicUrl}/api/v1/territories/commune/89024/population'`}</code>
      </pre>
    </copy-code>
    <ul>
      <li>
        Toutes les adresses commencent par <code>{p.site.publicUrl}/api/v1</code>.
      </li>
      <li>
        Le contrat complet est en <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Le catalogue entier est décrit en
        DCAT-AP 3, pour les portails qui moissonnent : <a href="/catalog.ttl">Turtle</a>,{' '}
        <a href="/catalog.rdf">RDF/XML</a>, <a href="/catalog.jsonld">JSON-LD</a>.
      </li>
      <li>
        Chaque réponse sur les lignes porte un <code>ETag</code> : renvoyez-le dans <code>If-None-Match</code>, rien
        n’est retransmis si rien n’a changé.
      </li>
      <li>
        Les en-têtes <code>RateLimit-*</code> disent combien de demandes restent dans la minute. Pour tout lire,
        téléchargez plutôt le fichier entier.
      </li>
    </ul>
    {[...new Set(p.operations.map((o) => o.tag))].map((tag) => (
      <section>
        <h2>{tag}</h2>
        {p.operations
          .filter((o) => o.tag === tag)
          .map((o) => (
            <OperationBlock operation={o} />
          ))}
      </section>
    ))}
    <section id="filtres" class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.filters, 1) }} />
    <section id="erreurs" class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.errors, 1) }} />
  </Page>
)

const OperationBlock = ({ operation: o }: { readonly operation: Operation }) => (
  <details class="plain">
    <summary>
      <code>GET {o.path.replace('/api/v1', '')}</code> {o.summary}
    </summary>
    {o.description && <p>{o.description}</p>}
    {o.parameters.length > 0 && (
      <Table caption={`Paramètres de ${o.path.replace('/api/v1', '')}`}>
        <thead>
          <tr>
            <th scope="col">Nom</th>
            <th scope="col">Type</th>
            <th scope="col">Sens</th>
          </tr>
        </thead>
        <tbody>
          {o.parameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{parameter.name}</code>
              </th>
              <td>{parameter.schema?.type ?? ''}</td>
              <td>
                {parameter.description}
                {parameter.schema?.default !== undefined &&
                  parameter.schema.default !== '' &&
                  ` Par défaut : ${String(parameter.schema.default)}.`}
                {parameter.schema?.examples?.[0] !== undefined && (
                  <>
                    {' '}
                    Exemple : <code>{String(parameter.schema.examples[0])}</code>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    )}
  </details>
)
