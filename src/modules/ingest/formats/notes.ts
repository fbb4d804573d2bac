import type { Decision, Diagnostic } from '../../catalog/index.ts'

const SHOWN = 20

/** What reading notices: remarks (twenty of a kind are kept, all are counted) and decisions. */
export interface Notes {
  readonly say: (
    kind: string,
    message: string,
    line?: number | null,
    severity?: Diagnostic['severity'],
    column?: string | null,
  ) => void
  readonly decide: (key: string, value: string, because: string, imposed?: boolean) => void
  readonly diagnostics: readonly Diagnostic[]
  readonly decisions: readonly Decision[]
  readonly totals: Readonly<Record<string, number>>
}

/** An empty notebook. */
export const notes = (): Notes => {
  const diagnostics: Diagnostic[] = []
  const decisions: Decision[] = []
  const totals: Record<string, number> = {}
  return {
    say: (kind, message, line = null, severity = 'warning', column = null) => {
      totals[kind] = (totals[kind] ?? 0) + 1
      if ((totals[kind] ?? 0) <= SHOWN) diagnostics.push({ kind, message, line, severity, column })
    },
    decide: (key, value, because, imposed = false) => decisions.push({ key, value, because, imposed }),
    diagnostics,
    decisions,
    totals,
  }
}
