import { formatNumber } from '../../../kernel/french.ts'
import { Table } from '../../../web/index.ts'
import { STATUS_WORDS, type ValueStatus } from '../../figure/index.ts'
import { capital } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import { knownRuns } from '../known-runs.ts'
import { LEVEL_WORDS } from '../level-words.ts'

const ORDER = ['value', 'zero', 'estimated', 'missing', 'secret', 'not-yet', 'not-applicable'] as const

/** Why a place has no number, in plain words. */
const REASONS: Readonly<Partial<Record<ValueStatus, string>>> = {
  zero: 'Zéro : on a compté, et il n’y en a pas.',
  missing:
    'Manquant : la source ne donne pas ce chiffre, ou ne le donne que pour une partie du lieu. Une commune née d’une réunion peut aussi ne pas avoir de passé connu.',
  secret: 'Secret statistique : la loi interdit de publier un chiffre qui laisserait reconnaître quelqu’un.',
  estimated: 'Estimé : le producteur donne une approximation, faute d’avoir compté.',
  'not-yet': 'Pas encore publié : le producteur le donnera plus tard.',
  'not-applicable': 'Sans objet : la question ne se pose pas dans ce lieu.',
}

/** What is known and what is not, date by date, and why. */
export const KnownByDate = ({ answer }: { readonly answer: IndicatorAnswer }) => {
  const { indicator, address, statuses, ranked } = answer
  const runs = knownRuns(indicator.edition.periods, statuses)
  const present = ORDER.filter((status) => runs.some(({ counts }) => counts.has(status)))
  if (ranked.length < 2) return null
  return (
    <section aria-labelledby="connu">
      <h2 id="connu">Ce que l’on sait, date par date</h2>
      <Table
        caption={`Combien ont un chiffre parmi les ${LEVEL_WORDS[address.level][1]}, et pourquoi les autres n’en ont pas`}
      >
        <thead>
          <tr>
            <th scope="col">Date</th>
            {present.map((status) => (
              <th scope="col" class="num">
                {status === 'value' ? 'Chiffre' : capital(STATUS_WORDS[status])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map(({ from, to, counts }) => (
            <tr>
              <th scope="row">{from === to ? from : `${from} à ${to}`}</th>
              {present.map((status) => (
                <td class="num">{formatNumber(counts.get(status) ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <ul class="small">{present.flatMap((status) => (REASONS[status] ? [<li>{REASONS[status]}</li>] : []))}</ul>
    </section>
  )
}
