import type { Diagnostic, Version } from '../catalog/index.ts'
import type { Notes } from './formats/notes.ts'
import type { Built } from './ports.ts'
import type { ReadTable } from './relation.ts'

const SHOWN = 20

type Described = Pick<
  Version,
  'rowCount' | 'rejectedCount' | 'columns' | 'bbox' | 'decisions' | 'diagnostics' | 'diagnosticCounts' | 'bytes'
>

/** What a version keeps of its making: counts, columns, decisions, and every remark with how many there were of its kind. */
export const describeBuild = (table: ReadTable, built: Built, book: Notes): Described => {
  for (const remark of columnRemarks(built))
    book.say(remark.kind, remark.message, remark.line, remark.severity, remark.column)
  const misfits = misfitRemarks(built)
  const lost = Object.values(built.misfitCounts).reduce((sum, count) => sum + count, 0)
  const totals = { ...table.totals, ...book.totals, ...(lost > 0 ? { misfit: lost } : {}) }
  const diagnostics = [...table.diagnostics, ...misfits, ...book.diagnostics]
  const severityOf = (kind: string): Diagnostic['severity'] =>
    diagnostics.find((d) => d.kind === kind)?.severity ?? 'warning'
  return {
    rowCount: built.rowCount,
    rejectedCount: table.rejectedCount,
    columns: [...built.columns],
    bbox: built.bbox ? [...built.bbox] : null,
    decisions: [...table.decisions, ...book.decisions],
    diagnostics,
    diagnosticCounts: Object.entries(totals).map(([kind, total]) => ({ kind, total, severity: severityOf(kind) })),
    bytes: built.bytes,
  }
}

const misfitRemarks = (built: Built): readonly Diagnostic[] =>
  built.misfits.slice(0, SHOWN).map(({ line, column, value }) => {
    const { label = column, type = 'text' } = built.columns.find((c) => c.name === column) ?? {}
    return {
      kind: 'misfit',
      severity: 'warning',
      line,
      column: label,
      message: `Ligne ${line}, colonne « ${label} » : « ${value.slice(0, 80)} » ${WHY[type] ?? 'ne se lit pas'} ; la cellule est laissée vide.`,
    }
  })

const WHY: Readonly<Record<string, string>> = {
  date: 'n’est pas une date qui existe',
  datetime: 'n’est pas une date et une heure qui existent',
  integer: 'n’est pas un nombre entier',
  number: 'n’est pas un nombre',
  boolean: 'n’est ni oui ni non',
  geometry: 'n’est pas une position',
}

const columnRemarks = (built: Built): readonly Diagnostic[] =>
  built.columns.flatMap((column): readonly Diagnostic[] => {
    const about = { line: null, column: column.label }
    if (built.rowCount > 0 && column.filled === 0)
      return [
        {
          ...about,
          kind: 'empty-column',
          severity: 'info',
          message: `Colonne « ${column.label} » : elle est vide sur toutes les lignes.`,
        },
      ]
    if (built.rowCount > 10 && column.distinct === 1 && column.filled === built.rowCount)
      return [
        {
          ...about,
          kind: 'constant-column',
          severity: 'info',
          message: `Colonne « ${column.label} » : la même valeur partout (« ${column.sample[0] ?? ''} »).`,
        },
      ]
    if (column.semantic === 'latitude' && Math.abs(Number(column.max)) > 90)
      return [
        {
          ...about,
          kind: 'out-of-range',
          severity: 'error',
          message: `Colonne « ${column.label} » : une latitude dépasse 90 degrés.`,
        },
      ]
    return []
  })
