import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

/** Who may import whom. Changing a line here is an architecture decision: it comes with an ADR. */
const MAY_USE: Record<string, readonly string[]> = {
  kernel: [],
  query: ['kernel', 'adapters', 'http', 'web'],
  territory: ['kernel', 'figure', 'http', 'web'],
  catalog: ['kernel', 'query', 'territory', 'figure', 'access', 'http', 'web'],
  ingest: ['kernel', 'adapters', 'query', 'catalog', 'territory', 'access', 'http', 'web'],
  harvest: ['kernel', 'adapters', 'query', 'territory', 'catalog', 'ingest', 'portal', 'access', 'web'],
  figure: ['kernel'],
  indicator: ['kernel', 'query', 'territory', 'figure', 'access', 'http', 'web'],
  card: ['kernel', 'catalog', 'figure', 'indicator', 'territory', 'http', 'web'],
  atelier: ['kernel', 'access', 'catalog', 'indicator', 'ingest', 'query', 'web'],
  interop: ['kernel', 'catalog', 'http', 'web'],
  sheet: ['kernel', 'catalog', 'figure', 'indicator', 'territory', 'http'],
  portal: ['kernel', 'catalog', 'figure', 'indicator', 'ingest', 'territory', 'web', 'http'],
  access: ['kernel', 'http', 'web'],
  web: ['kernel', 'figure'],
  http: ['kernel', 'access', 'web'],
  adapters: ['kernel'],
  backup: ['kernel'],
  cli: [
    'compose.ts',
    'config.ts',
    'serve.ts',
    'backup',
    'kernel',
    'catalog',
    'query',
    'access',
    'harvest',
    'indicator',
    'territory',
  ],
  'serve.ts': ['compose.ts', 'config.ts', 'kernel'],
  'compose.ts': ['*'],
  'compose-harvest.ts': ['*'],
  'compose-indicators.ts': ['*'],
  'compose-pages.ts': ['*'],
  'compose-portals.ts': ['*'],
  'main.ts': ['config.ts', 'serve.ts'],
  'config.ts': [],
}
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file}`)
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const owner = (path: string) => path.replace(/^src\/(modules\/)?/, '').split('/')[0] ?? ''
const imports = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map((found) => found[1] ?? '')
const isDomain = (file: string) =>
  file.startsWith('src/modules/') &&
  !/\.(postgres|duckdb|disk|http|node)\./.test(file) &&
  !/\/(api|web|jobs)(-[a-z-]+)?\.tsx?$/.test(file) &&
  !/\/(formats|edge)\//.test(file)

test('modules import only what the table allows', () => {
  const wrong = files.flatMap((file) =>
    imports(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(file), name)))
      .filter((target) => target.startsWith('src/'))
      .filter((target) => {
        const allowed = MAY_USE[owner(file)] ?? []
        return owner(file) !== owner(target) && !allowed.includes('*') && !allowed.includes(owner(target))
      })
      .map((target) => `${file} → ${target}`),
  )
  assert.deepEqual(wrong, [])
})

test('a module is entered by its index, never by another of its files', () => {
  const wrong = files
    .filter((file) => !file.startsWith('src/compose'))
    .flatMap((file) =>
      imports(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => normalize(join(dirname(file), name)))
        .filter(
          (target) =>
            target.startsWith('src/modules/') && owner(target) !== owner(file) && !target.endsWith('/index.ts'),
        )
        .map((target) => `${file} → ${target}`),
    )
  assert.deepEqual(wrong, [])
})

test('domain files touch neither database, network, disk nor web framework', () => {
  const wrong = files.filter(isDomain).flatMap((file) =>
    imports(file)
      .filter((name) => /^(node:(fs|http|net|child_process)|pg$|undici$|fastify|@fastify\/|@duckdb)/.test(name))
      .map((name) => `${file} → ${name}`),
  )
  assert.deepEqual(wrong, [])
})

test('no source file passes 300 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301)
  assert.deepEqual(long, [])
})

test('no test file prepares the tests of others', () => {
  const tests = ['src', 'test']
    .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => `${root}/${file}`))
    .filter((file) => /\.test\.tsx?$/.test(file))
  assert.ok(tests.length > 0)
  assert.deepEqual(
    tests.filter((file) => /^beforeEach\(/m.test(readFileSync(file, 'utf8'))),
    [],
  )
})
