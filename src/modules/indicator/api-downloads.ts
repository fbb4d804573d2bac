import { setImmediate as turn } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { marked } from '../../http/etag.ts'
import { fewAtOnce } from '../../http/few-at-once.ts'

/** Files of values that may be under way: writing one of the communes of the country takes a processor for most of a second. */
const DOWNLOADS = { each: 4, all: 8 }

/**
 * Lets a file of values be written, few at once. `tag` names all that it depends on: true when its reader holds it
 * already, and was told so.
 */
export const valuesDownloads = (): ((request: FastifyRequest, reply: FastifyReply, tag: string) => boolean) => {
  const enter = fewAtOnce(DOWNLOADS)
  return (request, reply, tag) => {
    reply.header('cache-control', 'public, max-age=300')
    if (marked(request, reply, `W/"${tag}"`)) {
      reply.send()
      return true
    }
    enter(request, reply)
    return false
  }
}

/** Pieces of a file, other questions being heard between two: a reader as fast as the writing would keep all others waiting. */
export async function* inTurns<T>(pieces: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  for await (const piece of pieces) {
    yield piece
    await turn()
  }
}
