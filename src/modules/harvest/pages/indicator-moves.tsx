import { count } from '../../../kernel/french.ts'
import { type Site, Table } from '../../../web/index.ts'
import { type IndicatorMove, thatMove } from '../indicator-move.ts'
import { beforeAfter, countsInWords } from '../move-words.ts'

interface IndicatorMovesProps {
  readonly site: Pick<Site, 'territory'>
  readonly moves: readonly IndicatorMove[]
}

/** What the public would see of indicators if the file were published: the territory before and after, how many places change, and which the most. */
export const IndicatorMoves = ({ site, moves }: IndicatorMovesProps) => {
  const moving = thatMove(moves)
  const still = moves.length - moving.length
  return (
    <>
      <h2>Les indicateurs qui changeraient</h2>
      {moves.length === 0 && <p>Aucun indicateur ne se calcule avec ce jeu.</p>}
      {moving.length > 0 && (
        <Table caption={`${count(moving.length, 'indicateur')}, d’avant à après`}>
          <thead>
            <tr>
              <th scope="col">Indicateur</th>
              <th scope="col">{site.territory}</th>
              <th scope="col">Lieux du territoire</th>
              <th scope="col">Changent le plus</th>
            </tr>
          </thead>
          <tbody>
            {moving.map((move) => (
              <tr>
                <th scope="row">
                  <a href={`/indicateurs/${move.slug}`}>{move.name}</a>
                </th>
                <Move move={move} />
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {still > 0 && (
        <p class="soft">
          {moving.length === 0 ? 'Rien ne change pour ' : 'Rien d’autre ne change : '}
          {count(still, 'indicateur qui se calcule', 'indicateurs qui se calculent')} avec ce jeu{' '}
          {still > 1 ? 'restent les mêmes.' : 'reste le même.'}
        </p>
      )}
    </>
  )
}

const Move = ({ move }: { readonly move: IndicatorMove }) => {
  const { outcome, home, periods, largest, refused, known } = move
  if (outcome === 'refused' || outcome === 'lost')
    return (
      <td colSpan={3}>
        {outcome === 'refused'
          ? 'Ne pourrait plus être calculé ; ses chiffres d’avant resteraient.'
          : 'N’aurait plus aucune valeur.'}
        {refused.map((sentence) => (
          <p class="soft">{sentence}</p>
        ))}
      </td>
    )
  return (
    <>
      <td>{home ? (outcome === 'first' ? home.after : beforeAfter(home, periods)) : 'pas de valeur'}</td>
      <td>
        {outcome === 'first' ? `${count(known.after, 'première valeur', 'premières valeurs')}` : countsInWords(move)}
      </td>
      <td>
        {largest.length === 0
          ? '–'
          : largest.map(({ name, before, after }) => (
              <p>
                {name} : {before} → {after}
              </p>
            ))}
      </td>
    </>
  )
}
