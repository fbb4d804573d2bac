import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../kernel/errors.ts'
import { askerNetwork } from '../modules/access/index.ts'

/** How many of the same heavy answers may be under way: for one network that asks, and for all. */
interface Most {
  readonly each: number
  readonly all: number
}

/**
 * Counts an answer from the call until it is sent whole or its reader is gone; refuses those past `most`. A reader who
 * asks and does not read holds an answer, what was written of it and a question: nobody may hold them all.
 */
export const fewAtOnce = (most: Most): ((request: FastifyRequest, reply: FastifyReply) => void) => {
  const underWay = new Map<string, number>()
  let all = 0
  return (request, reply) => {
    const network = askerNetwork(request.ip)
    const own = underWay.get(network) ?? 0
    if (own >= most.each || all >= most.all)
      throw new DomainError({
        kind: 'too-many',
        detail: 'Trop de fichiers sont demandés en même temps : attendez que l’un d’eux soit reçu, puis recommencez.',
        retryAfterSeconds: 30,
      })
    underWay.set(network, own + 1)
    all += 1
    reply.raw.once('close', () => {
      all -= 1
      const left = (underWay.get(network) ?? 1) - 1
      if (left > 0) underWay.set(network, left)
      else underWay.delete(network)
    })
  }
}
