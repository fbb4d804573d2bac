import { type Place, placePath, titleOf } from '../../territory/index.ts'
import { cardPath } from '../card-address.ts'
import { rankWords } from '../peer-words.ts'
import type { PlaceSheet, SheetLine } from '../place-sheet.ts'
import { changeWords, periodWords, statedText, unitFor } from '../stated-words.ts'

const MAKING_WORDS = {
  published: null,
  'added-up': 'somme de ses communes',
  rebuilt: 'somme des communes réunies depuis',
  'worked-out': 'calculé par le portail',
} as const

/** What indicators say of a place, theme by theme: value, date, past, what holds the place, source. */
export const PlaceIndicators = ({ place, sheet }: { readonly place: Place; readonly sheet: PlaceSheet }) =>
  sheet.themes.length === 0 ? null : (
    <section aria-labelledby="indicateurs">
      <h2 id="indicateurs">Thème par thème</h2>
      {sheet.peers && (
        <p>
          Rangs donnés parmi les {sheet.peers.group}, le chiffre le plus haut d’abord.{' '}
          <a href="/methode/pairs">Comment ces pairs sont choisis</a>
        </p>
      )}
      {sheet.themes.map(({ name, lines }) => (
        <Theme name={name} lines={lines} place={place} />
      ))}
      {sheet.silent.length > 0 && <Silent sheet={sheet} />}
    </section>
  )

interface ThemeProps {
  readonly name: string
  readonly lines: readonly SheetLine[]
  readonly place: Place
}

const Theme = ({ name, lines, place: own }: ThemeProps) => {
  const around = lines[0]?.around ?? []
  return (
    <>
      <h3>{name}</h3>
      <table class="sheet">
        <caption class="hidden">{`${name} : les indicateurs`}</caption>
        <colgroup>
          <col class="what" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Indicateur</th>
            <th scope="col" class="num">
              Ici
            </th>
            {around.map(({ place }) => (
              <th scope="col" class="num">
                <a href={placePath(place)}>{nearby(place)}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line line={line} columns={around.length} place={own} />
          ))}
        </tbody>
      </table>
    </>
  )
}

interface LineProps {
  readonly line: SheetLine
  readonly columns: number
  readonly place: Place
}

const Line = ({ line, columns, place }: LineProps) => {
  const { definition, stated, period, before, around, origin } = line
  const change = definition.kind === 'flow' ? null : changeWords(before, stated, definition)
  const rank = line.rank && line.rank.of > 2 ? `${rankWords(line.rank, place.level)} sur ${line.rank.of}` : null
  const notes = [periodWords(period), change, rank, MAKING_WORDS[stated.making]].filter((note) => note !== null)
  return (
    <tr>
      <th scope="row">
        <a href={`/indicateurs/${definition.slug}`}>{definition.shortName}</a>
        <br />
        <span class="small soft">
          {notes.join(' · ')}
          {origin && (
            <>
              {' · '}
              <a href={origin.href}>
                {origin.producer}
                <span class="hidden"> : les lignes d’où vient « {definition.shortName} »</span>
              </a>
            </>
          )}
          <span class="noprint">
            {' · '}
            <a href={cardPath(definition.slug, place)}>
              En faire une carte<span class="hidden"> : « {definition.shortName} »</span>
            </a>
          </span>
        </span>
      </th>
      <td class="num">
        <strong>{statedText(stated, definition, false)}</strong>
        {stated.value !== null && definition.unit && (
          <span class="unit"> {unitFor(stated.value, definition.unit)}</span>
        )}
      </td>
      {Array.from({ length: columns }, (_, i) => {
        const other = around[i]
        return (
          <td class="num" data-label={other ? nearby(other.place) : ''}>
            {other ? statedText(other.stated, definition, false) : ''}
          </td>
        )
      })}
    </tr>
  )
}

/** A place that holds the one of the page, in few words. */
const nearby = (place: Place): string => (place.level === 'epci' ? 'Intercommunalité' : titleOf(place))

const Silent = ({ sheet }: { readonly sheet: PlaceSheet }) => (
  <details class="plain">
    <summary>Ce qui manque sur cette page, et pourquoi</summary>
    <p>
      Ces indicateurs sont définis, mais leur source n’est pas encore dans le portail, ou ne dit rien de ce lieu. Rien
      n’est inventé à leur place.
    </p>
    <ul>
      {sheet.silent.map(({ name, producer }) => (
        <li>
          {name} ({producer})
        </li>
      ))}
    </ul>
  </details>
)
