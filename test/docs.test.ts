import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { commandsPage, settingsPage } from '../scripts/operator-pages.ts'
import { problemOf } from '../src/http/problem.ts'
import { DomainError, type Fault } from '../src/kernel/errors.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test('the operator’s pages say what the code declares (npm run docs writes them)', () => {
  assert.equal(read('docs/operate/settings.md'), settingsPage())
  assert.equal(read('docs/operate/commands.md'), commandsPage())
})

test('every dependency has its line', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const page = read('docs/adr/0005-dependencies.md')
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !page.includes(`\`${name}\``) && !name.startsWith('@types/'),
  )
  assert.deepEqual(missing, [])
})

test('every kind of error is explained where its type points', () => {
  const kinds: Record<Fault['kind'], true> = {
    'not-found': true,
    invalid: true,
    unauthenticated: true,
    forbidden: true,
    conflict: true,
    'too-large': true,
    'too-slow': true,
    'too-many': true,
    unavailable: true,
  }
  const page = read('docs/errors.md')
  const anchors = Object.keys(kinds).map(
    (kind) => problemOf(new DomainError({ kind: kind as 'invalid', detail: 'x', issues: [] })).type.split('#')[1],
  )
  assert.deepEqual(
    [...anchors, 'malformed', 'internal', 'method', 'not-acceptable', 'unsupported'].filter(
      (kind) => !page.includes(`\`${kind}\``),
    ),
    [],
  )
})

test('the lock file names no host', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/)
})
