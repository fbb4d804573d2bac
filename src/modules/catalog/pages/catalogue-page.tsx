import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Notice, Page, PageHead, Pagination, SearchForm, type Site } from '../../../web/index.ts'
import { licenceOf } from '../licences.ts'
import type { CatalogueQuery, DatasetSummary, FacetName, CataloguePage as Found } from '../ports.ts'
import { themeOf } from '../themes.ts'
import { catalogueAddress } from './catalogue-address.ts'

const FACETS: readonly (readonly [FacetName, string])[] = [
  ['theme', 'Thème'],
  ['producer', 'Producteur'],
  ['format', 'Format reçu'],
  ['licence', 'Licence'],
  ['freshness', 'Mise à jour'],
  ['territory', 'Territoire'],
]
const SORTS: readonly (readonly [CatalogueQuery['sort'], string])[] = [
  ['relevance', 'pertinence'],
  ['date', 'date'],
  ['use', 'usage'],
  ['title', 'titre'],
]

/** The catalogue: words to search, facets as links, results, and what to do when there are none. */
export const CataloguePage = (p: { readonly site: Site; readonly query: CatalogueQuery; readonly found: Found }) => {
  const { query, found } = p
  const title = query.text ? `« ${query.text} » dans les données` : 'Toutes les données'
  return (
    <Page
      site={p.site}
      title={title}
      here="donnees"
      path={catalogueAddress(query, {})}
      image="/images/donnees.png"
      description={`Chercher parmi les jeux de données ouverts ${p.site.ofTerritory}.`}
      islands={['suggest']}
      band={
        <PageHead
          trail={[]}
          here="Données"
          title={`Les données ${p.site.ofTerritory}`}
          lead="Des tableaux ouverts à tous : lisez-les ici, téléchargez-les, interrogez-les depuis un programme."
        >
          <SearchForm
            action="/donnees"
            label="Chercher un jeu de données"
            value={query.text}
            suggestions="/donnees/suggestions?q="
          />
        </PageHead>
      }
    >
      {found.correction && (
        <Notice>
          <p>
            Aucun résultat pour « {query.text} » : voici ceux pour « {found.correction} ».
          </p>
        </Notice>
      )}
      <div class="columns left">
        <aside aria-label="Affiner la recherche">
          {FACETS.map(([name, label]) => (
            <FacetChoices name={name} label={label} query={query} found={found} />
          ))}
        </aside>
        <div>
          <div class="bar">
            <p role="status">
              <strong>{count(found.total, 'jeu de données', 'jeux de données')}</strong>
              {query.text && ` pour « ${found.correction ?? query.text} »`}
            </p>
            {found.total > 1 && <Sorts query={query} />}
          </div>
          {found.total === 0 ? <NothingFound query={query} /> : <DatasetList items={found.items} />}
          <Pagination
            page={query.page}
            pages={Math.ceil(found.total / query.size)}
            href={(page) => catalogueAddress(query, { page })}
          />
        </div>
      </div>
    </Page>
  )
}

const FacetChoices = ({
  name,
  label,
  query,
  found,
}: {
  readonly name: FacetName
  readonly label: string
  readonly query: CatalogueQuery
  readonly found: Found
}) => {
  const values = found.facets[name]
  if (values.length === 0 || (values.length === 1 && query[name].length === 0 && name !== 'theme')) return null
  return (
    <details class="facet" open={name === 'theme' || query[name].length > 0}>
      <summary>{label}</summary>
      <ul class="choices">
        {values.slice(0, 15).map((v) => {
          const chosen = query[name].includes(v.value)
          const next = chosen ? query[name].filter((x) => x !== v.value) : [...query[name], v.value]
          return (
            <li>
              <a
                href={catalogueAddress(query, { [name]: next, page: 1 })}
                aria-current={chosen ? 'true' : undefined}
                rel="nofollow"
              >
                <span>
                  {chosen ? '✓ ' : ''}
                  {v.label}
                  {chosen && <span class="hidden"> (choisi, retirer)</span>}
                </span>
                <span class="n">{formatNumber(v.count)}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

const NothingFound = ({ query }: { readonly query: CatalogueQuery }) => (
  <Notice>
    <h2>Rien ne correspond</h2>
    <p>
      Essayez un mot plus simple, ou{' '}
      <a
        href={catalogueAddress(query, {
          theme: [],
          producer: [],
          territory: [],
          format: [],
          licence: [],
          freshness: [],
          page: 1,
        })}
      >
        retirez les choix faits
      </a>
      . Vous pouvez aussi <a href="/donnees">voir tout le catalogue</a> ou{' '}
      <a href="/territoires">chercher une commune</a>.
    </p>
  </Notice>
)

const Sorts = ({ query }: { readonly query: CatalogueQuery }) => (
  <p class="small soft">
    Trier par{' '}
    {SORTS.map(([sort, label], i) => (
      <>
        {i > 0 && ' · '}
        {query.sort === sort ? (
          <strong>{label}</strong>
        ) : (
          <a href={catalogueAddress(query, { sort, page: 1 })}>{label}</a>
        )}
      </>
    ))}
  </p>
)

/** Datasets one under another: title, producer, first words, size, freshness. */
export const DatasetList = ({ items }: { readonly items: readonly DatasetSummary[] }) => (
  <ul class="results">
    {items.map(({ dataset, producerName, rowCount, columnCount }) => (
      <li>
        {dataset.theme && <p class="theme">{themeOf(dataset.theme)?.label}</p>}
        <h2>
          <a href={`/donnees/${dataset.slug}`}>{dataset.title}</a>
        </h2>
        <p>{excerpt(dataset.description)}</p>
        <ul class="facts">
          {producerName && <li>{producerName}</li>}
          {rowCount !== null && <li>{`${count(rowCount, 'ligne')}, ${count(columnCount ?? 0, 'colonne')}`}</li>}
          <li>mis à jour le {formatDate(dataset.updatedAt)}</li>
          {dataset.licence && <li>{licenceOf(dataset.licence)?.title}</li>}
        </ul>
      </li>
    ))}
  </ul>
)

/** The first words of a Markdown text, without its marks. */
export const excerpt = (markdown: string, length = 200): string => {
  const plain = markdown
    .replace(/[#*_`>]|\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length <= length ? plain : `${plain.slice(0, plain.lastIndexOf(' ', length))}…`
}
