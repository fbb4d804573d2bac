import { DomainError, notFound } from '../../kernel/errors.ts'
import { formatDate } from '../../kernel/french.ts'
import type { WithdrawnVersion } from './ports.ts'

/** Why a version is read no more, in a sentence. */
export const withdrawnInWords = ({ number, withdrawnAt, because }: WithdrawnVersion): string =>
  `La version ${number} a été retirée pour de bon le ${formatDate(withdrawnAt)} : elle contenait ce que ce portail ne reprend pas (${because.charAt(0).toLowerCase()}${because.slice(1)}).`

/** What is said to who asks a version that is not there: why it was taken away, when the public saw it before. */
export const absentVersion = (number: number, slug: string, withdrawn: readonly WithdrawnVersion[]): DomainError => {
  const away = withdrawn.find((version) => version.number === number && version.publishedAt !== null)
  return away
    ? new DomainError({ kind: 'not-found', detail: withdrawnInWords(away) })
    : notFound(`La version ${number} de`, slug)
}
