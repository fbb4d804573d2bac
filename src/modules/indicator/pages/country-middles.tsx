import { formatNumber } from '../../../kernel/french.ts'
import type { CountryMiddle } from '../country-middles.ts'
import { indicatorPath } from '../indicator-address.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { periodWords, statedText, unitFor } from '../stated-words.ts'

/** What the portal knows of the places of the country, when it has nothing for the whole: the value in the middle of them. */
export const CountryMiddles = ({ middles }: { readonly middles: readonly CountryMiddle[] }) => {
  const levels = (['commune', 'departement'] as const).filter((level) => middles.some((one) => one.level === level))
  if (levels.length === 0) return null
  return (
    <section aria-labelledby="milieu">
      <h2 id="milieu">Au milieu du pays</h2>
      <p>
        De ces mesures, le portail n’a pas de chiffre pour la France entière. Il peut dire la valeur du milieu : parmi
        les communes, ou les départements, qui ont un chiffre, la moitié est au-dessus et l’autre moitié au-dessous. Ce
        n’est pas la moyenne du pays : une petite commune y compte autant qu’une grande ville.
      </p>
      {levels.map((level) => (
        <Middles level={level} middles={middles.filter((one) => one.level === level)} />
      ))}
    </section>
  )
}

const Middles = ({
  level,
  middles,
}: { readonly level: CountryMiddle['level'] } & Parameters<typeof CountryMiddles>[0]) => {
  const [one, several] = LEVEL_WORDS[level]
  return (
    <details class="plain" open={middles.length <= MOST_OPEN}>
      <summary>
        Au milieu des {several} : {formatNumber(middles.length)} mesures
      </summary>
      <table class="sheet">
        <caption class="hidden">Au milieu des {several} de France</caption>
        <thead>
          <tr>
            <th scope="col">Indicateur</th>
            <th scope="col" class="num">
              {level === 'commune' ? 'La' : 'Le'} {one} du milieu
            </th>
          </tr>
        </thead>
        <tbody>
          {middles.map((middle) => (
            <Line {...middle} />
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** A longer table is folded. */
const MOST_OPEN = 30

const Line = ({ definition, level, period, middle }: CountryMiddle) => {
  const { slug, shortName, unit } = definition
  const address = { slug, level, period, inside: false, tiles: false, places: [], page: 1 }
  const stated = { value: middle.median, status: 'value' } as const
  return (
    <tr>
      <th scope="row">
        <a href={indicatorPath(address)}>{shortName}</a>
        <br />
        <span class="small soft">
          {`${periodWords(period)} · ${formatNumber(middle.known)} ${LEVEL_WORDS[level][1]} qui ont un chiffre · ${definition.producer}`}
        </span>
      </th>
      <td class="num">
        <strong>{statedText(stated, definition, false)}</strong>
        {unit && <span class="unit"> {unitFor(middle.median, unit)}</span>}
      </td>
    </tr>
  )
}
