/**
 * Runs every *.test.ts(x) below src/ and test/ in this one process; words on the command line keep the files whose path has one of them.
 * Properties draw the same cases at each run, so that a run can be made again; `PROPERTY_SEED=random` draws others, to look for faults.
 */
import { readdirSync } from 'node:fs'
import fc from 'fast-check'

const SEED = 20_161_007
const { PROPERTY_SEED: asked } = process.env
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? SEED) })

const words = process.argv.slice(2)
const files = ['src', 'test']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => `${root}/${file}`))
  .filter((file) => /\.test\.tsx?$/.test(file) && (words.length === 0 || words.some((word) => file.includes(word))))
for (const file of files.sort()) await import(`../${file}`)
