import { createHash } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import { DomainError } from '../../kernel/errors.ts'
import { startThread } from '../../kernel/thread.ts'

export type ImageKind = 'png' | 'svg'

/** Turns drawings into files. */
export interface ImageRenderer {
  /**
   * The bytes of a drawing: pixels at its own size (`png`), or letters made outlines so that it looks the same on every
   * machine (`svg`, which keeps its title and its description). The same drawing is worked out once while it is kept.
   * Refuses with `too-many` when too many wait, with `too-slow` past the time allowed.
   */
  readonly render: (svg: string, as: ImageKind) => Promise<Buffer>
  readonly close: () => Promise<void>
}

export interface RenderLimits {
  /** Drawings that may wait for the one being worked out. */
  readonly waiting: number
  readonly milliseconds: number
  /** Bytes of files kept. */
  readonly kept: number
}

const LIMITS: RenderLimits = { waiting: 24, milliseconds: 20_000, kept: 24e6 }

/** A mark of a drawing: the same drawing, the same mark. */
export const printOf = (svg: string): string => createHash('sha1').update(svg).digest('base64url')

/** Renders one drawing at a time, in a thread of its own: pages never wait for it, and nobody can make it do more. */
export const imageRenderer = (limits: Partial<RenderLimits> = {}): ImageRenderer => {
  const { waiting, milliseconds, kept } = { ...LIMITS, ...limits }
  const files = keptFiles(kept)
  const pending = new Map<string, Promise<Buffer>>()
  const thread = drawingThread(milliseconds)
  let last: Promise<unknown> = Promise.resolve()
  return {
    async render(svg, as) {
      const key = `${as} ${printOf(svg)}`
      const known = files.get(key) ?? pending.get(key)
      if (known) return known
      if (pending.size > waiting) throw tooMany()
      const work = last.then(async () => {
        const bytes = await thread.draw(svg, as)
        const file = as === 'svg' ? readable(bytes, svg) : bytes
        files.keep(key, file)
        return file
      })
      pending.set(key, work)
      last = work.catch(() => undefined)
      return work.finally(() => pending.delete(key))
    },
    close: thread.close,
  }
}

const tooMany = () =>
  new DomainError({
    kind: 'too-many',
    detail: 'Trop d’images sont demandées en même temps : réessayez dans quelques secondes.',
    retryAfterSeconds: 5,
  })

/** The files asked for last, up to so many bytes. */
const keptFiles = (most: number) => {
  const files = new Map<string, Buffer>()
  let bytes = 0
  return {
    get(key: string): Buffer | undefined {
      const found = files.get(key)
      if (found && files.delete(key)) files.set(key, found) // last in, last out
      return found
    },
    keep(key: string, file: Buffer): void {
      files.set(key, file)
      bytes += file.length
      for (const [oldest, { length }] of files) {
        if (bytes <= most) break
        files.delete(oldest)
        bytes -= length
      }
    },
  }
}

type Answer = { readonly bytes: Uint8Array } | { readonly error: string }

/** The thread, started at the first drawing, ended when one takes too long and started again at the next. */
const drawingThread = (milliseconds: number) => {
  let worker: Worker | undefined
  const end = async () => {
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }
  const draw = (svg: string, as: ImageKind): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const drawer = worker ?? startThread(new URL('./image-thread.ts', import.meta.url), null, 256)
      worker = drawer
      drawer.ref()
      const done = () => {
        clearTimeout(limit)
        drawer.off('message', take).off('error', fail).off('exit', leave)
        drawer.unref()
      }
      const take = (answer: Answer) => {
        done()
        if ('bytes' in answer) resolve(Buffer.from(answer.bytes))
        else reject(new Error(answer.error))
      }
      const fail = (error: Error) => {
        done()
        void end().finally(() => reject(error))
      }
      const leave = () => fail(new Error('Le fil qui dessine s’est arrêté.'))
      const limit = setTimeout(() => fail(tooSlow()), milliseconds)
      drawer.on('message', take).on('error', fail).on('exit', leave)
      drawer.postMessage({ svg, as })
    })
  return { draw, close: end }
}

const tooSlow = () =>
  new DomainError({ kind: 'too-slow', detail: 'Cette image demande trop de temps : réessayez plus tard.' })

/** Outlines with the words that the drawing had for who does not see it; a tenth of a pixel is enough. */
const readable = (outlines: Buffer, svg: string): Buffer => {
  const [words = ''] = /<title>.*?<\/title><desc>.*?<\/desc>/s.exec(svg) ?? []
  const text = outlines
    .toString('utf8')
    .replace(/^<svg ([^>]*)>/, (_, attributes) => `<svg role="img" ${attributes}>${words}`)
    .replaceAll(/ d="([^"]+)"/g, (_, path: string) => ` d="${path.replaceAll(/-?\d+\.\d+/g, tenth)}"`)
  return Buffer.from(text)
}

const tenth = (number: string): string => String(Math.round(Number(number) * 10) / 10)
