import { count, formatDate } from '../../../kernel/french.ts'
import { capital, ofPlace, type Place, placePath, titleOf } from '../place.ts'
import { changeWords, framedDay } from '../place-words.ts'
import type { PlaceLink } from '../ports.ts'
import type { PlacePageProps } from './place-page.tsx'

/** Whether anything is told of what the place was made from. */
export const hasHistory = ({ predecessors, parts }: Pick<PlacePageProps, 'predecessors' | 'parts'>): boolean =>
  predecessors.length + parts.length > 0

/** What changed in the list of communes, day by day, and the former communes that keep a name. */
export const History = ({ place, predecessors, parts }: PlacePageProps) => {
  if (!hasHistory({ predecessors, parts })) return null
  const commune = place.level === 'commune'
  return (
    <section aria-labelledby="histoire">
      <h2 id="histoire">
        {commune ? 'Ce qui a changé dans les limites' : 'Ce qui a changé'} {ofPlace(place)}
      </h2>
      <ol class="timeline">
        {days(predecessors).map(({ on, after, why, places }) => (
          <li>
            {on && after ? (
              <span>{capital(framedDay(on, after))}</span>
            ) : on ? (
              <time dateTime={on}>{formatDate(on)}</time>
            ) : (
              <span class="soft">Date inconnue</span>
            )}
            {places.map((before, i) => (
              <>
                {i > 0 && (i === places.length - 1 ? ' et ' : ', ')}
                <a href={placePath(before)}>{titleOf(before)}</a>
              </>
            ))}{' '}
            {changeWords(
              why,
              places.length > 1,
              places.some(({ code }) => code === place.code) ? titleOf(place) : null,
            )}
            .
          </li>
        ))}
      </ol>
      {parts.length > 0 && !allTold(parts, predecessors) && (
        <p>
          {count(parts.length, 'ancienne commune garde', 'anciennes communes gardent')} un nom propre, comme commune
          déléguée ou associée : {parts.map((part) => titleOf(part)).join(', ')}.
        </p>
      )}
      <p class="origin">
        {commune
          ? 'Source : INSEE, code officiel géographique (historique des communes de 1943 à 2019, puis comparaison de ses éditions).'
          : 'Source : comparaison des listes annuelles (INSEE, code officiel géographique ; DGCL, intercommunalités).'}
      </p>
    </section>
  )
}

/** Whether the list of days names each part as it became one. */
const allTold = (parts: readonly Place[], predecessors: readonly PlaceLink[]): boolean =>
  parts.every((part) => predecessors.some(({ place, why }) => place.id === part.id && /déléguée|association/.test(why)))

/** Events of the same day and nature, told together. */
const days = (predecessors: readonly PlaceLink[]) => {
  const groups = new Map<string, { on: string | null; after: string | null; why: string; places: Place[] }>()
  for (const { place, on, after, why } of predecessors) {
    const key = `${on} ${why}`
    const group = groups.get(key) ?? { on, after, why, places: [] }
    group.places.push(place)
    groups.set(key, group)
  }
  return [...groups.values()]
}
