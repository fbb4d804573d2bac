import { count } from '../../../kernel/french.ts'
import { Notice, SearchForm } from '../../../web/index.ts'
import { hitLabel, type Place, type PlaceHit, titleOf } from '../../territory/index.ts'
import type { ComparisonAnswer } from '../answer-comparison.ts'
import { MOST_COMPARED } from '../compare.ts'
import { type ComparisonAddress, comparisonPath, placeToken } from '../compare-address.ts'

interface Props {
  readonly answer: ComparisonAnswer
  readonly address: ComparisonAddress
}

/** The rest of the address, kept by a form. */
const Kept = ({
  address,
  indicators = true,
}: {
  readonly address: ComparisonAddress
  readonly indicators?: boolean
}) => (
  <>
    {address.places.length > 0 && <input type="hidden" name="lieux" value={address.places.map(placeToken).join(',')} />}
    {indicators && address.indicators.length > 0 && (
      <input type="hidden" name="indicateurs" value={address.indicators.join(',')} />
    )}
    {address.peers && <input type="hidden" name="pairs" value={address.peers} />}
  </>
)

/** A search that adds the place found; with a script, it proposes while one types. */
export const AddPlace = ({ answer, address }: Props) =>
  answer.named.length >= MOST_COMPARED ? (
    <p class="small">{`Une comparaison tient ${MOST_COMPARED} lieux : retirez-en un pour en ajouter un autre.`}</p>
  ) : (
    <SearchForm
      action="/comparer"
      name="ajouter"
      label={
        answer.named.length === 0 ? 'Un premier lieu : nom ou code postal' : 'Ajouter un lieu : nom ou code postal'
      }
      suggestions={`${comparisonPath(address, '/comparer/suggestions')}${address.places.length > 0 ? '&' : '?'}q=`}
    >
      <Kept address={address} />
    </SearchForm>
  )

/** The same comparison with one more place. */
export const withPlace = (address: ComparisonAddress, place: Pick<Place, 'level' | 'code'>): ComparisonAddress => ({
  ...address,
  places: [...address.places, place],
})

/** The places that what was typed may mean, each as a link that adds it: `hrefWith` gives the page with it. */
export const Candidates = ({
  text,
  hits,
  hrefWith,
}: {
  readonly text: string
  readonly hits: readonly PlaceHit[]
  readonly hrefWith: (place: Place) => string
}) =>
  hits.length === 0 ? (
    <Notice role="status">
      <p>{`Aucun lieu d’aujourd’hui ne s’appelle « ${text} ». Vérifiez l’orthographe, ou essayez le code postal.`}</p>
    </Notice>
  ) : (
    <section aria-labelledby="lequel">
      <h2 id="lequel">{`« ${text} » : quel lieu ajouter ?`}</h2>
      <ul class="choices narrow">
        {hits.map(({ place, parent }) => (
          <li>
            <a href={hrefWith(place)}>
              <span>{hitLabel({ place, parent })}</span>
              <span class="n">{place.population ? count(place.population.value, 'habitant') : ''}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )

/** The places named, each with a link that takes it away; and the ways to peers. */
export const ComparedPlaces = ({ answer, address }: Props) => (
  <nav aria-label="Lieux comparés" class="noprint">
    <ul class="tags">
      {answer.named.map((place) => (
        <li>
          <a
            class="tag"
            href={comparisonPath({
              ...address,
              places: address.places.filter(({ level, code }) => level !== place.level || code !== place.code),
              peers: answer.named[0] === place ? null : address.peers,
            })}
          >
            {titleOf(place)}
            <span aria-hidden="true"> ×</span>
            <span class="hidden"> : retirer de la comparaison</span>
          </a>
        </li>
      ))}
    </ul>
    <ul class="facts">
      {!answer.peers && answer.named[0] && (
        <li>
          <a href={comparisonPath({ ...address, places: address.places.slice(0, 1), peers: 'strate' })}>
            {`Comparer ${titleOf(answer.named[0])} à ses pairs`}
          </a>
        </li>
      )}
      {answer.peers && (
        <li>
          <a href={comparisonPath({ ...address, places: answer.places, peers: null })}>
            Garder ces lieux et en changer la liste
          </a>
        </li>
      )}
    </ul>
  </nav>
)

/** Every indicator, theme by theme, to tick: the comparison keeps those that are. */
export const ChooseIndicators = ({ answer, address }: Props) => {
  const themes = [...new Set(answer.shown.map(({ definition }) => definition.subtheme))]
  return (
    <details class="plain noprint">
      <summary>{`Choisir les indicateurs (${answer.indicators.length} sur ${answer.shown.length})`}</summary>
      <form action="/comparer">
        <Kept address={address} indicators={false} />
        <div class="thirds">
          {themes.map((theme) => (
            <fieldset>
              <legend>{theme}</legend>
              {answer.shown
                .filter(({ definition }) => definition.subtheme === theme)
                .map(({ definition: { slug, shortName } }) => (
                  <div>
                    <input
                      type="checkbox"
                      name="indicateurs"
                      value={slug}
                      id={`indicateur-${slug}`}
                      checked={answer.indicators.some(({ definition }) => definition.slug === slug)}
                    />{' '}
                    <label class="plain" for={`indicateur-${slug}`}>
                      {shortName}
                    </label>
                  </div>
                ))}
            </fieldset>
          ))}
        </div>
        <button type="submit">Comparer sur ces indicateurs</button>
      </form>
    </details>
  )
}
