import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMMUNES, MOVEMENTS, smallGeography } from '../../../test/small-country.ts'
import { foundCodes } from './found-codes.ts'
import { type KnownColumn, type SuggestedFrom, suggestedForm, territoryColumns } from './suggest-indicator.ts'

const geography = await smallGeography().today()
const column = (name: string, changes: Partial<KnownColumn> = {}): KnownColumn => ({
  ...{ name, label: name, type: 'text', semantic: null, unit: null, distinct: 10, sample: [] },
  ...changes,
})
const CODE = column('code_insee', { semantic: 'commune' })
const YEAR = column('annee', { type: 'integer', semantic: 'year', distinct: 2, sample: ['2021', '2022'] })
const from = (columns: readonly KnownColumn[], changes: Partial<SuggestedFrom> = {}): SuggestedFrom => ({
  ...{ title: 'Logements vacants, 2022', theme: 'REGI', licence: 'lov2', producer: 'INSEE', updates: 'chaque année' },
  ...{ temporalEnd: null, columns, rowCount: 48 },
  ...changes,
})

test('codes are of the level that knows the most of them, in one département when they are', () => {
  assert.deepEqual(foundCodes(COMMUNES.slice(0, 3), geography), {
    ...{ level: 'commune', total: 3, known: 3, of: 24, departement: '10', boundaries: null },
  })
  assert.equal(foundCodes(COMMUNES, geography)?.departement, null)
  assert.equal(foundCodes(['10', '20'], geography)?.level, 'departement')
  assert.equal(foundCodes(['010', '020'], geography)?.width, 3)
  assert.equal(foundCodes(['rouge', 'vert'], geography), null)
  assert.equal(foundCodes([], geography), null)
})

test('codes of quarters are those of their communes, cut', () => {
  const found = foundCodes(['100010101', '100010102', '100020000'], geography)
  assert.deepEqual([found?.level, found?.first, found?.known], ['commune', 5, 2])
})

test('codes that ceased tell the year of the boundaries that they follow', () => {
  const found = foundCodes([...COMMUNES, '10099'], geography, 'commune', MOVEMENTS)
  assert.equal(found?.boundaries, 2019)
  assert.equal(suggestedForm(from([CODE]), found, 'code_insee').boundaries, '2019')
  assert.equal(foundCodes(COMMUNES, geography, 'commune', MOVEMENTS)?.boundaries, null)
})

test('numbers of places by year are added up, each place once a year', () => {
  const form = suggestedForm(
    from([CODE, YEAR, column('logements', { type: 'integer', unit: 'logements' })]),
    foundCodes(COMMUNES, geography),
    'code_insee',
  )
  assert.deepEqual(
    [form.territory, form.period, form.aggregation, form.value, form.oneRow, form.unit, form.kind],
    ['code_insee', 'column:annee', 'sum', 'logements', 'on', 'logements', 'stock'],
  )
  assert.ok(form['levels.departement'] && form['levels.pays'])
})

test('a list of things is counted, at the year of its title; in its département, what is not named is zero', () => {
  const form = suggestedForm(
    from([CODE, column('nom')], { title: 'Écoles de l’Aube, 2024' }),
    foundCodes(COMMUNES.slice(0, 3), geography),
    'code_insee',
  )
  assert.deepEqual(
    [form.period, form.fixedPeriod, form.aggregation, form.value, form.oneRow, form.whenAbsent, form['levels.pays']],
    ['fixed', '2024', 'count', '', undefined, 'zero:10', undefined],
  )
})

test('a rate is not added up from one place to another', () => {
  const form = suggestedForm(
    from([CODE, YEAR, column('taux_vacance', { type: 'number', unit: '%' })]),
    foundCodes(COMMUNES, geography),
    'code_insee',
  )
  assert.deepEqual([form.aggregation, form.kind, form['levels.departement']], ['avg', 'rate', undefined])
})

test('the day a row was written is no period', () => {
  const form = suggestedForm(from([CODE, column('date_maj', { type: 'date' })]), null, 'code_insee')
  assert.equal(form.period, 'fixed')
})

test('columns recognised as codes of places come before those that are only named so', () => {
  const columns = [column('commune'), column('code_epci', { semantic: 'epci' }), column('autre'), CODE]
  assert.deepEqual(
    territoryColumns(columns).map(({ name }) => name),
    ['code_insee', 'code_epci', 'commune'],
  )
})
