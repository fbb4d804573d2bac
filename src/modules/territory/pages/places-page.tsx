import { count, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, SearchForm, type Site } from '../../../web/index.ts'
import { type Place, placePath } from '../place.ts'
import type { PlaceHit } from '../ports.ts'

export interface PlacesPageProps {
  readonly site: Site
  readonly home: Place
  readonly text: string
  readonly hits: readonly PlaceHit[]
  readonly epci: readonly Place[]
  readonly communes: readonly Place[]
}

/** All places of the portal's territory, and a search over those of France. */
export const PlacesPage = (p: PlacesPageProps) => (
  <Page
    site={p.site}
    title={p.text ? `« ${p.text} » : les lieux` : 'Territoires'}
    here="territoires"
    path="/territoires"
    description={`Les communes et les intercommunalités ${p.site.ofTerritory}.`}
    islands={['suggest']}
  >
    <Breadcrumb trail={[]} here="Territoires" />
    <h1>Les territoires {p.site.ofTerritory}</h1>
    <SearchForm
      action="/territoires"
      label="Commune, code postal, intercommunalité"
      value={p.text}
      suggestions="/territoires/suggestions?q="
    />
    {p.text && <Hits {...p} />}
    <p class="lead">
      <a href={placePath(p.home)}>{p.home.name}</a> : {count(p.communes.length, 'commune')},{' '}
      {count(p.epci.length, 'intercommunalité')}, dont certaines dépassent ses limites.
    </p>
    <h2>Intercommunalités</h2>
    <ul class="grid">
      {p.epci.map((e) => (
        <li class="card">
          <h3>
            <a href={placePath(e)}>{e.name}</a>
          </h3>
          <p class="soft small">
            {e.population ? `${count(e.population.value, 'habitant')} en ${e.population.year}` : 'population inconnue'}
          </p>
        </li>
      ))}
    </ul>
    <h2>Communes</h2>
    <ul class="tags">
      {p.communes.map((c) => (
        <li>
          <a class="tag" href={placePath(c)}>
            {c.name}
            {c.population && <span class="soft"> {formatNumber(c.population.value)}</span>}
          </a>
        </li>
      ))}
    </ul>
    <p class="small soft">Le nombre après chaque nom est sa population municipale (INSEE, populations légales 2023).</p>
  </Page>
)

const Hits = ({ text, hits }: PlacesPageProps) =>
  hits.length === 0 ? (
    <Notice>
      <p>Aucun lieu ne s’appelle « {text} ». Vérifiez l’orthographe, ou essayez le code postal.</p>
    </Notice>
  ) : (
    <>
      <p role="status">
        {count(hits.length, 'lieu trouvé', 'lieux trouvés')} pour « {text} »
      </p>
      <ul class="results">
        {hits.map(({ place, parent, why }) => (
          <li>
            <h2>
              <a href={placePath(place)}>{place.name}</a>
            </h2>
            <ul class="facts">
              {parent && <li>{parent}</li>}
              {why && <li>{why}</li>}
              {place.population && <li>{count(place.population.value, 'habitant')}</li>}
              {place.validUntil && <li>jusqu’au {place.validUntil.slice(0, 4)}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
