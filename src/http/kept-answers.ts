import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { abandoned } from './abort.ts'

/** A JSON text or its bytes, and the headers that go with it. */
export interface MadeAnswer {
  readonly body: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers about things that never change: the same question is worked out once, even when many ask it together. */
export interface KeptAnswers {
  /**
   * Sends what `make` gives for `key`, which must name all that the answer depends on. Work stops when nobody
   * waits for it any more; a failure is not kept.
   */
  readonly send: (
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    make: (signal: AbortSignal) => Promise<MadeAnswer>,
  ) => Promise<FastifyReply>
}

/** Bodies already made, with their compressed forms. */
interface KeptBodies {
  readonly get: (key: string) => Kept | undefined
  readonly keep: (key: string, made: MadeAnswer) => Kept
}

/** Keeps the bodies used last, up to `maxBytes`. */
const keptBodies = (maxBytes = 64e6): KeptBodies => {
  const kept = new Map<string, Kept>()
  let bytes = 0
  const weightOf = (key: string, { plain }: Kept) => ENTRY + key.length + WEIGHT * plain.length
  const leave = (key: string, left: Kept) => {
    kept.delete(key)
    bytes -= weightOf(key, left)
  }
  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return undefined
      kept.delete(key) // last in, last out
      kept.set(key, found)
      return found
    },
    keep(key, { body, headers = {} }) {
      const plain = typeof body === 'string' ? Buffer.from(body) : body
      const answer: Kept = { plain, headers, packed: new Map() }
      if (plain.length > maxBytes / LARGEST_SHARE) return answer
      const before = kept.get(key)
      if (before) leave(key, before)
      kept.set(key, answer)
      bytes += weightOf(key, answer)
      for (const [oldest, left] of kept) {
        if (bytes <= maxBytes) break
        leave(oldest, left)
      }
      return answer
    },
  }
}

/** Keeps the answers used last, up to `maxBytes`. */
export const keptAnswers = (maxBytes?: number): KeptAnswers => {
  const kept = keptBodies(maxBytes)
  const pending = new Map<string, Pending>()
  const start = (key: string, make: (signal: AbortSignal) => Promise<MadeAnswer>): Pending => {
    const stop = new AbortController()
    const answer = make(stop.signal)
      .then((made) => kept.keep(key, made))
      .finally(() => pending.get(key) === work && pending.delete(key))
    const work: Pending = { answer, stop, waiting: 0 }
    pending.set(key, work)
    return work
  }
  return {
    async send(request, reply, key, make) {
      const found = kept.get(key)
      if (found) return sendKept(request, reply, found)
      const work = pending.get(key) ?? start(key, make)
      work.waiting += 1
      const leave = () => {
        work.waiting -= 1
        if (work.waiting > 0) return
        if (pending.get(key) === work) pending.delete(key)
        work.stop.abort()
      }
      const gone = abandoned(request, reply)
      gone.addEventListener('abort', leave)
      if (gone.aborted) leave()
      const answer = await work.answer.finally(() => gone.removeEventListener('abort', leave))
      return sendKept(request, reply, answer)
    },
  }
}

/** No answer takes more than this share of the room. */
const LARGEST_SHARE = 16
/** An answer with its compressed forms weighs about half more than itself. */
const WEIGHT = 1.5
/** Bytes around an answer, however short; questions weigh too, as readers write them as long as they like. */
const ENTRY = 500
/** Smaller answers are sent as they are. */
const WORTH_PACKING = 1024

/** A body kept: its bytes as they are, and packed once for each coding asked for. */
interface Kept {
  readonly plain: Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly packed: Map<string, Promise<Buffer>>
}

interface Pending {
  readonly answer: Promise<Kept>
  readonly stop: AbortController
  waiting: number
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]
const PACKERS: Readonly<Record<string, (plain: Buffer) => Promise<Buffer>>> = {
  br: (plain) => brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (plain) => zip(plain),
}

/** Sends a body kept, packed as the reader takes it; JSON unless its headers say otherwise. */
const sendKept = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { plain, headers, packed }: Kept,
): Promise<FastifyReply> => {
  reply.type('application/json; charset=utf-8').headers({ ...headers, vary: 'accept-encoding' })
  const accepted = request.headers['accept-encoding']
  const coding = plain.length < WORTH_PACKING ? undefined : Object.keys(PACKERS).find((name) => accepts(accepted, name))
  const pack = coding && PACKERS[coding]
  if (!coding || !pack) return reply.send(plain)
  const bytes = packed.get(coding) ?? pack(plain)
  packed.set(coding, bytes)
  return reply.header('content-encoding', coding).send(await bytes)
}

/** True when a list of codings names this one and does not refuse it (`;q=0`). */
export const accepts = (accepted: string | string[] | undefined, name: string): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((part) => {
      const [coding, weight] = part.trim().split(/\s*;\s*q=/)
      return coding === name && Number(weight ?? 1) > 0
    })
