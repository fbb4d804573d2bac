import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ingested, linesOf } from '../../../test/ingested.ts'
import { moveOf, preflightOf } from '../../../test/preflight.ts'
import type { IndicatorMove } from './indicator-move.ts'
import { judge } from './judge.ts'
import { compareVersions, type Preflight } from './preflight.ts'
import type { Checks, Tolerance } from './source.ts'

const checks: Checks = { minRows: 1, columns: [] }
const around = { checks, places: null, edition: null }
const nothing = preflightOf({})

test('a version compared with itself has no difference, and is published', async () => {
  const version = await ingested(linesOf('code;nom;an', '89024;Auxerre;2021', '89387;Sens;2021', '89206;Joigny;'))
  const seen = compareVersions(version, version, around)
  assert.deepEqual(seen, { ...nothing, rowsBefore: 3, rowsAfter: 3 })
  assert.deepEqual(judge(seen, checks), [])
})

test('a column whose name only changes of year is renamed, not lost', async () => {
  const before = await ingested(linesOf('CODGEO_2025;valeur', '89024;1', '89387;2'))
  const after = await ingested(linesOf('CODGEO_2026;valeur', '89024;1', '89387;2'))
  const seen = compareVersions(before, after, around)
  assert.deepEqual(seen.columnsRenamed, [{ from: 'CODGEO_2025', to: 'CODGEO_2026' }])
  assert.deepEqual([seen.columnsAdded, seen.columnsRemoved], [[], []])
  assert.deepEqual(
    judge(seen, checks).map(({ kind }) => kind),
    ['columns-renamed'],
  )
})

test('a column that empties, and numbers that become text, are told', async () => {
  const rows = (cell: (i: number) => string) =>
    linesOf('code;valeur', ...Array.from({ length: 20 }, (_, i) => `c${i};${cell(i)}`))
  const before = await ingested(rows((i) => String(i + 10)))
  const emptied = compareVersions(before, await ingested(rows((i) => (i < 10 ? '' : String(i + 10)))), around)
  assert.ok(judge(emptied, checks).some(({ kind }) => kind === 'emptied'))
  const texts = compareVersions(before, await ingested(rows((i) => `n° ${i}`)), around)
  assert.ok(judge(texts, checks).some(({ kind }) => kind === 'columns-retyped'))
})

test('what is gravest is told first, in words that need no statistics', () => {
  const told = judge(
    preflightOf({
      rowsChanged: 1000,
      columnsMissing: ['^revenu$', '^an$'],
      columnsRenamed: [{ from: 'revenu', to: 'revenu_disponible' }],
      shifted: [
        { column: 'loyer', before: 8.4, after: 8399 },
        { column: 'part', before: 42, after: 0.42 },
        { column: 'solde', before: -3, after: 40 },
      ],
    }),
    checks,
  )
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['missing-columns', 'columns-renamed', 'shifted', 'rows-changed'],
  )
  const words = told.map(({ sentence }) => sentence.replaceAll(/\s/g, ' '))
  assert.match(words[0] ?? '', /Il manque une colonne attendue : « an »\.$/, 'the other one has a new name, told below')
  assert.match(
    words[2] ?? '',
    /« loyer » passe de 8,4 à 8 399, 1 000 fois plus ; .* à 0,42, 100 fois moins ; .* à 40\.$/,
  )
})

