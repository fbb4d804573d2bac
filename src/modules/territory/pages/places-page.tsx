import { fold } from '../../../kernel/fold.ts'
import { count } from '../../../kernel/french.ts'
import { Notice, Page, PageHead, SearchForm, type Site } from '../../../web/index.ts'
import { articled, capital, type Place, placePath, titleOf } from '../place.ts'
import { inhabitantsOf, listed } from '../place-words.ts'
import type { PlaceHit } from '../ports.ts'

export interface PlacesPageProps {
  readonly site: Site
  readonly home: Place
  readonly text: string
  readonly hits: readonly PlaceHit[]
  readonly epci: readonly Place[]
  readonly cantons: readonly Place[]
  /** Communes that several of those cantons share. */
  readonly shared: readonly Place[]
  readonly communes: readonly Place[]
}

/** All places of the portal's territory, and a search over those of France. */
export const PlacesPage = (p: PlacesPageProps) => (
  <Page
    site={p.site}
    title={p.text ? `« ${p.text} » : les lieux` : 'Territoires'}
    here="territoires"
    path="/territoires"
    image="/images/territoires.png"
    description={`Les communes, les intercommunalités et les cantons ${p.site.ofTerritory}.`}
    islands={['suggest']}
    band={
      <PageHead
        trail={[]}
        here="Territoires"
        title={`Les territoires ${p.site.ofTerritory}`}
        lead={
          <>
            {count(p.communes.length, 'commune')}, {count(p.epci.length, 'intercommunalité')},{' '}
            {count(p.cantons.length, 'canton')} : chaque lieu a sa page. Tous ceux de France se trouvent aussi par la
            recherche.
          </>
        }
      >
        <SearchForm
          action="/territoires"
          label="Commune, code postal, intercommunalité"
          value={p.text}
          suggestions="/territoires/suggestions?q="
        />
      </PageHead>
    }
  >
    {p.text && <Hits {...p} />}
    <p>
      <a class="button" href={placePath(p.home)}>
        {capital(articled(p.home))} en entier
      </a>
    </p>
    <h2>Intercommunalités</h2>
    <ul class="choices places wide">
      {p.epci.map((e) => (
        <PlaceLine place={e} />
      ))}
    </ul>
    <p class="origin">
      Certaines intercommunalités dépassent les limites {p.site.ofTerritory} : leur population est comptée en entier.
    </p>
    <Cantons {...p} />
    <h2>Communes</h2>
    <nav aria-label="Communes par initiale">
      <ul class="letters">
        {byLetter(p.communes).map(([letter]) => (
          <li>
            <a href={`#lettre-${letter}`}>{letter}</a>
          </li>
        ))}
      </ul>
    </nav>
    {byLetter(p.communes).map(([letter, communes]) => (
      <section aria-labelledby={`lettre-${letter}`}>
        <h3 id={`lettre-${letter}`}>{letter}</h3>
        <ul class="choices places">
          {communes.map((c) => (
            <PlaceLine place={c} />
          ))}
        </ul>
      </section>
    ))}
    <p class="origin">
      Le nombre après chaque nom est sa population municipale la plus récente (INSEE, populations légales).
    </p>
  </Page>
)

const Cantons = ({ cantons, shared }: PlacesPageProps) =>
  cantons.length === 0 ? null : (
    <>
      <h2 id="cantons">Cantons</h2>
      <ul class="choices places">
        {cantons.map((canton) => (
          <PlaceLine place={canton} />
        ))}
      </ul>
      {shared.length > 0 && (
        <p class="origin">
          {listed(shared.map(titleOf))}{' '}
          {shared.length > 1
            ? 'sont partagées chacune entre plusieurs cantons : ceux-là n’ont'
            : 'est partagée entre plusieurs cantons : ceux-là n’ont'}{' '}
          pas de total, puisque les chiffres sont connus par commune entière.
        </p>
      )}
    </>
  )

const PlaceLine = ({ place }: { readonly place: Place }) => (
  <li>
    <a href={placePath(place)}>
      <span>{place.level === 'canton' ? place.name : titleOf(place)}</span>
      <span class="n">{inhabitantsOf(place)}</span>
    </a>
  </li>
)

/** Places under the first letter of their name, accents left aside, in order. */
const byLetter = (places: readonly Place[]): readonly (readonly [string, readonly Place[]])[] => {
  const letters = new Map<string, Place[]>()
  for (const place of places) {
    const letter = fold(place.name).charAt(0).toUpperCase()
    letters.set(letter, [...(letters.get(letter) ?? []), place])
  }
  return [...letters].toSorted(([a], [b]) => a.localeCompare(b))
}

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
              <a href={placePath(place)}>{titleOf(place)}</a>
            </h2>
            <ul class="facts">
              {parent && <li>{parent}</li>}
              {why && <li>{why}</li>}
              {place.population && <li>{count(place.population.value, 'habitant')}</li>}
              {place.validUntil && <li>jusqu’en {place.validUntil.slice(0, 4)}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
