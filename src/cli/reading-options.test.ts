import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correctedOverrides } from '../modules/ingest/typed-overrides.ts'
import { readingOf } from './reading-options.ts'

const columns = [{ name: 'code' }, { name: 'montant' }]
const read = (options: Record<string, string | boolean | readonly string[]>, before = {}) =>
  readingOf(options, columns, before, correctedOverrides)

test('the command line decides of the file and of its columns', () => {
  const options = {
    format: 'csv',
    encodage: 'macintosh',
    separateur: 'tabulation',
    decimale: ',',
    intitules: '3',
    'lignes-intitules': '2',
    feuille: 'A',
    membre: 'b.csv',
    enregistrements: 'c',
    colonne: ['montant.type=nombre', 'montant.unite=k€', '1.nom=insee', '1.intitule=Code INSEE', '1.sens='],
  }
  assert.deepEqual(read(options), {
    format: 'csv',
    encoding: 'macintosh',
    separator: '\t',
    decimal: ',',
    headerLine: 3,
    headerRows: 2,
    sheet: 'A',
    member: 'b.csv',
    recordsPath: 'c',
    columns: { 0: { name: 'insee', label: 'Code INSEE', semantic: null }, 1: { type: 'number', unit: 'k€' } },
  })
})

test('nothing typed decides nothing; « oublier » drops what was kept', () => {
  const before = { encoding: 'macintosh', columns: { 1: { unit: '€' } } }
  assert.equal(read({ json: true }, before), null)
  assert.deepEqual(read({ oublier: true }, before), {})
  assert.deepEqual(read({ oublier: true, intitules: '0' }, before), { headerLine: 0 })
})

test('a column that is not there, or a choice that is not one, is told', () => {
  assert.throws(() => read({ colonne: ['aide.type=nombre'] }), /« aide » n’existe pas. Colonnes : code, montant/)
  assert.throws(() => read({ colonne: ['montant=nombre'] }), /COLONNE.CHOIX=VALEUR/)
  assert.throws(() => readingOf({ colonne: ['aide.type=texte'] }, [], {}, correctedOverrides), /par son rang/)
})
