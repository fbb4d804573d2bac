import { DomainError } from '../../kernel/errors.ts'
import { count, formatBytes } from '../../kernel/french.ts'

/** What a person may send to the portal in 24 hours. */
export interface UploadQuota {
  /** Bytes; 0: all that one likes. */
  readonly limit: number
  /**
   * Sets `bytes` aside for a file that is about to arrive, before its first byte is taken; refuses (too many) when they do
   * not fit in what is left, whatever else arrives at the same moment. `settle` says what was received in the end.
   */
  reserve(personId: string, bytes: number): Promise<{ readonly settle: (received: number) => Promise<void> }>
}

/** A file sent by a person, or on its way. */
export interface Upload {
  readonly bytes: number
  readonly at: Date
}

const HOUR_MS = 3_600_000
export const UPLOAD_WINDOW_MS = 24 * HOUR_MS

/** Why `bytes` more do not fit after what was sent in the last 24 hours (`sent`, the oldest first), and when they will; null when they do. */
export const overQuota = (sent: readonly Upload[], bytes: number, limit: number, now: Date): DomainError | null => {
  const used = sent.reduce((sum, upload) => sum + upload.bytes, 0)
  if (used + bytes <= limit) return null
  const ofAll = `${formatBytes(limit)} par personne et par jour`
  const ask = 'demandez à l’administrateur du portail de relever la limite'
  if (bytes > limit)
    return tooMany(
      `Ce fichier (${formatBytes(bytes)}) dépasse à lui seul ce que l’on peut envoyer : ${ofAll}. Envoyez-le en plusieurs parties sur plusieurs jours, ou ${ask}.`,
      UPLOAD_WINDOW_MS,
    )
  let left = used
  const freeing = sent.find((upload) => {
    left -= upload.bytes
    return left + bytes <= limit
  })
  const wait = Math.max(0, (freeing ?? { at: now }).at.getTime() + UPLOAD_WINDOW_MS - now.getTime())
  const hours = count(Math.max(1, Math.ceil(wait / HOUR_MS)), 'heure')
  return tooMany(
    `Vous avez déjà envoyé ${formatBytes(used)} en 24 heures, et la limite est de ${ofAll} : ce fichier (${formatBytes(bytes)}) n’y tient plus. Recommencez dans ${hours}, ou ${ask}.`,
    wait,
  )
}

const tooMany = (detail: string, wait: number) =>
  new DomainError({ kind: 'too-many', detail, retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) })
