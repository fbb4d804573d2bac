import { count, formatNumber } from '../../../kernel/french.ts'
import type { Answer } from './answer.ts'

type Everywhere = NonNullable<Answer['everywhere']>

/** What a view shows, in one or two sentences. `seen` rows of those of the filter, `everywhere` told by the first answer. */
export const viewWords = (by: Answer['by'], seen: number, everywhere: Everywhere): string => {
  const { placed, matching } = everywhere
  const without = matching - placed
  const lost =
    without === 0
      ? ''
      : ` ${count(without, 'ligne')} ${without < 2 ? 'n’a pas' : 'n’ont pas'} de position : voyez le tableau.`
  if (placed === 0)
    return matching === 0 ? 'Aucune ligne ne répond à la recherche en cours.' : `Rien à montrer sur la carte.${lost}`
  if (seen === 0) return `Aucune ligne ici. Éloignez-vous, ou choisissez « Tout voir ».${lost}`
  const among = seen < placed ? ` sur ${formatNumber(placed)}` : ''
  if (by === 'row') return `${count(seen, 'ligne')} dans cette vue${among}.${lost}`
  return `${count(seen, 'ligne')} dans cette vue${among} : trop pour les montrer une à une. Chaque rond dit combien de lignes il réunit ; approchez-vous pour les voir.${lost}`
}

/** What names a row: the columns that the page chose, else its number. */
export const rowTitle = (
  line: number,
  properties: Readonly<Record<string, string | number | boolean | null>>,
  titles: readonly string[],
): string =>
  titles
    .flatMap((name) => (properties[name] === null || properties[name] === undefined ? [] : [String(properties[name])]))
    .join(', ') || `Ligne ${formatNumber(line)}`
