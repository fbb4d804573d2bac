import { Page, SearchForm, type Site } from '../../../web/index.ts'
import { type Place, placePath, titleOf } from '../place.ts'

export interface UnknownPlaceProps {
  readonly site: Site
  /** What the address named. */
  readonly named: string
  /** Places of a near name or code, the nearest first. */
  readonly near: readonly Place[]
  /** The largest of the territory, when none is near. */
  readonly largest: readonly Place[]
}

/** No place ever bore this code: those that one may have meant, or else those that most people look for. */
export const UnknownPlacePage = ({ site, named, near, largest }: UnknownPlaceProps) => (
  <Page site={site} title="Lieu introuvable" here="territoires" islands={['suggest']}>
    <p class="error-code">404</p>
    <h1>Ce lieu n’existe pas</h1>
    <p class="lead">
      Aucun lieu n’a jamais porté ce code ou ce nom : « {named} ». L’adresse a peut-être été mal recopiée.
    </p>
    <Choices title="Vouliez-vous dire ?" places={near} />
    <Choices title={`Les communes les plus peuplées ${site.ofTerritory}`} places={largest} />
    <SearchForm
      action="/territoires"
      label="Commune, code postal, intercommunalité"
      suggestions="/territoires/suggestions?q="
    />
    <p>
      <a href="/territoires">Voir tous les lieux {site.ofTerritory}</a>
    </p>
  </Page>
)

const Choices = ({ title, places }: { readonly title: string; readonly places: readonly Place[] }) =>
  places.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul class="choices">
        {places.map((place) => (
          <li>
            <a href={placePath(place)}>
              <span>{titleOf(place)}</span>
              <span class="n">{place.code}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
