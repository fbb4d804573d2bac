import { invalid } from '../../../kernel/errors.ts'
import type { Column, ColumnType } from '../../query/index.ts'
import type { Notes } from '../formats/notes.ts'
import type { Overrides } from '../overrides.ts'
import type { ParseRule, TypedColumn } from '../typing.ts'
import { isLongitudeFirst } from './axis-order.ts'
import { sayColumn, sayHeaders, sayMarks } from './column-remarks.ts'
import { codeMeaning, isIdentifier, type Meaning, otherMeaning } from './meaning.ts'
import { columnNames } from './naming.ts'
import type { References } from './references.ts'
import { isMark, ruleFor } from './rules.ts'

export interface SampleRow {
  readonly line: number
  readonly cells: readonly (string | null)[]
}

/** Names, types and meanings of the columns, from their header and a sample of their values; each choice is told. */
export const inferColumns = (
  header: readonly string[],
  sample: readonly SampleRow[],
  references: References,
  overrides: Overrides,
  notes: Notes,
): readonly TypedColumn[] => {
  sayHeaders(header, notes)
  const labels = header.map(
    (label, i) => overrides.columns?.[String(i)]?.label ?? (label.replace(/\s+/g, ' ').trim() || `Colonne ${i + 1}`),
  )
  const names = columnNames(header.map((label) => label.trim()))
  const inferred = labels.map((label, i) => {
    const cells = sample.flatMap((row) => {
      const text = row.cells[i]?.trim() ?? ''
      return text === '' ? [] : [text]
    })
    return inferColumn({ label, name: names[i] ?? `colonne_${i + 1}`, source: i, cells }, references, overrides, notes)
  })
  refuseSharedNames(inferred)
  return shareMarks(inferred, notes)
}

/** What says « nothing » in one column may come further down in those of numbers and dates, past what was looked at. */
const shareMarks = (columns: readonly TypedColumn[], notes: Notes): readonly TypedColumn[] => {
  const met = new Map<string, readonly string[]>()
  for (const { column, missing } of columns)
    for (const mark of missing) met.set(mark, [...(met.get(mark) ?? []), column.label])
  sayMarks(met, notes)
  const all = [...met.keys()]
  return columns.map((typed) => {
    const marks = typed.rule.kind === 'text' ? typed.missing : all
    return { ...typed, missing: [...new Set(marks.map((mark) => mark.toLowerCase()))] }
  })
}

/** Two columns cannot answer to one name: a person who gives a name that is taken is told which. */
const refuseSharedNames = (columns: readonly TypedColumn[]): void => {
  const seen = new Map<string, string>()
  for (const { column } of columns) {
    const other = seen.get(column.name)
    if (other !== undefined)
      throw invalid(
        `Deux colonnes ne peuvent pas porter le même nom « ${column.name} » (« ${other} » et « ${column.label} ») : donnez-leur des noms différents.`,
      )
    seen.set(column.name, column.label)
  }
}

interface Seen {
  readonly label: string
  readonly name: string
  readonly source: number
  readonly cells: readonly string[]
}

const inferColumn = (seen: Seen, references: References, overrides: Overrides, notes: Notes): TypedColumn => {
  const imposed = overrides.columns?.[String(seen.source)]
  const values = seen.cells.filter((cell) => !isMark(cell))
  const marks = [...new Set(seen.cells.filter(isMark))]
  const code = imposed?.type && imposed.type !== 'text' ? null : codeMeaning(seen.label, values, references)
  const rule = code?.rule ?? plainRule(seen, values, imposed?.type ?? null, overrides.decimal ?? null)
  const meaning = code ?? otherMeaning(seen.label, values, rule)
  decideType(seen, rule, meaning, imposed !== undefined, notes)
  sayColumn(seen.label, values, rule, meaning, notes)
  const column: Column = {
    name: imposed?.name ?? seen.name,
    label: seen.label,
    type: typeOf(rule),
    semantic: imposed?.semantic !== undefined ? imposed.semantic : (meaning?.semantic ?? null),
    unit: imposed?.unit !== undefined ? imposed.unit : (meaning?.unit ?? unitIn(seen.label)),
  }
  // In plain texts, « s » or « - » are words like others.
  return { column, source: seen.source, rule, missing: rule.kind === 'text' && !code ? [] : marks }
}

const plainRule = (
  seen: Seen,
  values: readonly string[],
  imposed: ColumnType | null,
  decimal: ',' | '.' | null,
): ParseRule => {
  const rule = ruleFor(values, imposed, decimal)
  if (imposed === null && rule.kind === 'integer' && isIdentifier(seen.label, values)) return { kind: 'text' }
  if (
    imposed === null &&
    rule.kind === 'number' &&
    values.some((v) => /^0\d/.test(v)) &&
    isIdentifier(seen.label, values)
  )
    return { kind: 'text' }
  return rule.kind === 'geometry' && isLongitudeFirst(seen.label, values) ? { ...rule, longitudeFirst: true } : rule
}

const typeOf = (rule: ParseRule): ColumnType => rule.kind

/** « Surface (m²) » → m² ; « Dépense (€) » → €. */
const unitIn = (label: string): string | null =>
  /[([]\s*(€|k€|M€|%|m²|m2|m|km|km²|ha|kW|kWh|MWh|°C|mm|t|kg|hab\.?|habitants|jours?|heures?|ans?)\s*[)\]]/.exec(
    label,
  )?.[1] ?? null

const TYPE_NAMES: Readonly<Record<ColumnType, string>> = {
  text: 'texte',
  integer: 'nombre entier',
  number: 'nombre',
  boolean: 'oui ou non',
  date: 'date',
  datetime: 'date et heure',
  geometry: 'position',
}

const decideType = (seen: Seen, rule: ParseRule, meaning: Meaning | null, imposed: boolean, notes: Notes) => {
  const how =
    rule.kind === 'number'
      ? `, décimales après « ${rule.decimal} »`
      : rule.kind === 'date' || rule.kind === 'datetime'
        ? `, écrite ${[...new Set(rule.formats.map(readable))].join(' ou ')}`
        : ''
  const sense = meaning ? ` ; sens : ${meaning.semantic} (${meaning.because})` : ''
  notes.decide(
    `type:${seen.label}`,
    TYPE_NAMES[rule.kind],
    `${imposed ? 'corrigé par une personne' : `d’après ${seen.cells.length} valeurs vues`}${how}${sense}`,
    imposed,
  )
}

const readable = (format: string) =>
  format
    .replace('.%f', '')
    .replace('+00:00', '')
    .replace(/Z$/, '')
    .replace('%d', 'JJ')
    .replace('%m', 'MM')
    .replace('%Y', 'AAAA')
    .replace('%y', 'AA')
    .replace('T%H:%M:%S', ' HH:MM:SS')
    .replace('%H', 'HH')
    .replace('%M', 'MM')
    .replace('%S', 'SS')
