import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { triedLine } from '../scripts/tried-files-page.ts'
import { filesOf, tryFiles } from '../scripts/try-files.ts'
import { sharedFolder } from './shared.ts'

const data = join(sharedFolder(), 'data')
const absent = !existsSync(data) && 'le dossier de référence n’est pas là'
const lines = readFileSync(new URL('../docs/fichiers-essayes.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
const pathOf = (line: string) => /^\| `([^`]+)`/.exec(line)?.[1] ?? ''

test('the page of tried files has one line for each file of the reference folder', { skip: absent }, () => {
  assert.deepEqual(lines.map(pathOf), filesOf(data))
})

/** Files over this take minutes all together: `npm run docs` reads them too, this test does not. */
const SMALL = 100_000

test('what the page says of the small files is what reading them again gives (npm run docs writes it)', {
  skip: absent,
}, async () => {
  const small = filesOf(data).filter((path) => statSync(join(data, path)).size < SMALL)
  const tried = await tryFiles(data, small)
  assert.deepEqual(
    tried.map(triedLine),
    lines.filter((line) => small.includes(pathOf(line))),
  )
})
