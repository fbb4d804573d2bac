import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isValidElement, type VNode } from 'preact'
import * as figures from '../../figure/index.ts'
import { FiguresPage } from './figures-page.tsx'

const site = {
  ...{ name: 'Icauna', territory: 'Yonne', ofTerritory: 'de l’Yonne', territoryId: 'departement:89' },
  ...{ publicUrl: 'http://icauna.test', asset: (name: string) => `/assets/${name}` },
}

/** The figures that others can draw: what the module exports under the name of a component. */
const EXPORTED = Object.entries(figures).filter(
  ([name, value]) => /^[A-Z][a-z]/.test(name) && typeof value === 'function',
)
/** Draws a part of others, never alone. */
const PARTS = ['TracedMarks', 'EndLabel']
/** They draw numbers, places or nothing measured: no value has a status there. */
const WITHOUT_STATUS = [
  'Histogram',
  'LineChart',
  'Locator',
  'OutlineLocator',
  'PointMap',
  'RankedBars',
  'RiverRelief',
  'Strip',
]

/** Every component of the page with the statuses among what it was given, those inside components included. */
const drawn = (): ReadonlyMap<unknown, ReadonlySet<string>> => {
  const found = new Map<unknown, Set<string>>()
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one)
    else if (isValidElement(node)) {
      const { type, props } = node as VNode<{ children?: unknown }>
      if (typeof type === 'function') {
        found.set(type, new Set([...(found.get(type) ?? []), ...statusesIn(props)]))
        walk((type as (given: unknown) => unknown)(props))
      } else walk(props.children)
    }
  }
  walk(FiguresPage({ site }))
  return found
}

/** The statuses of all the stated values inside something, lists and maps included. */
function* statusesIn(given: unknown): Iterable<string> {
  if (given instanceof Map) for (const value of given.values()) yield* statusesIn(value)
  else if (typeof given === 'object' && given !== null && !isValidElement(given)) {
    if ('status' in given && typeof given.status === 'string') yield given.status
    for (const value of Object.values(given)) yield* statusesIn(value)
  }
}

const onPage = drawn()

test('the catalogue shows every figure that the portal draws', () => {
  const absent = EXPORTED.filter(([name, figure]) => !PARTS.includes(name) && !onPage.has(figure)).map(([name]) => name)
  assert.deepEqual(absent, [])
  assert.ok(EXPORTED.length > 15)
})

test('every figure that draws values is shown with all their statuses', () => {
  const all = Object.keys(figures.STATUS_WORDS)
  const lacking = EXPORTED.filter(([name]) => ![...PARTS, ...WITHOUT_STATUS].includes(name)).flatMap(
    ([name, figure]) => {
      const lacks = all.filter((status) => !onPage.get(figure)?.has(status))
      return lacks.length > 0 ? [`${name}: ${lacks.join(', ')}`] : []
    },
  )
  assert.deepEqual(lacking, [])
})
