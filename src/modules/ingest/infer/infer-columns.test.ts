import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someCodes } from '../../../../test/ingested.ts'
import { notes } from '../formats/notes.ts'
import type { Overrides } from '../overrides.ts'
import { inferColumns } from './infer-columns.ts'

/** Columns inferred from their cells, given column by column under their label; and what was said of them. */
const inferred = (table: Readonly<Record<string, readonly string[]>>, overrides: Overrides = {}) => {
  const header = Object.keys(table)
  const height = Math.max(...Object.values(table).map((cells) => cells.length))
  const rows = Array.from({ length: height }, (_, i) => ({
    line: i + 2,
    cells: header.map((label) => table[label]?.[i] ?? null),
  }))
  const book = notes()
  const columns = inferColumns(header, rows, someCodes, overrides, book)
  return { columns, said: book.diagnostics.map((d) => d.message), kinds: book.diagnostics.map((d) => d.kind) }
}
const numbers = (n: number, from = 1, step = 1) => Array.from({ length: n }, (_, i) => String(from + i * step))
const only = (label: string, cells: readonly string[]) => {
  const { columns, said, kinds } = inferred({ [label]: cells })
  const [column] = columns
  assert.ok(column)
  return { type: column.column.type, semantic: column.column.semantic, rule: column.rule, said, kinds }
}

test('amounts between 1 and 95 are not codes of départements because their label begins like one', () => {
  assert.equal(only('Dépenses', numbers(60, 10)).type, 'integer')
  assert.equal(only('depistes', numbers(19)).type, 'integer')
  for (const label of ['DEP', 'Code.département', 'insee_dep', 'dep_com', 'N° Dep', 'department_code', 'codeDep'])
    assert.equal(only(label, ['01', '2A', '89', '21']).semantic, 'departement', label)
})

test('codes of départements are known by Corsica’s, whatever their label', () => {
  const all = [...numbers(85, 11).map((code) => code.replace('20', '2A')), '01', '02', '2B']
  assert.equal(only('code', all).semantic, 'departement')
  assert.equal(only('code', numbers(90)).semantic, null)
})

test('yes and no said in several ways are one yes or no', () => {
  const { type, rule } = only('prise', ['true', 'FALSE', '0', '1', 'False', 'oui'])
  assert.equal(type, 'boolean')
  assert.deepEqual(rule, {
    kind: 'boolean',
    yes: ['oui', 'vrai', 'true', 'o', '1'],
    no: ['non', 'faux', 'false', 'n', '0'],
  })
  assert.deepEqual(only('gratuit', [...Array.from({ length: 99 }, () => 'true'), '1']).rule, rule)
  assert.equal(only('effectif', ['0', '1', '1', '0']).type, 'integer')
  assert.equal(only('ouvert', [...Array.from({ length: 80 }, () => 'OUI'), 'NON', 'demain']).type, 'boolean')
})

test('moments with fractions of seconds or a universal offset are moments', () => {
  assert.equal(only('maj', ['2021-05-27T09:14:29.142000', '2021-05-27T09:14:29']).type, 'datetime')
  assert.equal(only('maj', ['2021-05-27T09:14:29+00:00', '2021-05-27T09:14:29.5Z']).type, 'datetime')
})

test('a mark of absence met in one column of numbers is one in the others, and is said once', () => {
  const { columns, said } = inferred({ part: ['1,5', 's', '2'], taux: ['3', '4', '5'], nom: ['a', 's', 'b'] })
  assert.deepEqual(
    columns.map((c) => c.missing),
    [['s'], ['s'], []],
  )
  assert.deepEqual(said, ['« s » est lu comme « secret statistique » dans la colonne « part ».'])
})

test('a column of numbers spoilt by words stays text, and its words are shown', () => {
  const { type, said } = only('Montant', [...numbers(20, 100), 'SANS', 'sans suite', 'SANS'])
  assert.equal(type, 'text')
  assert.deepEqual(said, [
    'Colonne « Montant » : 20 valeurs vues sur 23 sont des nombres, les autres non (« SANS », « sans suite ») ; elle reste du texte. Mettez ces mots dans une autre colonne, ou corrigez le type : ces cellules seront laissées vides.',
  ])
  assert.deepEqual(only('Adresse', ['12', '14 bis', 'rue', '3']).said, [])
})

test('years on two digits and months in letters are told', () => {
  assert.deepEqual(only('annee', ['16', '17', '22']).kinds, ['two-digit-year'])
  assert.deepEqual(only('Mois', ['janv-96', 'févr-96', 'août-00', 'sept-99']).kinds, ['month-words'])
})

test('identifiers with a key are known without their label, codes of accounts are text, other codes by their label', () => {
  const sirens = numbers(40, 100000000, 18)
    .map((n) => withKey(n.slice(0, 8)))
    .filter((code, i, all) => all.indexOf(code) === i)
  assert.equal(only('source', sirens).semantic, 'siren')
  assert.equal(only('Nature', ['60611', '6238', '165']).type, 'text')
  assert.equal(only('CODARR', ['2', '4', '3']).type, 'text')
  assert.equal(only('CHEFLIEU', ['89024', '89387']).semantic, 'commune')
  assert.equal(only('CDPOST', ['89000', '89100']).semantic, 'postcode')
  assert.equal(only('anneefermeture', ['2013', '1998']).semantic, 'year')
})

/** Eight digits and the ninth that Luhn wants. */
const withKey = (start: string): string => {
  const sum = [...start].reduce((total, figure, i) => {
    const doubled = i % 2 === 1 ? Number(figure) * 2 : Number(figure)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${start}${(10 - (sum % 10)) % 10}`
}

test('tags of web pages in cells are told', () => {
  assert.deepEqual(only('COMMENTAIRE', ['<p>Un musée</p>', '<ul><li>ouvert</li></ul>', 'rien']).kinds, ['html'])
  const began = performance.now()
  only('COMMENTAIRE', ['<a '.repeat(100_000)])
  assert.ok(performance.now() - began < 2000, 'a tag never closed is not looked at again from each of its signs')
})

test('a file without labels is told once', () => {
  const { kinds } = inferred({ '': ['a', 'b'] })
  assert.deepEqual(kinds, ['no-header'])
})

test('a column says as much as a person decided: name, label, type, meaning, unit', () => {
  const { columns } = inferred(
    { Montant: ['12', '13'] },
    { columns: { 0: { name: 'aide', label: 'Aide versée', type: 'number', semantic: null, unit: 'k€' } } },
  )
  assert.deepEqual(columns[0]?.column, {
    name: 'aide',
    label: 'Aide versée',
    type: 'number',
    semantic: null,
    unit: 'k€',
  })
})

test('pairs of coordinates are read in the order that their label or their place tells', () => {
  const first = (label: string, cells: readonly string[]) => {
    const { rule } = only(label, cells)
    assert.equal(rule.kind, 'geometry')
    return rule.kind === 'geometry' && rule.longitudeFirst === true
  }
  assert.equal(first('coordonneesXY', ['[5.56,46.74]', '[3.57,47.79]']), true)
  assert.equal(first('position', ['[3.57, 47.79]', '[3.28, 48.19]']), true)
  assert.equal(first('geo_point_2d', ['47.79, 3.57', '48.19, 3.28']), false)
  assert.equal(first('coordonneesXY', ['[55.45,-20.88]', '[55.52,-21.10]']), true, 'overseas')
  assert.equal(first('lat_lon', ['5.16, 52.64', '4.92, 52.33']), false, 'Guyane')
})
