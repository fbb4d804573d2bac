import { Table } from '../../../web/index.ts'
import { titleOf } from '../../territory/index.ts'
import type { PlaceSheet, SheetLine } from '../place-sheet.ts'
import { changeWords, periodWords, statedText } from '../stated-words.ts'

const MAKING_WORDS = {
  published: null,
  'added-up': 'somme de ses communes',
  rebuilt: 'somme des communes réunies depuis',
  'worked-out': 'calculé par le portail',
} as const

/** What indicators say of a place, theme by theme: value, date, past, what holds the place, source. */
export const PlaceIndicators = ({ sheet }: { readonly sheet: PlaceSheet }) =>
  sheet.themes.length === 0 ? null : (
    <section aria-labelledby="indicateurs">
      <h2 id="indicateurs">Thème par thème</h2>
      {sheet.themes.map(({ name, lines }) => (
        <Theme name={name} lines={lines} />
      ))}
      {sheet.silent.length > 0 && <Silent sheet={sheet} />}
    </section>
  )

const Theme = ({ name, lines }: { readonly name: string; readonly lines: readonly SheetLine[] }) => {
  const around = lines[0]?.around ?? []
  return (
    <>
      <h3>{name}</h3>
      <Table caption={`${name} : les indicateurs`}>
        <thead>
          <tr>
            <th scope="col">Indicateur</th>
            <th scope="col" class="num">
              Ici
            </th>
            {around.map(({ place }) => (
              <th scope="col" class="num">
                {titleOf(place)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line line={line} columns={around.length} />
          ))}
        </tbody>
      </Table>
    </>
  )
}

const Line = ({ line, columns }: { readonly line: SheetLine; readonly columns: number }) => {
  const { definition, stated, period, before, around, origin } = line
  const change = definition.kind === 'flow' ? null : changeWords(before, stated, definition)
  const notes = [periodWords(period), change, MAKING_WORDS[stated.making]].filter((note) => note !== null)
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
        </span>
      </th>
      <td class="num">
        <strong>{statedText(stated, definition)}</strong>
      </td>
      {Array.from({ length: columns }, (_, i) => {
        const other = around[i]
        return <td class="num">{other ? statedText(other.stated, definition, false) : ''}</td>
      })}
    </tr>
  )
}

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
