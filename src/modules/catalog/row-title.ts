import { fold } from '../../kernel/fold.ts'
import type { ColumnProfile } from './version.ts'

/** At most two columns that name a row for a reader, the most telling first: what it is, then where. None when no text tells rows apart. */
export const titleColumns = (columns: readonly ColumnProfile[], rowCount: number): readonly string[] => {
  const texts = columns.filter(
    (column) => column.type === 'text' && column.filled > rowCount / 2 && column.semantic === null && !isCode(column),
  )
  const named = texts.filter((column) => NAMES.test(fold(column.label)) || NAMES.test(column.name))
  const what = named.find(tellsApart) ?? texts.find(tellsApart) ?? named[0]
  const where = columns.find(
    (column) =>
      column !== what &&
      column.type === 'text' &&
      (column.semantic === 'place-name' || (column.semantic === null && COMMUNE.test(column.name))),
  )
  return [what, where].flatMap((column) => (column ? [column.name] : []))
}

const NAMES = /(^|[ _])(nom|name|lib|libelle|titre|intitule|designation|objet|appellation|raison sociale)($|[ _])/

const COMMUNE = /(^|_)(com|commune|ville)($|_)/

const tellsApart = ({ distinct, filled }: ColumnProfile): boolean => distinct > filled / 3

/** Short values with digits and no space: an identifier, that tells a reader nothing. */
const isCode = ({ sample }: ColumnProfile): boolean =>
  sample.length > 0 && sample.every((value) => /\d/.test(value) && !/\s/.test(value))
