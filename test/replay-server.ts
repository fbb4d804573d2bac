import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { internet } from '../src/modules/harvest/network/internet.http.ts'
import type { Network } from '../src/modules/harvest/network/network.ts'

/** What goes wrong on the wire, or in what a producer's machine says. */
export type Fault =
  | 'empty'
  | 'html'
  | 'text-404'
  | 'gone-410'
  | 'text-500'
  | 'bad-gateway-502'
  | 'slow-down-429'
  | 'slow-down-429-retry-after'
  | 'truncated-gzip'
  | 'cut-stream'
  | 'cut-half-way'
  | 'redirect-loop'
  | 'redirect-home'
  | 'redirect-circle'
  | 'gzip-bomb'
  | 'forbidden-403'
  | 'unauthorized-401'
  | 'bad-request-400'
  | 'unavailable-503'
  | 'refusal-200'

export interface Replay {
  /** The internet, of which every address is that of this server. */
  readonly network: Network
  /** Addresses asked, in order, as sources know them; those asked by POST begin with that word. */
  readonly asked: string[]
  /** What answers to an address, or to « POST » and an address: bytes, and headers. */
  readonly answer: (url: string, body: string | Buffer, headers?: Readonly<Record<string, string>>) => void
  /** Makes the next `times` answers of an address faulty. */
  readonly break: (url: string, fault: Fault, times?: number) => void
  readonly close: () => Promise<void>
}

interface Route {
  body: Buffer
  headers: Readonly<Record<string, string>>
  fault: Fault | null
  left: number
}

/** A server of this machine that plays producers: true paths, chosen answers, chosen faults. */
export const replayServer = async (): Promise<Replay> => {
  const routes = new Map<string, Route>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const address = decodeURIComponent((request.url ?? '/').slice(1).replace(/\?$/, ''))
    const url = request.method === 'POST' ? `POST ${address}` : address
    asked.push(url)
    const route = routes.get(url)
    if (!route) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found')
    if (route.fault !== null && route.left > 0) {
      route.left -= 1
      return misbehave(request, response, route)
    }
    if (route.headers.etag !== undefined && request.headers['if-none-match'] === route.headers.etag)
      return void response.writeHead(304, { etag: route.headers.etag }).end()
    const from = mayResume(route, request) ? startOfRange(request) : 0
    if (from >= route.body.length && from > 0) return void response.writeHead(416).end()
    response.writeHead(from > 0 ? 206 : 200, partOf(route, from)).end(route.body.subarray(from))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const world = internet({
    userAgent: 'essai',
    allowedHosts: new Set([`127.0.0.1:${port}`]),
    patience: 5_000,
    longest: 10_000,
  })
  return {
    asked,
    network: {
      kind: 'internet',
      async get(request) {
        const answer = await world.get({
          ...request,
          url: `http://127.0.0.1:${port}/${encodeURIComponent(request.url)}`,
        })
        return { ...answer, url: request.url }
      },
    },
    answer: (url, body, headers = {}) =>
      void routes.set(url, { body: Buffer.from(body), headers, fault: null, left: 0 }),
    break(url, fault, times = 99) {
      const route = routes.get(url)
      if (!route) throw new Error(`nothing answers to ${url}`)
      route.fault = fault
      route.left = times
    },
    async close() {
      await world.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Sixty thousand bytes on the wire, sixty million once unfolded. */
const BOMB = gzipSync(Buffer.alloc(60e6, 'x;y\n'))

const startOfRange = ({ headers }: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)

/** A producer that sends parts does so of the very file that was begun. */
const mayResume = ({ headers }: Route, { headers: asked }: IncomingMessage): boolean =>
  headers['accept-ranges'] === 'bytes' && asked['if-range'] === headers.etag

const partOf = ({ headers, body }: Route, from: number): Record<string, string> => ({
  ...headers,
  'content-length': String(body.length - from),
  ...(from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
})

const misbehave = (request: IncomingMessage, response: ServerResponse, route: Route): void => {
  const { body, fault } = route
  const path = request.url ?? '/'
  const plain = { 'content-type': 'text/plain' }
  switch (fault) {
    case 'empty':
      return void response.writeHead(200).end()
    case 'html':
      return void response.writeHead(200, { 'content-type': 'text/csv' }).end('\n<!DOCTYPE html><html><body>Oups')
    case 'text-404':
      return void response.writeHead(404, plain).end('Not Found')
    case 'gone-410':
      return void response.writeHead(410, plain).end('Gone')
    case 'text-500':
      return void response.writeHead(500, plain).end('Erreur interne')
    case 'bad-gateway-502':
      return void response.writeHead(502, plain).end()
    case 'forbidden-403':
      return void response.writeHead(403, plain).end('Forbidden')
    case 'unauthorized-401':
      return void response.writeHead(401, plain).end('Unauthorized')
    case 'bad-request-400':
      return void response.writeHead(400, plain).end('Bad Request')
    case 'unavailable-503':
      return void response.writeHead(503, plain).end()
    case 'refusal-200':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":false,"error":{}}')
    case 'slow-down-429':
      return void response.writeHead(429, plain).end('Too Many Requests')
    case 'slow-down-429-retry-after':
      return void response.writeHead(429, { ...plain, 'retry-after': '17' }).end()
    case 'truncated-gzip': {
      const whole = gzipSync(Buffer.concat([body, Buffer.alloc(4096, 'x\n')]))
      return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length - 12))
    }
    case 'cut-stream':
      response.writeHead(200, { 'content-length': String(body.length + 1000) })
      response.write(body)
      return void setImmediate(() => response.destroy())
    case 'cut-half-way': {
      const from = startOfRange(request)
      response.writeHead(from > 0 ? 206 : 200, partOf(route, from))
      response.write(body.subarray(from, from + Math.ceil((body.length - from) / 2)))
      return void setImmediate(() => response.destroy())
    }
    case 'redirect-loop':
      return void response.writeHead(302, { location: path }).end()
    case 'redirect-circle':
      return void response.writeHead(302, { location: path.endsWith('?') ? path.slice(0, -1) : `${path}?` }).end()
    case 'gzip-bomb':
      return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
    case 'redirect-home':
      return void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
    case null:
  }
}

/** Time that passes only when somebody waits. */
export const quickTime = () => {
  let now = Date.parse('2026-11-25T10:00:00Z')
  const waits: number[] = []
  return {
    waits,
    now: () => new Date(now),
    wait: async (milliseconds: number) => {
      waits.push(milliseconds)
      now += milliseconds
    },
  }
}
