import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groupedTables } from '../../../test/grouped-tables.ts'
import { builtFrom, COMMUNES, definitionOf, smallGeography } from '../../../test/small-country.ts'
import type { Cell } from '../query/index.ts'
import type { Definition } from './definition.ts'
import type { Edition } from './edition.ts'
import { foreseeMoves } from './foresee-moves.ts'
import { recordOf } from './made-from.ts'
import type { IndicatorRecord } from './ports.ts'

type Rows = readonly Readonly<Record<string, Cell>>[]

const HOME = COMMUNES.slice(0, 12)
const rows = (n: (i: number) => number | null, year = 2022, codes: readonly string[] = COMMUNES): Rows =>
  codes.flatMap((code, i) => (n(i) === null ? [] : [{ code, an: year, n: n(i) }]))
const essai = definitionOf({})
const twice = definitionOf(
  {},
  {
    slug: 'double',
    name: 'Le double',
    upward: 'none',
    formulas: [{ kind: 'ratio', of: 'essai', over: 'autre', times: 2 }],
  },
)
const other = definitionOf({ dataset: 'ailleurs' }, { slug: 'autre', name: 'Un autre' })
const version = { datasetId: 'jeu', slug: 'jeu', title: 'Jeu', versionId: 'après', number: 2, producer: '' }

/** What is foreseen of indicators built from `before` (null: never built) when rows become `after`; the other dataset stays. */
const foreseen = async (
  before: Rows | null,
  after: Rows,
  definitions: readonly Definition[] = [essai, other, twice],
) => {
  const files = new Map<string, Edition>()
  const records: IndicatorRecord[] = []
  for (const definition of definitions) {
    const formula = definition.formulas[0]
    const from = formula?.kind === 'rows' && formula.dataset === 'ailleurs' ? rows(() => 10) : before
    const editions = new Map([...files])
    const built = from === null ? null : await builtFrom(from, definition, COMMUNES, editions)
    if (built) files.set(definition.slug, built.edition)
    records.push({
      definition,
      edition: built && recordOf(definition, built, { id: definition.slug, at: new Date(0), made: 'x', after: 0 }),
    })
  }
  return foreseeMoves(
    {
      store: { list: async () => records },
      files: {
        read: async (id) => {
          const found = files.get(id)
          if (!found) throw new Error(`no edition ${id}`)
          return found
        },
      },
      tables: { group: (id, ...asked) => groupedTables(id === 'après' ? after : rows(() => 10)).group(id, ...asked) },
      geography: smallGeography(),
      sourceOf: async (name) => ({ ...version, datasetId: name, slug: name, versionId: 'ailleurs' }),
    },
    '10',
  )(version)
}

test('the same rows move nothing, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 24, maxLength: 24 }), async (values) => {
      const same = rows((i) => values[i] ?? 1)
      const moves = await foreseen(same, [...same].reverse())
      assert.deepEqual(
        moves.map(({ slug, outcome, changed, largest }) => [slug, outcome, changed, largest]),
        [
          ['essai', 'same', 0, []],
          ['double', 'same', 0, []],
        ],
      )
    }),
    { numRuns: 20 },
  )
})

test('every place of the territory is gained, lost, changed or the same, and its département is told', async () => {
  const arbitrary = fc.array(fc.option(fc.integer({ min: 1, max: 99 })), { minLength: 24, maxLength: 24 })
  await fc.assert(
    fc.asyncProperty(arbitrary, arbitrary, async (was, is) => {
      fc.pre(was.some((n) => n !== null) && is.some((n) => n !== null))
      const moves = await foreseen(
        rows((i) => was[i] ?? null),
        rows((i) => is[i] ?? null),
        [essai],
      )
      const [move] = moves
      const count = (test: (a: number | null, b: number | null) => boolean) =>
        HOME.filter((_, i) => test(was[i] ?? null, is[i] ?? null)).length
      assert.deepEqual(
        [move?.gained, move?.lost, move?.changed],
        [
          count((a, b) => a === null && b !== null),
          count((a, b) => a !== null && b === null),
          count((a, b) => a !== null && b !== null && a !== b),
        ],
      )
      assert.ok((move?.largest.length ?? 9) <= Math.min(3, move?.changed ?? 0))
    }),
    { numRuns: 30 },
  )
})

test('an indicator worked out from another follows it; the three places that move the most are named', async () => {
  const moves = await foreseen(
    rows(() => 10),
    rows((i) => (i < 4 ? 10 * (i + 2) : 10)),
  )
  const [near, far] = moves
  assert.deepEqual(near?.home, { name: 'Lieu 10', before: '120', after: '220' })
  assert.deepEqual(
    near?.largest.map(({ name, before, after }) => `${name} ${before} ${after}`),
    ['Lieu 10004 10 50', 'Lieu 10003 10 40', 'Lieu 10002 10 30'],
  )
  assert.equal(near?.homeMoved, 100 / 120)
  assert.deepEqual([far?.slug, far?.outcome, far?.changed], ['double', 'moves', 4])
})

test('a new year is compared with the last one, and a past that is corrected is told apart', async () => {
  const before = [...rows(() => 10, 2021), ...rows(() => 11, 2022)]
  const [move] = await foreseen(
    before,
    [...rows((i) => (i === 0 ? 9 : 10), 2021), ...rows(() => 11, 2022), ...rows(() => 12, 2023)],
    [essai],
  )
  assert.deepEqual([move?.periods, move?.changed, move?.revised], [{ before: 'en 2022', after: 'en 2023' }, 12, 1])
})

test('an indicator that could not be worked out any more says why; one that never was has a first value', async () => {
  const [refused] = await foreseen(
    rows(() => 10),
    rows(() => 10).map((row) => ({ ...row, code: 'x' })),
    [essai],
  )
  assert.equal(refused?.outcome, 'refused')
  assert.ok((refused?.refused.length ?? 0) > 0)
  const [first] = await foreseen(
    null,
    rows(() => 10),
    [essai],
  )
  assert.deepEqual([first?.outcome, first?.known.after, first?.home?.after], ['first', 12, '120'])
})

test('a dataset that no indicator reads moves none', async () => {
  assert.deepEqual(
    await foreseen(
      rows(() => 1),
      rows(() => 2),
      [other],
    ),
    [],
  )
})
