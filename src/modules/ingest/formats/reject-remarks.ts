import { count, formatNumber } from '../../../kernel/french.ts'
import type { SeenRow } from './footer.ts'
import type { Notes } from './notes.ts'

interface Rejected {
  readonly line: number
  readonly text: string
}

const KINDS: Readonly<Record<string, string>> = {
  'ligne de total': 'total-row',
  'note sous le tableau': 'footnote',
  'intitulés répétés': 'repeated-header',
  'titre d’un autre tableau': 'other-title',
}

/** Says that a row is set aside, where it stands, why and how it begins. */
export const sayRejected = ({ line, text }: Rejected, reason: string, notes: Notes): void => {
  const kind = KINDS[reason] ?? 'rejected-row'
  notes.say(
    kind,
    `Ligne ${line} : ${reason}${excerpt(text)}. La ligne est mise de côté.`,
    line,
    kind === 'footnote' || kind === 'other-title' ? 'info' : 'warning',
  )
}

/** The first words of a row, its separators left out. */
const excerpt = (text: string): string => {
  const words = text.replace(/[;,\t|"\s]+/g, ' ').trim()
  return words === '' ? '' : ` (« ${words.length > 60 ? `${words.slice(0, 60)}…` : words} »)`
}

/** Says that a row calls itself a total and is not the sum of what stands above: only a person can tell. */
export const sayDoubtfulTotal = ({ line }: Rejected, { there }: SeenRow, notes: Notes): void =>
  notes.say(
    'doubtful-total',
    `Ligne ${line} : « ${there[0]?.text.slice(0, 60)} » s’annonce comme un total, mais n’est pas la somme des lignes au-dessus. La ligne est gardée : vérifiez-la.`,
    line,
  )

/** Says that a year stands where a value should: a table by blocks, to be laid flat by a person. */
export const sayLoneYear = ({ line }: Rejected, { there }: SeenRow, notes: Notes): void =>
  notes.say(
    'lone-year',
    `Ligne ${line} : l’année « ${there[0]?.text} » est seule sur sa ligne, comme un titre. La ligne est gardée ; mettez plutôt l’année dans une colonne, répétée sur chaque ligne.`,
    line,
  )

/** Says that so many rows are set aside that the file, or the way it is read, must be looked at. */
export const sayMany = (rejected: number, all: number, notes: Notes): void =>
  notes.say(
    'many-rejected',
    `${count(rejected, 'ligne')} sur ${formatNumber(all)} sont mises de côté : c’est beaucoup. Vérifiez le séparateur et la ligne des intitulés, ou corrigez le fichier à la source.`,
    null,
    'error',
  )
