import { capital, type Level } from '../../territory/index.ts'
import type { PlaceSheet } from '../place-sheet.ts'
import type { SheetLine } from '../sheet-line.ts'
import { rankPhrase } from '../sheet-words.ts'
import { FEWEST_INHABITANTS } from '../standing.ts'
import { periodWords, statedText } from '../stated-words.ts'

interface Props {
  readonly sheet: PlaceSheet
  readonly level: Level
  /** Inhabitants; null when they are not known. */
  readonly population: number | null
  /** « d’Auxerre ». */
  readonly of: string
}

const MOST_LISTED = 5

/** What stands out for someone who wants to settle, the good first and the bad beside it, and how both were found. */
export const PlaceStanding = ({ sheet, level, population, of }: Props) => {
  const { strengths, weaknesses, peers } = sheet
  if (!peers) return null
  const small = population !== null && population < FEWEST_INHABITANTS
  if (strengths.length + weaknesses.length === 0 && !small) return null
  return (
    <section aria-labelledby="s-installer">
      <h2 id="s-installer">Pour qui pense s’y installer</h2>
      {small ? (
        <p>
          {`Avec moins de ${FEWEST_INHABITANTS} habitants, une personne de plus ou de moins change un pourcentage : aucun point fort ni point faible n’en est tiré. Les chiffres sont tous plus bas.`}
        </p>
      ) : (
        <>
          <div class="columns half">
            <Stands
              title={`Les points forts ${of}`}
              lines={strengths}
              level={level}
              none="Aucun chiffre de la liste n’est dans le meilleur quart de ses pairs."
            />
            <Stands
              title="Les points à connaître"
              lines={weaknesses}
              level={level}
              none="Aucun chiffre de la liste n’est dans le dernier quart de ses pairs."
            />
          </div>
          <details class="plain noprint">
            <summary>Comment ces points sont choisis</summary>
            <p>
              {`D’une liste fixe d’indicateurs qui comptent pour s’installer, la page garde ceux où le lieu fait mieux, ou moins bien, que les trois quarts de ses pairs, à la même date. Ses pairs sont les ${peers.group}. Les points les plus marqués viennent d’abord ; tous les autres chiffres sont dans les thèmes.`}
            </p>
          </details>
        </>
      )}
    </section>
  )
}

interface StandsProps {
  readonly title: string
  readonly lines: readonly SheetLine[]
  readonly level: Level
  readonly none: string
}

const Stands = ({ title, lines, level, none }: StandsProps) => (
  <div>
    <h3>{title}</h3>
    {lines.length === 0 ? (
      <p class="soft">{none}</p>
    ) : (
      <ul class="stands">
        {lines.slice(0, MOST_LISTED).map(({ definition, stated, period, rank }) => (
          <li>
            <a href={`/indicateurs/${definition.slug}`}>{capital(definition.shortName)}</a> :{' '}
            <strong>{statedText(stated, definition)}</strong> <span class="soft">{periodWords(period)}</span>
            <br />
            <span class="small soft">{rankPhrase(rank, level)}</span>
          </li>
        ))}
      </ul>
    )}
  </div>
)
