import { DomainError } from '../../../kernel/errors.ts'

/** Why an exchange did not give what was asked, and what the producer said of coming back. */
export interface Failure {
  readonly error: DomainError
  /** Seconds that the producer asks to wait, when it says so. */
  readonly retryAfter: number | null
}

/** Times an exchange is tried in all. */
export const TRIES = 4
const FIRST_WAIT = 2_000
/** Nobody waits longer than this within a run: the next one will come. */
export const LONGEST_WAIT = 120_000

/**
 * Milliseconds to wait before the try after the `tried`-th, or null when another one deserves nothing: a refusal, a
 * mistake of ours, too many tries, or a wait longer than a run may last. Waits grow four times each try.
 */
export const waitBefore = (tried: number, { error, retryAfter }: Failure, tries = TRIES): number | null => {
  if (error.fault.kind !== 'unavailable' || tried >= tries) return null
  const wait = Math.max(FIRST_WAIT * 4 ** (tried - 1), (retryAfter ?? 0) * 1000)
  return wait > LONGEST_WAIT ? null : wait
}

/** Seconds told by a `Retry-After` header, a number or a date (RFC 9110, 10.2.3); null when it says nothing. */
export const retryAfterSeconds = (header: string | null, now: Date): number | null => {
  if (header === null || header.trim() === '') return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000))
}

/** Whether a status brings an answer (304, « nothing new », included). */
export const isAnswer = (status: number): boolean => (status >= 200 && status < 300) || status === 304

/** What a status that brings no answer means for whoever asked; `start` is the beginning of what came with it. */
export const faultOfStatus = (status: number, host: string, start: string): DomainError =>
  new DomainError(faultOf(status, host, start))

const faultOf = (status: number, host: string, start: string): DomainError['fault'] => {
  // INSEE's Melodi says so that a dataset does not exist: another try would get the same.
  if (host === 'api.insee.fr' && status === 500 && start.startsWith('Le serveur a rencontré une erreur'))
    return { kind: 'not-found', detail: 'L’INSEE ne connaît pas ce jeu de données.' }
  if (status === 401 || status === 403) return { kind: 'forbidden', detail: `${host} refuse l’accès (${status}).` }
  if (status === 404 || status === 410)
    return {
      kind: 'not-found',
      detail: `${host} n’a ${status === 410 ? 'plus' : 'pas'} ce qui est demandé (${status}).`,
    }
  if (status === 429)
    return { kind: 'unavailable', detail: `${host} demande de ralentir : trop de demandes en peu de temps (429).` }
  if (status === 408 || status >= 500)
    return { kind: 'unavailable', detail: `${host} est en panne ou trop occupé (${status}).` }
  return { kind: 'invalid', detail: `${host} ne comprend pas la demande (${status}).`, issues: [] }
}
