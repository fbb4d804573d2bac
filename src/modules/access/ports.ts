/** Who did what to what, when: kept for ever, never edited. `who` is a person's id, or `système`. */
export interface AuditEntry {
  readonly at: Date
  readonly who: string
  /** A verb of ours: `dataset.publish`, `session.open`, `person.create`… */
  readonly what: string
  readonly subject: string
  /** Never a password, a token or the content of a file. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

export interface Audit {
  record(entry: AuditEntry): Promise<void>
  list(
    page: number,
    size: number,
    subject?: string,
  ): Promise<{ readonly total: number; readonly items: readonly AuditEntry[] }>
}
