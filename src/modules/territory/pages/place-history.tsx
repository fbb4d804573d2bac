import { count, formatDate } from '../../../kernel/french.ts'
import { ofPlace, type Place, placePath, titleOf } from '../place.ts'
import { changeWords } from '../place-words.ts'
import type { PlacePageProps } from './place-page.tsx'

/** A place bound to another by an event of the register of communes. */
export interface Linked {
  readonly place: Place
  readonly on: string | null
  readonly why: string
}

/** What changed in the list of communes, day by day, and the former communes that keep a name. */
export const History = ({ place, predecessors, parts }: PlacePageProps) => {
  if (place.level !== 'commune' || predecessors.length + parts.length === 0) return null
  return (
    <section aria-labelledby="histoire">
      <h2 id="histoire">Ce qui a changé dans les limites {ofPlace(place)}</h2>
      <ol class="timeline">
        {days(predecessors).map(({ on, why, places }) => (
          <li>
            {on ? <time dateTime={on}>{formatDate(on)}</time> : <span class="soft">Date inconnue</span>}
            {places.map((before, i) => (
              <>
                {i > 0 && (i === places.length - 1 ? ' et ' : ', ')}
                <a href={placePath(before)}>{titleOf(before)}</a>
              </>
            ))}{' '}
            {changeWords(why, places.length > 1)}
            {/première édition/.test(why) && ' (date de la première édition du code officiel qui le dit)'}.
          </li>
        ))}
      </ol>
      {parts.length > 0 && (
        <p>
          {count(parts.length, 'ancienne commune garde', 'anciennes communes gardent')} un nom propre, comme commune
          déléguée ou associée : {parts.map((part) => titleOf(part)).join(', ')}.
        </p>
      )}
      <p class="origin">Source : INSEE, code officiel géographique (historique des communes depuis 1943).</p>
    </section>
  )
}

/** Events of the same day and nature, told together. */
const days = (predecessors: readonly Linked[]) => {
  const groups = new Map<string, { on: string | null; why: string; places: Place[] }>()
  for (const { place, on, why } of predecessors) {
    const key = `${on} ${why}`
    const group = groups.get(key) ?? { on, why, places: [] }
    group.places.push(place)
    groups.set(key, group)
  }
  return [...groups.values()]
}
