import { Page, SearchForm, type Site } from '../../../web/index.ts'

export interface ErrorPageProps {
  readonly site: Site
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly instance: string
}

/** What to do next, by kind of error. */
const ADVICE: Readonly<Record<number, string>> = {
  403: 'Votre compte ne permet pas d’ouvrir cette page. Demandez l’accès à l’administrateur du portail, ou repartez d’ici.',
  404: 'L’adresse a peut-être été mal recopiée, ou la page a changé de nom. Cherchez ce que vous vouliez lire.',
  413: 'Réduisez le fichier, ou envoyez-le compressé.',
  429: 'Attendez un moment avant de recommencer. Pour tout lire, téléchargez le fichier entier.',
  500: 'La panne vient de nous, pas de vous. Rechargez la page dans un moment.',
}

/** What went wrong, in words, and where to go from there. */
export const ErrorPage = (p: ErrorPageProps) => (
  <Page site={p.site} title={p.title} islands={['suggest']}>
    <p class="error-code">{p.status}</p>
    <h1>{p.title}</h1>
    <p class="lead">{p.detail}</p>
    <p>{ADVICE[p.status] ?? (p.status >= 500 ? ADVICE[500] : 'Vérifiez la demande, ou repartez d’ici.')}</p>
    {p.status >= 500 && (
      <p class="small soft">
        Si cela dure, donnez cette référence à la personne qui tient le portail : <code>{p.instance}</code>
      </p>
    )}
    <SearchForm action="/recherche" label="Une commune, un code postal, une question" suggestions="/suggestions?q=" />
    <ul class="facts">
      <li>
        <a href="/">Revenir à l’accueil</a>
      </li>
      <li>
        <a href="/donnees">Voir les données</a>
      </li>
      <li>
        <a href="/territoires">Choisir une commune</a>
      </li>
    </ul>
  </Page>
)