test('many indicators that say the same are told in one sentence', () => {
  const moves = (n: number, changes: Partial<IndicatorMove>) =>
    Array.from({ length: n }, (_, i) => moveOf({ name: `Indicateur ${i}`, ...changes }))
  const said = (n: number, changes: Partial<IndicatorMove>) =>
    judge(preflightOf({ indicators: moves(n, changes) }), checks).map(({ sentence }) => sentence.replaceAll(/\s/g, ' '))
  assert.equal(said(3, { lost: 200 }).length, 3)
  const [one, ...more] = said(13, { lost: 200 })
  assert.match(
    one ?? '',
    /^13 indicateurs perdraient leur valeur .* : « Indicateur 0 » \(200 communes sur 423\) ; .*et 9 autres\.$/,
  )
  assert.deepEqual(more, [])
  assert.match(
    said(1, { placesMoved: 999 })[0] ?? '',
    /la moitié des communes bougerait de 1 000 fois sa valeur ou plus\.$/,
  )
  assert.match(said(4, { outcome: 'refused' })[0] ?? '', /^4 indicateurs ne pourraient plus être calculés : [^()]*\.$/)
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const tolerance: fc.Arbitrary<Required<Tolerance>> = fc.record({
  rowsLost: share,
  rowsAdded: share,
  rowsChanged: share,
  placesLost: share,
  emptied: share,
  shift: fc.double({ min: 1, max: 50, noNaN: true }),
  moved: share,
  columns: fc.boolean(),
})
const move: fc.Arbitrary<IndicatorMove> = fc
  .record({
    outcome: fc.constantFrom('moves', 'same', 'first', 'lost', 'refused'),
    lost: fc.nat(10),
    homeLost: fc.boolean(),
    homeMoved: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
    placesMoved: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
  })
  .map((some) => moveOf(some))
const seen: fc.Arbitrary<Preflight> = fc
  .record({
    rowsBefore: fc.integer({ min: 1, max: 2000 }),
    rowsAfter: fc.nat(4000),
    rowsChanged: fc.nat(2000),
    columnsRemoved: fc.array(fc.constant('colonne'), { maxLength: 2 }),
    emptied: fc.array(fc.record({ column: fc.constant('a'), before: share, after: share }), { maxLength: 2 }),
    shifted: fc.array(
      fc.record({
        column: fc.constant('b'),
        before: fc.integer({ min: -9, max: 99 }),
        after: fc.integer({ min: -9, max: 99 }),
      }),
      { maxLength: 2 },
    ),
    indicators: fc.array(move, { maxLength: 2 }),
  })
  .map((some) => ({ ...nothing, ...some }))

test('more tolerance never gives more reasons', () => {
  fc.assert(
    fc.property(seen, tolerance, tolerance, (preflight, a, b) => {
      const wider = {
        rowsLost: Math.max(a.rowsLost, b.rowsLost),
        rowsAdded: Math.max(a.rowsAdded, b.rowsAdded),
        rowsChanged: Math.max(a.rowsChanged, b.rowsChanged),
        placesLost: Math.max(a.placesLost, b.placesLost),
        emptied: Math.max(a.emptied, b.emptied),
        shift: Math.max(a.shift, b.shift),
        moved: Math.max(a.moved, b.moved),
        columns: a.columns || b.columns,
      }
      const kinds = new Set(judge(preflight, checks, a).map(({ kind }) => kind))
      assert.deepEqual(
        judge(preflight, checks, wider).filter(({ kind }) => !kinds.has(kind)),
        [],
      )
    }),
  )
})

test('what is said to a person is whole sentences, in French typography', () => {
  fc.assert(
    fc.property(seen, (preflight) => {
      for (const { sentence, meaning } of judge(
        { ...preflight, edition: { expected: '2021', found: '2022' } },
        { ...checks, minRows: 9999 },
      )) {
        assert.match(sentence, /^[A-ZÉ0-9].*\.$/u)
        assert.match(meaning, /^[A-ZÉ].*\.$/u)
        assert.doesNotMatch(sentence + meaning, /'|undefined|NaN/)
      }
    }),
  )
})

test('an indicator that a source moves too far, empties or breaks makes it wait; a small move does not', () => {
  const kinds = (changes: Partial<IndicatorMove>, may?: Tolerance) =>
    judge({ ...nothing, indicators: [moveOf(changes)] }, checks, may).map(({ kind }) => kind)
  assert.deepEqual(kinds({ homeMoved: 0.04, placesMoved: 0.1, changed: 400 }), [])
  assert.deepEqual(kinds({ homeMoved: 0.999 }), ['indicator-moved'])
  assert.deepEqual(kinds({ placesMoved: 999 }), ['indicator-moved'])
  assert.deepEqual(kinds({ homeMoved: 0.04 }, { moved: 0.01 }), ['indicator-moved'])
  assert.deepEqual(kinds({ lost: 200 }), ['indicator-emptied'])
  assert.deepEqual(kinds({ homeLost: true, homeMoved: null }), ['indicator-home-lost'])
  assert.deepEqual(kinds({ outcome: 'refused', refused: ['La colonne « revenu » n’existe pas.'] }), [
    'indicator-refused',
  ])
  assert.deepEqual(kinds({ outcome: 'refused', known: { before: 0, after: 0 } }), [], 'nothing to lose')
  assert.deepEqual(kinds({ outcome: 'first', known: { before: 0, after: 423 } }), [])
})
