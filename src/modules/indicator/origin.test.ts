import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { definitionOf } from '../../../test/small-country.ts'
import type { Place } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { originOf } from './origin.ts'
import type { EditionRecord } from './ports.ts'
import { periodName, writtenPeriod } from './read-rows.ts'
import { reunitedCodes } from './reunited-codes.ts'

const sourced = (...ids: readonly string[]): EditionRecord => ({
  id: 'e',
  indicator: 'essai',
  number: 1,
  builtAt: '2026-11-25T00:00:00Z',
  sources: ids.map((id) => ({ datasetId: id, slug: id, title: id, versionId: id, number: 2, producer: 'INSEE' })),
  findings: [],
  counts: {},
  madeFrom: '',
})
const address = (definition: Definition, period: string, ...ids: readonly string[]) => {
  const asked = { level: 'departement', code: '89', period } as const
  return decodeURIComponent(originOf(definition, sourced(...ids), asked)?.href ?? '')
}
const ofDepartement = { level: 'departement' } as const
const alone = { levels: ['departement'], upward: 'none' } as const satisfies Partial<Definition>

test('rows are found again as they write their codes and periods', () => {
  const formula = {
    ...ofDepartement,
    territory: { column: 'dep', width: 3 },
    period: { column: 'an', written: 'two-digit-year' },
  } as const
  assert.equal(
    address(definitionOf(formula, alone), '2016', 'jeu'),
    '/donnees/jeu?filtre=dep = "089" and an = "16"&version=2',
  )
})

test('a value comes from the first dataset that gives its period', () => {
  const of = (dataset: string, fixed: string) => definitionOf({ ...ofDepartement, dataset, period: { fixed } }, alone)
  const both = { ...of('neuf', '2021'), formulas: [...of('neuf', '2021').formulas, ...of('vieux', '2013').formulas] }
  assert.match(address(both, '2021', 'neuf', 'vieux'), /^\/donnees\/neuf\?/)
  assert.match(address(both, '2013', 'neuf', 'vieux'), /^\/donnees\/vieux\?/)
  const wide = definitionOf({ ...ofDepartement, period: { columns: { 2019: 'c_2019' } }, value: { of: 'sum' } }, alone)
  assert.equal(address(wide, '2019', 'jeu'), '/donnees/jeu?filtre=code = "89"&version=2')
  assert.equal(address(wide, '2018', 'jeu'), '')
})

test('a period written as rows do is read as that period', () => {
  const years = fc.integer({ min: 1950, max: 2049 })
  fc.assert(
    fc.property(years, fc.integer({ min: 1, max: 12 }), (year, month) => {
      const [y, m] = [String(year), `${year}-${String(month).padStart(2, '0')}`]
      assert.equal(periodName(writtenPeriod(y, 'two-digit-year')), y)
      assert.equal(periodName(writtenPeriod(m, 'month-in-letters')), m)
      assert.equal(periodName(writtenPeriod(m)), m)
    }),
  )
})

test('the many communes of a département are found by the start of their codes, those of a région by the period alone', () => {
  const members = Array.from({ length: 423 }, (_, i) => String(89_001 + i))
  const at = (level: 'departement' | 'region', code: string) =>
    decodeURIComponent(originOf(definitionOf({}), sourced('jeu'), { level, code, period: '2023', members })?.href ?? '')
  assert.equal(at('departement', '89'), '/donnees/jeu?filtre=code between "89" and "89999" and an = "2023"&version=2')
  assert.equal(at('region', '27'), '/donnees/jeu?filtre=an = "2023"&version=2')
})

test('a value made from reunited places leads to the rows of each, once', async () => {
  const place = (code: string) => ({ id: `commune:${code}`, code })
  const before: Readonly<Record<string, readonly string[]>> = {
    '89086': ['89086', '89145'],
    '89145': ['89297', '89086'],
  }
  const predecessors = async (id: string) =>
    (before[id.slice('commune:'.length)] ?? []).map((code) => ({
      place: place(code) as Place,
      on: null,
      after: null,
      why: '',
    }))
  const codes = (making: 'rebuilt' | 'published') => reunitedCodes({ predecessors }, place('89086'), { making })
  assert.deepEqual(await codes('published'), [])
  assert.deepEqual(await codes('rebuilt'), ['89145', '89297'])
  const definition = definitionOf({ territory: { column: 'code' }, period: { column: 'an' } })
  const asked = { level: 'commune', code: '89086', period: '2014', reunited: await codes('rebuilt') } as const
  assert.equal(
    decodeURIComponent(originOf(definition, sourced('jeu'), asked)?.href ?? ''),
    '/donnees/jeu?filtre=code in ("89086", "89145", "89297") and an = "2014"&version=2',
  )
})
