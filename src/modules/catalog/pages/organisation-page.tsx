import { count } from '../../../kernel/french.ts'
import { Breadcrumb, Page, type Site } from '../../../web/index.ts'
import { renderMarkdown } from '../markdown.ts'
import type { Organisation, OrganisationType } from '../organisation.ts'
import type { DatasetSummary } from '../ports.ts'
import { DatasetList } from './catalogue-page.tsx'

/** The kinds of organisations, in words. */
export const ORGANISATION_TYPES: Readonly<Record<OrganisationType, string>> = {
  etat: 'Service de l’État',
  region: 'Région',
  departement: 'Département',
  epci: 'Intercommunalité',
  commune: 'Commune',
  syndicat: 'Syndicat',
  'etablissement-public': 'Établissement public',
  association: 'Association',
  entreprise: 'Entreprise',
  autre: 'Autre organisme',
}

/** Everyone who produces data here. */
export const OrganisationsPage = (p: {
  readonly site: Site
  readonly organisations: readonly (Organisation & { readonly datasets: number })[]
}) => (
  <Page
    site={p.site}
    title="Organisations"
    path="/organisations"
    description="Ceux qui produisent les données du portail."
  >
    <Breadcrumb trail={[]} here="Organisations" />
    <h1>Ceux qui produisent les données</h1>
    <ul class="grid">
      {p.organisations.map((o) => (
        <li class="card">
          <h2>
            <a href={`/organisations/${o.slug}`}>{o.name}</a>
          </h2>
          <p class="soft small">
            {ORGANISATION_TYPES[o.type]} · {count(o.datasets, 'jeu de données', 'jeux de données')}
          </p>
        </li>
      ))}
    </ul>
  </Page>
)

/** One producer, and what it published. */
export const OrganisationPage = (p: {
  readonly site: Site
  readonly organisation: Organisation
  readonly items: readonly DatasetSummary[]
  readonly total: number
}) => (
  <Page
    site={p.site}
    title={p.organisation.name}
    path={`/organisations/${p.organisation.slug}`}
    description={`Les données publiées par ${p.organisation.name}.`}
  >
    <Breadcrumb trail={[['/organisations', 'Organisations']]} here={p.organisation.name} />
    <h1>{p.organisation.name}</h1>
    <ul class="facts">
      <li>{ORGANISATION_TYPES[p.organisation.type]}</li>
      {p.organisation.siren && <li>SIREN {p.organisation.siren}</li>}
      {p.organisation.website && (
        <li>
          <a href={p.organisation.website} rel="noopener">
            Site de l’organisme
          </a>
        </li>
      )}
    </ul>
    {p.organisation.description && (
      <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.organisation.description) }} />
    )}
    <h2>{count(p.total, 'jeu de données publié', 'jeux de données publiés')}</h2>
    <DatasetList items={p.items} />
  </Page>
)
