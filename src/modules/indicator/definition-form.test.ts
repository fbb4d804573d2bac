import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { definitionOf } from '../../../test/small-country.ts'
import { type RowsFormula, readDefinition } from './definition.ts'
import { definitionOfForm, formOfDefinition, type IndicatorForm } from './definition-form.ts'
import { shippedDefinitions } from './shipped-definitions.disk.ts'

const codes = { level: 'commune', total: 10, known: 10, of: 34_000, departement: '89', boundaries: null } as const

/** Formulas that the form can say, with what goes with them. */
const formula = fc.record({
  boundaries: fc.constantFrom(undefined, '2020-01-01', 'each-year'),
  period: fc.constantFrom({ column: 'an' }, { fixed: '2024' }, { fixed: '2024-03' }),
  where: fc.constantFrom(undefined, 'n > 3'),
  value: fc.constantFrom(
    { of: 'sum', column: 'n' },
    { of: 'count' },
    { of: 'median', column: 'n' },
    { of: 'avg', column: 'n' },
  ),
  divisor: fc.constantFrom(
    {},
    { over: { of: 'sum', column: 'd' } },
    { overIndicator: { slug: 'population', lastKnown: true } },
  ),
  weights: fc.constantFrom(undefined, 'menages'),
  times: fc.constantFrom(undefined, 100, 0.5),
  oneRow: fc.boolean(),
  whenEmpty: fc.constantFrom('missing', 'secret', 'not-applicable'),
  absent: fc.constantFrom({ whenAbsent: 'missing' }, { whenAbsent: 'zero' }, { whenAbsent: 'zero', covers: '89' }),
})
const definition = formula.map(({ divisor, absent, oneRow, weights, ...rest }) => {
  const { of } = rest.value
  const adds = of === 'sum' || of === 'count'
  const weighed = of === 'avg' && Object.keys(divisor).length === 0 && weights ? { weights } : {}
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const grain = 'fixed' in rest.period && rest.period.fixed.includes('-') ? 'month' : 'year'
  return definitionOf(
    {
      ...said,
      ...divisor,
      ...absent,
      ...weighed,
      ...(oneRow && of !== 'count' ? { oneRow } : {}),
    } as Partial<RowsFormula>,
    {
      upward: !adds ? 'none' : Object.keys(divisor).length > 0 ? 'ratio' : 'sum',
      levels: adds ? ['commune', 'departement', 'pays'] : ['commune'],
      words: ['un', 'deux'],
      caveats: ['Une limite.', 'Une autre.'],
      grain,
    },
  )
})

test('a definition shown as a form and read again is the same', () => {
  fc.assert(
    fc.property(definition, (one) => {
      const form = formOfDefinition(one)
      assert.ok(form)
      assert.deepEqual(definitionOfForm(form, 'jeu', codes), { definition: one })
    }),
  )
})

test('a shipped definition that the form can say loses nothing by it', async () => {
  const usual = { whenEmpty: 'missing', whenAbsent: 'missing' }
  const said = (await shippedDefinitions()).flatMap((one) => {
    const form = formOfDefinition(one)
    const [of] = one.formulas
    if (!form || of?.kind !== 'rows' || !('column' in of.territory)) return []
    const { column: _, ...written } = of.territory
    const again = definitionOfForm(form, of.dataset, { ...codes, ...written })
    assert.ok('definition' in again, `${one.slug} : ${JSON.stringify(again)}`)
    const [formula] = again.definition.formulas
    assert.deepEqual({ ...usual, ...formula }, { ...usual, ...of }, one.slug)
    return [one.slug]
  })
  assert.ok(said.length >= 10, `only ${said.length}`)
})

