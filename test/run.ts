/**
 * Runs every *.test.ts(x) below src/ and test/; words on the command line keep the files whose path has one of them. The
 * journeys in a browser take about as long as all the rest: a run of everything gives each half a process of its own.
 * Properties draw the same cases at each run, so that a run can be made again; `PROPERTY_SEED=random` draws others, to look for faults.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import fc from 'fast-check'

const SEED = 20_161_007
const JOURNEYS = 'test/e2e/'
const { PROPERTY_SEED: asked, TEST_HALF: half } = process.env

const words = process.argv.slice(2)
const isAsked = (file: string): boolean => {
  if (half) return file.startsWith(JOURNEYS) === (half === 'journeys')
  return words.length === 0 || words.some((word) => file.includes(word))
}

const runHere = async () => {
  if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? SEED) })
  const files = ['src', 'test']
    .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => `${root}/${file}`))
    .filter((file) => /\.test\.tsx?$/.test(file) && isAsked(file))
  for (const file of files.sort()) await import(`../${file}`)
}

/** The last line of a run. */
const COUNTS = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/

interface Outcome {
  /** How many passed, failed and were skipped. */
  readonly counts: readonly [number, number, number]
  readonly code: number
}

/** Runs a half in a process of its own, its lines shown as they come but for the last, which is told with that of the other. */
const runHalf = (name: string): Promise<Outcome> =>
  new Promise((done) => {
    const args = [...process.execArgv, ...process.argv.slice(1)]
    const child = spawn(process.execPath, args, {
      env: { ...process.env, TEST_HALF: name },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let counts: Outcome['counts'] | undefined
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, passed, failed, skipped = '0'] = COUNTS.exec(line) ?? []
      if (passed === undefined) process.stdout.write(`${line}\n`)
      else counts = [Number(passed), Number(failed), Number(skipped)]
    })
    // One that ends without counting has failed, whatever it says.
    child.on('close', (code) => done({ counts: counts ?? [0, 1, 0], code: counts ? (code ?? 1) : 1 }))
  })

if (half || words.length > 0) await runHere()
else {
  const outcomes = await Promise.all(['journeys', 'others'].map(runHalf))
  const [passed, failed, skipped] = [0, 1, 2].map((i) =>
    outcomes.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0),
  )
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`)
  process.exitCode = Math.max(...outcomes.map(({ code }) => code))
}
