import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface PagesAhead {
  /** Makes every page once; stops early when the state moves or the portal closes. True when all were made. */
  readonly pass: () => Promise<boolean>
  /** Looks now and then whether pages are to be made again, and makes them once the portal has been still for a turn. */
  readonly start: () => void
  readonly close: () => Promise<void>
}

export interface PagesAheadDeps {
  readonly app: Pick<FastifyInstance, 'inject'>
  /** Changes with all that the pages tell. */
  readonly stateOf: () => Promise<string>
  readonly addresses: () => Promise<readonly string[]>
  /** Milliseconds between two looks. */
  readonly every?: number
}

/** Where the portal asks itself from: an address that nobody has. */
const OURSELVES = '0.0.0.0'

/** True when the portal itself asks, to make a page ahead. */
export const isAskedAhead = (request: Pick<FastifyRequest, 'socket'>): boolean =>
  request.socket.remoteAddress === OURSELVES

/** Makes pages that are kept (see `keepPages`) before anyone asks for them, one at a time, resting as long as each took: visitors come first. */
export const pagesAhead = ({ app, stateOf, addresses, every = 30_000 }: PagesAheadDeps): PagesAhead => {
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()
  const pass = async () => {
    const begun = await stateOf()
    for (const url of await addresses()) {
      const before = performance.now()
      await app.inject({ url, headers: { accept: 'text/html' }, remoteAddress: OURSELVES })
      await rest(performance.now() - before)
      if (closed || (await stateOf()) !== begun) return false
    }
    return true
  }
  let seen = ''
  let made = ''
  const look = async () => {
    const now = await stateOf()
    const isStill = now === seen
    seen = now
    if (isStill && now !== made && (await pass())) made = now
  }
  const turn = () => {
    timer = setTimeout(() => {
      working = look()
        .catch(() => undefined)
        .then(() => closed || turn())
    }, every).unref()
  }
  return {
    pass,
    start: turn,
    async close() {
      closed = true
      clearTimeout(timer)
      await working
    },
  }
}

const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
