import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import type { Cell } from '../query/index.ts'
import { readDefinition } from './definition.ts'
import { valueAt } from './edition.ts'

type Row = Readonly<Record<string, Cell>>

/** One row a commune, which nothing is wrong with. */
const sound = (changes: Row = {}): readonly Row[] =>
  COMMUNES.map((code, i) => ({ code, an: 2022, n: i + 1, d: 10, ...changes }))
const plain = (text: string) => text.replaceAll(/\s/g, ' ')

test('sound rows have no finding', async () => {
  const { findings } = await builtFrom(sound(), definitionOf({ oneRow: true }))
  assert.deepEqual(findings, [])
})

for (const [what, rows, formula, weight, message, examples] of [
  [
    'dividing by zero something that is not nothing',
    sound().map((row, i) => (i === 3 ? { ...row, d: 0 } : row)),
    { over: { of: 'sum', column: 'd' } },
    'refused',
    '1 valeur demande de diviser par zéro quelque chose qui n’est pas nul.',
    ['10004, 2022'],
  ],
  [
    'codes of several levels together',
    [...sound(), { code: '10', an: 2022, n: 78, d: 120 }, { code: '20', an: 2022, n: 222, d: 120 }],
    {},
    'refused',
    '2 codes sont ceux d’un autre niveau (département) : les lignes mêlent les niveaux, celles-là sont laissées.',
    ['10', '20'],
  ],
  [
    'a commune reunited, counted by itself and in the one that took it in',
    [...sound(), { code: '10099', an: 2022, n: 5, d: 10 }],
    { boundaries: '2022-01-01' },
    'refused',
    '1 commune réunie est comptée deux fois : sous l’ancien code et dans celle qui lui a succédé.',
    ['10099'],
  ],
  [
    'codes of another year than the one said',
    [...sound().filter(({ code }) => code !== '10001'), { code: '10099', an: 2022, n: 5, d: 10 }],
    { boundaries: '2022-01-01' },
    'refused',
    '1 code n’existait plus au 1er janvier 2022 : les lignes suivent les limites d’une autre année.',
    ['10099'],
  ],
  [
    'two rows for a place and a period',
    [...sound(), { code: '10002', an: 2022, n: 5, d: 10 }],
    { oneRow: true },
    'refused',
    '1 lieu a plusieurs lignes pour la même période, là où une seule est attendue.',
    ['10002, 2022 : 2 lignes'],
  ],
  [
    'two ways of writing one code, for one place',
    [...sound(), { code: '010002', an: 2022, n: 5, d: 10 }],
    { oneRow: true },
    'refused',
    '1 lieu a plusieurs lignes pour la même période, là où une seule est attendue.',
    ['10002, 2022 : 2 lignes'],
  ],
  [
    'a unit that changes half way',
    [...sound(), ...sound({ an: 2023, n: 9000 })],
    {},
    'refused',
    'La valeur du milieu change d’un facteur 50 ou plus d’une période à l’autre : l’unité a sans doute changé.',
    ['2023'],
  ],
  [
    'a code that is nobody’s, alone among many',
    [...sound(), { code: '99999', an: 2022, n: 5, d: 10 }],
    {},
    'noted',
    '1 code n’est pas celui d’un lieu de ce niveau : les lignes sont laissées de côté.',
    ['99999'],
  ],
  [
    'a period that is none',
    [...sound(), { code: '10001', an: '2016 (2)', n: 5, d: 10 }],
    {},
    'refused',
    '1 période n’est ni une année, ni un mois, ni un trimestre.',
    ['2016 (2)'],
  ],
] as const)
  test(`${what} is told, with the rows concerned`, async () => {
    const upward = 'over' in formula ? 'ratio' : 'sum'
    const { findings } = await builtFrom(rows, definitionOf(formula as never, { upward }))
    assert.deepEqual(
      findings.map((one) => [one.weight, plain(one.message), one.examples]),
      [[weight, message, examples]],
    )
  })

test('dividing by what is missing is missing, and what is nothing over nothing has no object', async () => {
  const rows = sound().map((row, i) => (i === 0 ? { ...row, d: null } : i === 1 ? { ...row, n: 0, d: 0 } : row))
  const { edition, findings } = await builtFrom(
    rows,
    definitionOf({ over: { of: 'sum', column: 'd' } }, { upward: 'ratio' }),
  )
  assert.deepEqual(
    findings.map(({ weight, kind, examples }) => [weight, kind, examples]),
    [['noted', 'by-missing', ['10001, 2022']]],
  )
  assert.equal(valueAt(edition, 'commune', '10001', '2022').status, 'missing')
  assert.equal(valueAt(edition, 'commune', '10002', '2022').status, 'not-applicable')
  assert.equal(valueAt(edition, 'departement', '10', '2022').status, 'missing')
})

test('each example of a finding has the address of its rows, in the version that was read', async () => {
  const rows = [...sound(), { code: '010002', an: 2022, n: 5, d: 10 }, { code: '9"9', an: 2022, n: 1, d: 10 }]
  const { findings } = await builtFrom(rows, definitionOf({ oneRow: true, where: 'n < 9000' }))
  const filters = findings.map(({ rows: of }) =>
    of?.map((href) => new URL(href, 'http://h').searchParams.get('filtre')),
  )
  assert.deepEqual(filters, [
    ['(code = "9""9" and n < 9000)'],
    ['((code in ("10002", "010002") and an = "2022") and n < 9000)'],
  ])
  assert.ok(findings[0]?.rows?.[0]?.startsWith('/donnees/jeu?'))
  assert.ok(findings[0]?.rows?.[0]?.endsWith('&version=1'))
})

test('rows that answer no formula are refused in words', async () => {
  await assert.rejects(builtFrom(sound(), definitionOf({ where: 'n > 1000' })), /Aucune ligne de « Jeu » ne répond/)
})

for (const [formula, message] of [
  [{ value: { of: 'avg', columns: ['n', 'd'] } }, /Plusieurs colonnes ne peuvent être qu’additionnées/],
  [{ period: { columns: { 2020: 'a' } } }, /La table large dit déjà les colonnes/],
  [
    { value: { of: 'sum' }, period: { columns: { 2020: 'a' } }, over: { of: 'sum', column: 'd' } },
    /ne donne pas de dénominateur/,
  ],
  [{ value: { of: 'sum', column: 'n', columns: ['n', 'd'] } }, /Donnez une colonne, ou plusieurs/],
  [
    { territory: { columns: { 10001: 'a' } }, period: { columns: { 2020: 'a' } }, value: { of: 'sum' } },
    /à la fois un lieu et une période/,
  ],
] as const)
  test(`a formula is refused when its columns contradict each other: ${String(message).slice(1, 40)}`, () => {
    assert.throws(() => definitionOf(formula as never, { upward: 'none' }), message)
  })

test('a definition that is not one is refused by its name', () => {
  assert.throws(() => readDefinition({ slug: 'bancal' }), /« bancal » ne peut pas être lue/)
})
