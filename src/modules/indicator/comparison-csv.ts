import type { ComparedIndicator } from './compare.ts'
import { csvLine } from './csv-line.ts'

const HEAD = ['niveau', 'code', 'nom', 'indicateur', 'libelle', 'unite', 'periode', 'valeur', 'statut', 'source']

/** A comparison as CSV: one line a place and an indicator, points as decimal marks, the reason of a missing number in `statut`. */
export const comparisonCsv = (compared: readonly ComparedIndicator[]): string => {
  const lines = compared.flatMap(({ indicator: { definition, record }, period, values }) =>
    values.map(({ place, stated }) => [
      place.level,
      place.code,
      place.name,
      definition.slug,
      definition.name,
      definition.unit ?? '',
      period ?? '',
      stated.value ?? '',
      stated.status,
      `${definition.producer}, édition ${record.number}`,
    ]),
  )
  return [HEAD, ...lines].map(csvLine).join('')
}
