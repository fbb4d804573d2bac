import { type Static, Type } from 'typebox'
import { formatNumber } from '../../kernel/french.ts'

/** Why a person is asked: what was seen, and what it may mean, in French. */
export const Reason = Type.Object({ kind: Type.String(), sentence: Type.String(), meaning: Type.String() })
export type Reason = Static<typeof Reason>

/** A reason of one kind. */
export const reason = (kind: string, sentence: string, meaning: string): Reason => ({ kind, sentence, meaning })

/** « 12 % » of a share. */
export const percent = (share: number): string => `${formatNumber(share * 100, 0)}\u00A0%`