const sound = (): IndicatorForm => {
  const form = formOfDefinition(definitionOf({}, { words: [] }))
  assert.ok(form)
  return form
}
for (const [what, changes, field, message] of [
  ['no name', { name: ' ' }, 'name', /de 3 à 120 caractères/],
  ['a definition of a word', { definition: 'Eau' }, 'definition', /une ou deux phrases/],
  ['a month that is none', { period: 'fixed', fixedPeriod: '2024-99' }, 'fixedPeriod', /une année \(2024\)/],
  ['a fixed period that is none', { period: 'fixed', fixedPeriod: 'hier' }, 'fixedPeriod', /une année \(2024\)/],
  ['a sum of no column', { value: '' }, 'value', /Choisissez la colonne à calculer/],
  ['no level', { 'levels.commune': '', 'levels.departement': '', 'levels.pays': '' }, 'levels', /au moins un niveau/],
  ['a filter that cannot be read', { where: 'n >' }, 'where', /./],
  ['boundaries that are no year', { boundaries: 'souvent' }, 'boundaries', /« chaque année »/],
  ['an address with an accent', { slug: 'été' }, 'slug', /sans accent/],
  ['a multiplier that is no number', { times: 'dix' }, 'times', /Donnez un nombre/],
  ['a multiplier without measure', { times: '-1e300' }, 'times', /plus d’un milliard/],
  ['a unit of ten thousand signs', { unit: 'u'.repeat(10_000) }, 'unit', /10.000 caractères : 40 au plus/],
  ['a theme of ten thousand signs', { theme: 't'.repeat(10_000) }, 'theme', /60 au plus/],
  ['a licence of ten thousand signs', { licence: 'l'.repeat(10_000) }, 'licence', /60 au plus/],
  ['an endless caveat', { caveats: `Une limite.\n${'c'.repeat(10_000)}` }, 'caveats', /600 caractères au plus/],
  ['too many words', { words: Array.from({ length: 51 }, (_, i) => `m${i}`).join() }, 'words', /51 : 50 au plus/],
  ['a name with a sign that nobody reads', { name: 'Eau\u0000 potable' }, 'name', /invisible/],
  ['a word that turns the order of reading', { words: 'eau,\u202Epotable' }, 'words', /invisible/],
  ['half a character', { producer: 'Ville \uD800' }, 'producer', /invisible/],
  ['an address of seventy signs', { slug: 's'.repeat(70) }, 'slug', /^Attendu : au plus 60 caractères\.$/],
  ['a short name of one sign', { shortName: 'x' }, 'shortName', /^Attendu : au moins 2 caractères\.$/],
  ['ninety-nine decimals', { decimals: '99' }, 'decimals', /^Attendu : 3 ou moins\.$/],
  ['decimals that are no number', { decimals: 'x' }, 'decimals', /^Attendu : un nombre entier\.$/],
  ['a sense that is none', { better: 'z' }, 'better', /^Attendu : more, less, neither\.$/],
] as const)
  test(`${what} is told at its field`, () => {
    const read = definitionOfForm({ ...sound(), ...changes }, 'jeu', codes)
    assert.ok('errors' in read)
    assert.deepEqual(Object.keys(read.errors), [field])
    assert.match(read.errors[field] ?? '', message)
  })

test('every mistake is told at once', () => {
  const read = definitionOfForm({ ...sound(), name: '', producer: '', updates: '' }, 'jeu', codes)
  assert.ok('errors' in read)
  assert.deepEqual(Object.keys(read.errors).toSorted(), ['name', 'producer', 'updates'])
})

test('what the form cannot say is refused in French too', () => {
  for (const changes of [
    { aggregation: '__proto__', value: 'n' },
    { whenEmpty: 'peut-être' },
    { whenAbsent: 'zero:89890' },
  ]) {
    const read = definitionOfForm({ ...sound(), ...changes }, 'jeu', codes)
    assert.ok('errors' in read)
    assert.match(read.errors.general ?? '', /^Attendu : /)
  }
})

test('a definition brought as a text is held to the calendar, to the levels and to what one may multiply by', () => {
  const ratio = { kind: 'ratio' as const, of: 'population', over: 'menages' }
  for (const [formula, changes, message] of [
    [{ period: { fixed: '2024-13' } }, {}, /ni une année, ni un mois/],
    [{ period: { columns: { '2024-T9': 'n' } }, value: { of: 'sum' } }, {}, /« 2024-T9 »/],
    [{ boundaries: '2024-02-31' }, {}, /« 2024-02-31 » n’est pas un jour/],
    [{ boundaries: '0000-01-01' }, {}, /n’est pas un jour/],
    [{ boundaries: '2024-13-01' }, {}, /n’est pas un jour/],
    [{}, { levels: ['commune', 'pays', 'commune'] }, /nommé deux fois/],
    [{}, { upward: 'none', formulas: [{ ...ratio, times: 0 }] }, /ni par zéro/],
  ] as const)
    assert.throws(() => readDefinition(definitionOf(formula as Partial<RowsFormula>, changes as object)), message)
  assert.ok(readDefinition(definitionOf({ boundaries: '2024-02-29', period: { fixed: '2024-12' } })))
})
