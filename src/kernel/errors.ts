/** Where in what was asked the mistake lies (a JSON pointer), and what would be right, in French. */
export interface Issue {
  readonly pointer: string
  readonly message: string
}

/** What went wrong, in words the person who asked can act on. Knows nothing of HTTP. */
export type Fault =
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'invalid'; readonly detail: string; readonly issues: readonly Issue[] }
  | { readonly kind: 'unauthenticated'; readonly detail: string }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'conflict'; readonly detail: string }
  | { readonly kind: 'too-large'; readonly detail: string; readonly limit: number }
  | { readonly kind: 'too-slow'; readonly detail: string }
  | { readonly kind: 'too-many'; readonly detail: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** The only error the domain throws. Anything else that escapes is a bug. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly fault: Fault
  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.detail, options)
    this.fault = fault
  }
}

/** « Le jeu de données « arbrs » n’existe pas. » — `what` carries its article. */
export const notFound = (what: string, id: string): DomainError =>
  new DomainError({ kind: 'not-found', detail: `${what} « ${id} » n’existe pas.` })

/** A demand that cannot be met as it is; `issues` name the fields. */
export const invalid = (detail: string, issues: readonly Issue[] = []): DomainError =>
  new DomainError({ kind: 'invalid', detail, issues })

export const forbidden = (detail: string): DomainError => new DomainError({ kind: 'forbidden', detail })

export const conflict = (detail: string): DomainError => new DomainError({ kind: 'conflict', detail })

/** Closes a `switch` over a union: a new kind becomes a compile error. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
