import { Table } from '../../../web/index.ts'
import { type Place, placePath, titleOf } from '../../territory/index.ts'
import type { ComparedIndicator, ComparedValue } from '../compare.ts'
import type { Definition } from '../definition.ts'
import { periodWords, statedText } from '../stated-words.ts'

interface Props {
  readonly places: readonly Place[]
  readonly compared: readonly ComparedIndicator[]
  /** The place that the page is about, by its identifier. */
  readonly subject: string | null
  /** Links open in the whole window: the table stands in a frame of another page. */
  readonly framed?: boolean
  /** Before addresses, when the table stands on another site. */
  readonly base?: string
}

/** Places × indicators: one period a column, the reason in words where there is no number, both ends told by a sign and a word. */
export const CompareTable = ({ places, compared, subject, framed = false, base = '' }: Props) => {
  const target = framed ? '_top' : undefined
  return (
    <Table caption="Les lieux comparés, un indicateur par colonne" look="compared">
      <thead>
        <tr>
          <th scope="col">Lieu</th>
          {compared.map(({ indicator: { definition }, period }) => (
            <th scope="col" class="num">
              <a href={`${base}/indicateurs/${definition.slug}`} target={target}>
                {definition.shortName}
              </a>
              <small>{[definition.unit, period && periodWords(period)].filter(Boolean).join(', ')}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((place, i) => (
          <tr class={place.id === subject ? 'here' : undefined}>
            <th scope="row">
              <a href={`${base}${placePath(place)}`} target={target}>
                {titleOf(place)}
              </a>
            </th>
            {compared.map(({ indicator: { definition }, values }) => {
              const value = values[i]
              return value ? <Cell value={value} definition={definition} /> : <td />
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const EXTREMES = { highest: ['▲', 'le plus haut'], lowest: ['▼', 'le plus bas'] } as const

const Cell = ({ value, definition }: { readonly value: ComparedValue; readonly definition: Definition }) => {
  const { stated, extreme, otherwise } = value
  return (
    <td class="num">
      {stated.value === null ? (
        <span class="none">{statedText(stated, definition)}</span>
      ) : (
        statedText(stated, definition, false)
      )}
      {extreme && (
        <small>
          <span aria-hidden="true">{EXTREMES[extreme][0]} </span>
          {EXTREMES[extreme][1]}
        </small>
      )}
      {otherwise && (
        <small>{`${statedText(otherwise.stated, definition, false)} ${periodWords(otherwise.period)}, non comparé`}</small>
      )}
    </td>
  )
}
