import type { Place } from '../territory/index.ts'
import { csvLine } from './csv-line.ts'
import type { PlaceSheet } from './place-sheet.ts'

const HEAD = [
  'niveau',
  'code',
  'nom',
  'theme',
  'indicateur',
  'libelle',
  'unite',
  'periode',
  'valeur',
  'statut',
  'source',
]

/** All figures of a place at all dates as CSV: points as decimal marks, the reason of a missing number in `statut`. */
export const placeCsv = ({ level, code, name }: Place, { themes }: PlaceSheet): string => {
  const lines = themes.flatMap(({ name: theme, lines: own }) =>
    own.flatMap(({ definition, series, origin }) =>
      series.map(({ period, stated }) => [
        ...[level, code, name, theme, definition.slug, definition.name, definition.unit ?? '', period],
        ...[stated.value ?? '', stated.status, origin?.producer ?? definition.producer],
      ]),
    ),
  )
  return [HEAD, ...lines].map(csvLine).join('')
}
