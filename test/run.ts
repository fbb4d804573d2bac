/** Runs every *.test.ts(x) below src/ and test/ in this one process; words on the command line keep the files whose path has one of them. */
import { readdirSync } from 'node:fs'

const words = process.argv.slice(2)
const files = ['src', 'test']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => `${root}/${file}`))
  .filter((file) => /\.test\.tsx?$/.test(file) && (words.length === 0 || words.some((word) => file.includes(word))))
for (const file of files.sort()) await import(`../${file}`)
