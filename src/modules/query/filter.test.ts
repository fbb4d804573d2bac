import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Expr } from './ast.ts'
import { parseFilter } from './parse.ts'
import { print } from './print.ts'

const column = fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/)
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n))
const literal = fc.oneof(fc.string(), finite, fc.boolean())
const node = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(shape, { noNullPrototype: true })
const { expr } = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 5 },
    node({
      kind: fc.constant('compare' as const),
      column,
      op: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      value: literal,
    }),
    node({ kind: fc.constant('in' as const), column, values: fc.array(literal, { minLength: 1, maxLength: 5 }) }),
    node({ kind: fc.constant('between' as const), column, low: literal, high: literal }),
    node({ kind: fc.constant('is-null' as const), column }),
    node({ kind: fc.constant('contains' as const), column, text: fc.string() }),
    node({ kind: fc.constant('search' as const), text: fc.string() }),
    node({ kind: fc.constant('bbox' as const), west: finite, south: finite, east: finite, north: finite }),
    node({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('expr'), right: tie('expr') }),
    node({ kind: fc.constant('not' as const), of: tie('expr') }),
  ),
}))

test('printing then parsing gives the same filter back', () => {
  fc.assert(fc.property(expr, (e) => assert.deepEqual(parseFilter(print(e)), e)))
})

test('any text is either a filter or refused with a sentence and a place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      try {
        parseFilter(text)
      } catch (error) {
        assert.match(String(error), /DomainError: Le filtre ne peut pas être lu : au caractère \d+, /)
      }
    }),
  )
})

test('not binds tighter than and, and tighter than or', () => {
  const a = (column: string): Expr => ({ kind: 'is-null', column })
  assert.deepEqual(parseFilter('not a is null and b is null or c is null'), {
    kind: 'or',
    left: { kind: 'and', left: { kind: 'not', of: a('a') }, right: a('b') },
    right: a('c'),
  })
})

test('words of the grammar are read in any case, and a column may bear one between backquotes', () => {
  assert.deepEqual(parseFilter('`in` IS NOT NULL'), { kind: 'not', of: { kind: 'is-null', column: 'in' } })
  assert.deepEqual(parseFilter("nom not in ('Sens', 'L''Isle')"), {
    kind: 'not',
    of: { kind: 'in', column: 'nom', values: ['Sens', "L'Isle"] },
  })
})

for (const [text, expected] of [
  ['population >', /au caractère 13, une valeur est attendue/],
  ['population > 10 nom = "x"', /au caractère 17, « nom » n’est pas attendu/],
  ['nom = "Auxerre', /au caractère 7, un guillemet n’est pas refermé/],
  ['(nom = "a"', /« \) » est attendu/],
  ['nom ; drop', /au caractère 5, « ; » n’est pas attendu/],
  ['', /au caractère 1, un nom de colonne est attendu/],
  ['nom "Sens"', /une comparaison est attendue/],
  ['code = 1e999', /trop grand/],
  [`${'('.repeat(100)}a is null${')'.repeat(100)}`, /plus de 60 niveaux/],
] as const)
  test(`« ${text.slice(0, 30)} » is refused with its place`, () => {
    assert.throws(() => parseFilter(text), expected)
  })
