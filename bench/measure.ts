import { fork } from 'node:child_process'
import { Agent, get } from 'node:http'
import { fileURLToPath } from 'node:url'

/** The middle of several durations, in milliseconds. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How long some work takes, in milliseconds. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Seconds that this process worked, all its threads together. */
export const worked = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** One connection, kept. */
export const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** The time from the question to the last byte, over HTTP on loopback. */
export const read = (url: string) =>
  new Promise<number>((done, fail) => {
    const began = performance.now()
    get(url, { agent }, (answer) => {
      answer.resume().on('end', () => {
        if (answer.statusCode !== 200) fail(new Error(`${url}: ${answer.statusCode}`))
        else done(performance.now() - began)
      })
    }).on('error', fail)
  })

const FIXED_WORK = Object.fromEntries(
  Array.from({ length: 3000 }, (_, i) => [`rang ${i}`, { i, words: `valeur ${i}`, pair: [i, i + 1] }]),
)

/** How long the same small work takes now, in milliseconds: machines that others share go twice as fast at one time as at another, where memory is looked through. */
export const pace = (): number => {
  const began = performance.now()
  for (let i = 0; i < 3; i += 1) JSON.parse(JSON.stringify(FIXED_WORK))
  return performance.now() - began
}

/** The value under which that share of the values lie. */
export const quantile = (values: readonly number[], q: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN

type Told = { readonly milliseconds: number } | { readonly error: string }

/** The same by a process of its own, so that what the reader does is not counted with what the server does. */
export const readerApart = () => {
  const child = fork(fileURLToPath(new URL('./reader.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  const ask = (url: string) =>
    new Promise<number>((done, fail) => {
      child.once('message', (told: Told) => {
        if ('error' in told) fail(new Error(told.error))
        else done(told.milliseconds)
      })
      child.send(url)
    })
  return { read: ask, pace: () => ask(''), close: () => child.disconnect() }
}
