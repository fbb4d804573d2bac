import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import { Overrides } from './overrides.ts'

/** Decisions on the file that are plain words, by what people call them. */
export const FILE_CHOICES = {
  format: 'format',
  encoding: 'encodage',
  separator: 'séparateur',
  decimal: 'marque décimale',
  headerLine: 'ligne des intitulés',
  headerRows: 'nombre de lignes d’intitulés',
  sheet: 'feuille',
  member: 'fichier de l’archive',
  recordsPath: 'chemin des enregistrements',
} as const

/** Decisions on a column, by what people call them. */
export const COLUMN_CHOICES = { name: 'nom', label: 'intitulé', type: 'type', semantic: 'sens', unit: 'unité' } as const

type Typed = Readonly<Record<string, string | undefined>>
type TypedColumnChoices = Readonly<Record<string, Readonly<Record<string, string | null>>>>

/** What people typed, as decisions; a choice left empty is left to the reader; one that cannot be is refused by its name. */
export const typedOverrides = (file: Typed, columns: TypedColumnChoices): Overrides => {
  const chosen = Object.keys(FILE_CHOICES).flatMap((key) => {
    const typed = file[key]
    // A tabulation is a separator, and blank.
    if (typed === undefined || (typed !== '\t' && typed.trim() === '')) return []
    return [[key, key === 'headerLine' || key === 'headerRows' ? Number(typed) : typed]]
  })
  const kept = Object.entries(columns).filter(([, choices]) => Object.keys(choices).length > 0)
  const wanted = { ...Object.fromEntries(chosen), ...(kept.length > 0 ? { columns: Object.fromEntries(kept) } : {}) }
  if (Value.Check(Overrides, wanted)) return wanted
  const [, key = '', position, property = ''] = (Value.Errors(Overrides, wanted)[0]?.instancePath ?? '').split('/')
  throw invalid(
    key === 'columns'
      ? `Pour la colonne ${Number(position) + 1}, « ${columns[position ?? '']?.[property] ?? ''} » n’est pas possible comme ${nameOf(COLUMN_CHOICES, property)}.`
      : `« ${file[key] ?? ''} » n’est pas possible comme ${nameOf(FILE_CHOICES, key)}.`,
  )
}

const nameOf = (names: Readonly<Record<string, string>>, key: string): string => names[key] ?? 'choix'

/** What says which table is read: when one changes, what was decided of the columns of the other table is dropped. */
const WHICH_TABLE = ['format', 'separator', 'sheet', 'member', 'recordsPath'] as const

/** True when two sets of decisions read the same table, so that positions of columns mean the same. */
export const sameTable = (a: Overrides, b: Overrides): boolean => WHICH_TABLE.every((key) => a[key] === b[key])

/** Decisions kept from before with those typed now over them; of columns, only while the same table is read. */
export const correctedOverrides = (before: Overrides, file: Typed, columns: TypedColumnChoices): Overrides => {
  const kept = Object.entries(before).flatMap(([key, value]) => (key === 'columns' ? [] : [[key, String(value)]]))
  const choices: Typed = { ...Object.fromEntries(kept), ...file }
  const previous = sameTable(typedOverrides(choices, {}), before) ? (before.columns ?? {}) : {}
  const positions = [...new Set([...Object.keys(previous), ...Object.keys(columns)])]
  const merged = positions.map((at) => [at, { ...previous[at], ...columns[at] }])
  return typedOverrides(choices, Object.fromEntries(merged))
}
