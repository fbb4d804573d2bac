import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildServer } from '../src/http/server.ts'
import type { Database } from '../src/kernel/sql.ts'
import { catalogApi } from '../src/modules/catalog/api.ts'
import { postgresDatasets } from '../src/modules/catalog/dataset-store.postgres.ts'
import { postgresAttachments, postgresOrganisations } from '../src/modules/catalog/organisation-store.postgres.ts'
import { postgresVersions } from '../src/modules/catalog/version-store.postgres.ts'
import { indicatorApi } from '../src/modules/indicator/api.ts'
import { answersApi } from '../src/modules/indicator/api-answers.ts'
import { compareApi } from '../src/modules/indicator/api-compare.ts'
import { jsonStatApi } from '../src/modules/indicator/api-json-stat.ts'
import { queryApi } from '../src/modules/query/api.ts'
import { territoryApi } from '../src/modules/territory/api.ts'
import { postgresPlaces } from '../src/modules/territory/place-store.postgres.ts'
import { memoryTables } from './memory-tables.ts'

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: object
  }[]
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: object }>>
}

const asked = async () => {
  throw new Error('nothing is asked of the database here')
}
const silent: Database = {
  query: asked,
  transaction: asked,
  stream: () => ({ [Symbol.asyncIterator]: () => ({ next: asked }) }),
}

const silentGeography = {
  today: asked,
  history: asked,
  async *populations() {},
}

const document = async () => {
  const datasets = postgresDatasets(silent)
  const tables = { ...memoryTables({}), group: asked, facets: asked, export: () => silent.stream({} as never) as never }
  const app = await buildServer({
    logLevel: 'silent',
    publicUrl: 'https://donnees.yonne.example',
    api: [
      catalogApi({
        publicUrl: 'https://donnees.yonne.example',
        datasets,
        versions: postgresVersions(silent),
        organisations: postgresOrganisations(silent),
        attachments: postgresAttachments(silent),
      }),
      queryApi({ tables, versions: { find: asked }, countUse: () => undefined }),
      compareApi({
        known: { shown: asked },
        places: postgresPlaces(silent, '89'),
        finder: { of: asked, measures: asked },
        today: () => '2026-11-24',
      }),
      jsonStatApi({
        publicUrl: 'https://donnees.yonne.example',
        known: { shown: asked, get: asked },
        places: { byCode: asked },
        geography: { today: asked },
        now: () => new Date(),
      }),
      territoryApi({ places: postgresPlaces(silent, '89'), contours: { of: asked }, now: () => new Date() }),
      indicatorApi({
        known: { shown: asked, get: asked, waiting: asked },
        geography: silentGeography,
        writeParquet: () => assert.fail('not asked'),
      }),
      answersApi({ ask: asked }),
    ],
    pages: [async (pages) => void pages.get('/page', () => 'une page')],
  })
  return (await app.inject({ url: '/api/v1/openapi.json' })).json()
}
const operations = async (): Promise<readonly (readonly [string, Operation])[]> =>
  Object.entries<Record<string, Operation>>((await document()).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  )

test('the contract is OpenAPI 3.1 and holds the API alone, read only', async () => {
  const { openapi, info, servers } = await document()
  assert.match(openapi, /^3\.1\./)
  assert.ok(info.title && info.version && servers[0].url)
  const names = (await operations()).map(([name]) => name)
  assert.deepEqual(
    names.filter((name) => !name.startsWith('get /api/v1/')),
    [],
  )
  for (const subject of [
    'datasets',
    'versions',
    'rows',
    'aggregates',
    'facets',
    'rows.csv',
    'territories',
    'peers',
    'compare',
    'indicators.jsonstat',
    'values.jsonstat',
    'organizations',
    'indicators',
    'indicators/{slug}',
    'values',
    'values.csv',
    'values.ndjson',
    'values.parquet',
    'answers',
  ])
    assert.ok(
      names.some((name) => name.endsWith(`/${subject}`)),
      subject,
    )
})

test('every address says what it does, what it takes and what it answers', async () => {
  const wrong: string[] = []
  for (const [name, operation] of await operations()) {
    if (!operation.summary || !operation.operationId || operation.tags?.length !== 1)
      wrong.push(`${name}: summary, id or tag`)
    for (const parameter of operation.parameters ?? [])
      if (!parameter.description || !parameter.schema) wrong.push(`${name}: ${parameter.name}`)
    for (const [status, answer] of Object.entries(operation.responses ?? {}))
      if (!answer.description || (!answer.content && status !== '304')) wrong.push(`${name}: ${status}`)
    for (const status of ['200', '304', '429', '4XX'])
      if (!operation.responses?.[status]) wrong.push(`${name}: ${status}`)
  }
  assert.deepEqual(wrong, [])
})

test('the parameters of a path are those between its braces', async () => {
  for (const [name, operation] of await operations()) {
    const declared = (operation.parameters ?? []).filter((p) => p.in === 'path')
    const braces = [...name.matchAll(/\{(\w+)\}/g)].map(([, inside]) => inside)
    assert.deepEqual(declared.map((p) => p.name).sort(), braces.sort(), name)
    assert.ok(
      declared.every((p) => p.required),
      name,
    )
  }
})

test('identifiers of operations are unique', async () => {
  const ids = (await operations()).map(([, operation]) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length)
})

test('every reference leads somewhere', async () => {
  const whole = await document()
  const references = [...JSON.stringify(whole).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to)
  assert.ok(references.length > 0)
  const follow = (to: string): unknown =>
    to
      .replace('#/', '')
      .split('/')
      .reduce((at: Record<string, never> | undefined, key) => at?.[key], whole)
  assert.deepEqual(
    [...new Set(references)].filter((to) => !to.startsWith('#/') || follow(to) === undefined),
    [],
  )
})
