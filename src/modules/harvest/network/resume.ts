import { DomainError } from '../../../kernel/errors.ts'
import type { Answered, Asked } from './network.ts'

/** Asks for what is left of an answer that was cut, `cuts` times in a row with nothing more received; null when it must be asked whole again. */
export type AskRest = (rest: Asked, from: number, cut: DomainError, cuts: number) => Promise<Answered | null>

/** A machine that cuts everything it sends is left after so many times, however little each gave. */
const MOST_CUTS = 50

/**
 * The body of an answer, gone on with where it was cut, as if it had not been (RFC 9110, 14.2 and 13.1.5): only when the
 * producer marks its file, so that two editions are never sewn together, and sends it as it is.
 */
export async function* resumed(asked: Asked, answer: Answered, askRest: AskRest): AsyncGenerator<Uint8Array> {
  const mark = markOf(answer)
  let { body } = answer
  let [received, lastCut, cuts] = [0, 0, 0]
  for (let all = 0; ; all += 1) {
    try {
      for await (const chunk of body) {
        received += chunk.byteLength
        yield chunk
      }
      return
    } catch (error) {
      if (mark === null || received === 0 || all >= MOST_CUTS || !isCut(error)) throw error
      cuts = received > lastCut ? 1 : cuts + 1
      lastCut = received
      const rest = await askRest(restOf(asked, received, mark), received, error, cuts)
      if (rest === null) throw error
      body = rest.body
    }
  }
}

/** Whether an answer is just what is left from a byte on. */
export const isRest = ({ status, header }: Answered, from: number): boolean =>
  status === 206 && (header('content-range') ?? '').startsWith(`bytes ${from}-`) && header('content-encoding') === null

/** What tells that a file is the same: never a weak mark, which does not promise the same bytes. */
const markOf = ({ status, header }: Answered): string | null => {
  if (status !== 200 || header('content-encoding') !== null) return null
  const etag = header('etag')
  if (etag !== null) return etag.startsWith('W/') ? null : etag
  return header('last-modified')
}

const restOf = (asked: Asked, from: number, mark: string): Asked => ({
  ...asked,
  headers: {
    ...Object.fromEntries(Object.entries(asked.headers ?? {}).filter(([name]) => !/^if-/i.test(name))),
    'accept-encoding': 'identity',
    range: `bytes=${from}-`,
    'if-range': mark,
  },
})

const isCut = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.fault.kind === 'unavailable'
