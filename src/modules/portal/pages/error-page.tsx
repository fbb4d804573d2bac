import { Page, SearchForm, type Site } from '../../../web/index.ts'

export interface ErrorPageProps {
  readonly site: Site
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly instance: string
}

/** What went wrong, in words, and where to go from there. */
export const ErrorPage = (p: ErrorPageProps) => (
  <Page site={p.site} title={p.title} islands={['suggest']}>
    <p class="soft">Erreur {p.status}</p>
    <h1>{p.title}</h1>
    <p class="lead">{p.detail}</p>
    {p.status >= 500 && <p class="small soft">Référence de l’incident : {p.instance}</p>}
    <SearchForm action="/chercher" label="Une commune, un code postal, un sujet" suggestions="/suggestions?q=" />
    <p>
      <a href="/">Revenir à l’accueil</a> · <a href="/donnees">Voir les données</a> ·{' '}
      <a href="/territoires">Chercher une commune</a>
    </p>
  </Page>
)
