import { count } from '../../../kernel/french.ts'
import { Page, PageHead, type Site } from '../../../web/index.ts'
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
    image="/images/organisations.png"
    description="Ceux qui produisent les données du portail."
    band={
      <PageHead
        trail={[]}
        here="Organisations"
        title="Ceux qui produisent les données"
        lead="Chaque jeu de données a un producteur, qui en répond."
      />
    }
  >
    {p.organisations.length === 0 && <p>Aucune organisation n’est encore inscrite.</p>}
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
    image={`/images/organisations/${p.organisation.slug}.png`}
    description={`Les données publiées par ${p.organisation.name}.`}
    band={
      <PageHead
        trail={[['/organisations', 'Organisations']]}
        title={p.organisation.name}
        kicker={[
          <strong>{ORGANISATION_TYPES[p.organisation.type]}</strong>,
          ...(p.organisation.siren ? [`SIREN ${p.organisation.siren}`] : []),
          ...(p.organisation.website
            ? [
                <a href={p.organisation.website} rel="noopener">
                  Site de l’organisme
                </a>,
              ]
            : []),
        ]}
      />
    }
  >
    {p.organisation.description && (
      <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.organisation.description) }} />
    )}
    <h2>{count(p.total, 'jeu de données publié', 'jeux de données publiés')}</h2>
    {p.items.length === 0 ? <p>Rien n’est encore publié ici.</p> : <DatasetList items={p.items} />}
  </Page>
)
