import { count } from '../../../kernel/french.ts'
import type { Site } from '../../../web/index.ts'
import { type IndicatorMove, thatMove } from '../indicator-move.ts'
import { beforeAfter, countsInWords, largestInWords } from '../move-words.ts'

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
        <ul class="reasons">
          {moving.map((move) => (
            <li>
              <p>
                <strong>
                  <a href={`/indicateurs/${move.slug}`}>{move.name}</a>
                </strong>
              </p>
              <Move move={move} territory={site.territory} />
            </li>
          ))}
        </ul>
      )}
      {still > 0 && (
        <p class="soft">
          {moving.length === 0 ? 'Aucun ne changerait : ' : 'Les autres ne changent pas : '}
          {count(still, 'indicateur qui se calcule', 'indicateurs qui se calculent')} avec ce jeu{' '}
          {still > 1 ? 'restent les mêmes.' : 'reste le même.'}
        </p>
      )}
    </>
  )
}

const Move = ({ move, territory }: { readonly move: IndicatorMove; readonly territory: string }) => {
  const { outcome, home, periods, largest, refused, known } = move
  if (outcome === 'refused' || outcome === 'lost')
    return (
      <>
        <p>
          {outcome === 'refused'
            ? 'Ne pourrait plus être calculé : ses chiffres d’avant resteraient en ligne.'
            : 'N’aurait plus aucune valeur.'}
        </p>
        {refused.map((sentence) => (
          <p class="soft">{sentence}</p>
        ))}
      </>
    )
  const first = outcome === 'first'
  return (
    <>
      {home && <p>{`${territory} : ${first ? home.after : beforeAfter(home, periods)}`}</p>}
      <p>{first ? count(known.after, 'première valeur', 'premières valeurs') : countsInWords(move)}.</p>
      {largest.length > 0 && <p class="soft">{`Les plus forts changements : ${largestInWords(move)}.`}</p>}
    </>
  )
}
