import type { Person } from './person.ts'

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

/** A person with what signing in needs; never leaves this module. */
export interface Account extends Person {
  readonly passwordHash: string
  readonly mustChange: boolean
  readonly disabled: boolean
}

export interface PersonStore {
  get(id: string): Promise<Account | undefined>
  byEmail(email: string): Promise<Account | undefined>
  list(): Promise<readonly Account[]>
  save(account: Account, at: Date): Promise<void>
  openSession(tokenHash: string, personId: string, at: Date): Promise<void>
  /** The owner of a session that is neither idle nor too old, and whose account is not disabled. */
  bySession(tokenHash: string, at: Date): Promise<Account | undefined>
  closeSession(tokenHash: string): Promise<void>
  closeSessions(personId: string): Promise<void>
  /** Tries under a key (an account, an address) since a moment. */
  attempts(key: string, since: Date): Promise<number>
  addAttempt(key: string, at: Date): Promise<void>
  /** Forgets the tries under a key since a moment. */
  clearAttempts(key: string, since: Date): Promise<void>
}
