import { DomainError } from './errors.ts'

const FULL = /^(ENOSPC|EDQUOT)$|No space left on device|disk full/i
const LOCKED = /^(EACCES|EPERM|EROFS)$/
const EXHAUSTED = /^(EMFILE|ENFILE)$/

/** What the machine lacks, in words that say what to do; nothing when the error is of another kind. */
export const machineFault = (error: unknown): DomainError | undefined => {
  const signs = error instanceof Error ? ['code' in error ? String(error.code) : '', error.message] : []
  const has = (pattern: RegExp) => signs.some((sign) => pattern.test(sign))
  const detail = has(FULL)
    ? 'Le disque du portail est plein : libérez de la place, puis recommencez.'
    : has(LOCKED)
      ? 'Le portail n’a pas le droit de lire ou d’écrire un de ses fichiers : vérifiez à qui appartient le dossier des données.'
      : has(EXHAUSTED)
        ? 'Le portail a trop de fichiers ouverts : réessayez dans un moment, ou relevez la limite de la machine (ulimit -n).'
        : undefined
  return detail ? new DomainError({ kind: 'unavailable', detail }, { cause: error }) : undefined
}
