import type { Column, ColumnType } from '../../query/index.ts'
import type { Notes } from '../formats/notes.ts'
import type { Overrides } from '../overrides.ts'
import type { ParseRule, TypedColumn } from '../typing.ts'
import { codeMeaning, isIdentifier, type Meaning, otherMeaning } from './meaning.ts'
import { columnNames } from './naming.ts'
import type { References } from './references.ts'
import { isMark, isSecretMark, ruleFor } from './rules.ts'

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
  return labels.map((label, i) => {
    const cells = sample.flatMap((row) => {
      const text = row.cells[i]?.trim() ?? ''
      return text === '' ? [] : [text]
    })
    return inferColumn({ label, name: names[i] ?? `colonne_${i + 1}`, source: i, cells }, references, overrides, notes)
  })
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
  const keepsMarks = rule.kind === 'text' && !code
  if (!keepsMarks) sayMarks(marks, seen.label, notes)
  sayMeaning(seen, rule, meaning, imposed !== undefined, notes)
  sayPersonal(seen.label, meaning, notes)
  const column: Column = {
    name: imposed?.name ?? seen.name,
    label: seen.label,
    type: typeOf(rule),
    semantic: imposed?.semantic !== undefined ? imposed.semantic : (meaning?.semantic ?? null),
    unit: imposed?.unit !== undefined ? imposed.unit : (meaning?.unit ?? unitIn(seen.label)),
  }
  return { column, source: seen.source, rule, missing: keepsMarks ? [] : marks.map((mark) => mark.toLowerCase()) }
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
  return rule
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

const sayMeaning = (seen: Seen, rule: ParseRule, meaning: Meaning | null, imposed: boolean, notes: Notes) => {
  const how =
    rule.kind === 'number'
      ? `, décimales après « ${rule.decimal} »`
      : rule.kind === 'date' || rule.kind === 'datetime'
        ? `, écrite ${rule.formats.map(readable).join(' ou ')}`
        : ''
  const sense = meaning ? ` ; sens : ${meaning.semantic} (${meaning.because})` : ''
  notes.decide(
    `type:${seen.label}`,
    TYPE_NAMES[rule.kind],
    `${imposed ? 'corrigé par une personne' : `d’après ${seen.cells.length} valeurs vues`}${how}${sense}`,
    imposed,
  )
  if (rule.kind === 'text' && rule.pad)
    notes.say(
      'lost-zeros',
      `Colonne « ${seen.label} » : des zéros manquaient au début de certains codes ; ils ont été rendus (${rule.pad} caractères).`,
      null,
      'warning',
      seen.label,
    )
  if (rule.kind === 'text' && rule.cutDecimal)
    notes.say(
      'float-codes',
      `Colonne « ${seen.label} » : les codes étaient écrits comme des nombres (« 89000.0 ») ; le « .0 » est retiré.`,
      null,
      'warning',
      seen.label,
    )
}

const readable = (format: string) =>
  format
    .replace('%d', 'JJ')
    .replace('%m', 'MM')
    .replace('%Y', 'AAAA')
    .replace('%y', 'AA')
    .replace('T%H:%M:%SZ', ' HH:MM:SS')
    .replace('T%H:%M:%S', ' HH:MM:SS')
    .replace('%H', 'HH')
    .replace('%M', 'MM')
    .replace('%S', 'SS')

const sayMarks = (marks: readonly string[], label: string, notes: Notes) => {
  for (const mark of marks) {
    const sense = isSecretMark(mark.toLowerCase()) ? 'lu comme « secret statistique »' : 'lu comme une valeur manquante'
    notes.say('missing-mark', `Colonne « ${label} » : « ${mark} » est ${sense}.`, null, 'info', label)
  }
}

const sayHeaders = (header: readonly string[], notes: Notes) => {
  const seen = new Set<string>()
  header.forEach((label, i) => {
    const trimmed = label.trim()
    if (trimmed === '')
      notes.say(
        'empty-header',
        `La colonne ${i + 1} n’a pas d’intitulé : elle s’appelle « Colonne ${i + 1} » en attendant mieux.`,
      )
    else if (seen.has(trimmed))
      notes.say(
        'duplicate-header',
        `L’intitulé « ${trimmed} » sert plusieurs fois : la colonne ${i + 1} reçoit un nom distinct.`,
        null,
        'warning',
        trimmed,
      )
    if (trimmed !== '' && trimmed !== label)
      notes.say(
        'padded-header',
        `L’intitulé « ${trimmed} » avait des espaces autour : ils sont retirés.`,
        null,
        'info',
        trimmed,
      )
    seen.add(trimmed)
  })
}

const sayPersonal = (label: string, meaning: Meaning | null, notes: Notes) => {
  const named = /pr[ée]nom|date.*naissance|n[ée]\(?e?\)? le|s[ée]curit[ée] sociale|\bnir\b/i.test(label)
  if (named || meaning?.semantic === 'email' || meaning?.semantic === 'phone')
    notes.say(
      'personal-data',
      `Colonne « ${label} » : elle peut contenir des données personnelles. Vérifiez que la loi permet de les publier avant de mettre en ligne.`,
      null,
      'warning',
      label,
    )
}
