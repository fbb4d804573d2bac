import assert from 'node:assert/strict'
import { test } from 'node:test'
import { valueAt } from '../src/modules/indicator/edition.ts'
import { shippedDefinitions } from '../src/modules/indicator/shipped-definitions.disk.ts'
import type { Cell } from '../src/modules/query/index.ts'
import { builtFrom, COMMUNES, definitionOf } from './small-country.ts'

/* Indicators of datasets that only the harvest brings, worked out from rows made in their producers' shapes. */
const definitions = await shippedDefinitions()
const definition = (slug: string) => {
  const found = definitions.find((one) => one.slug === slug)
  assert.ok(found, slug)
  return found
}
type Row = Readonly<Record<string, Cell>>

test('the unemployment rate is told quarter by quarter, as INSEE gives it', async () => {
  const row = (departement: string, periode: string, obs_value: number | null): Row => ({
    departement,
    periode,
    obs_value,
  })
  const rows = [row('10', '2026-T1', 7.1), row('10', '2026-T2', 6.9), row('20', '2026-T2', null)]
  const { edition } = await builtFrom(rows, definition('taux-chomage'))
  assert.deepEqual(edition.periods, ['2026-T1', '2026-T2'])
  assert.equal(valueAt(edition, 'departement', '10', '2026-T2').value, 6.9)
  assert.equal(valueAt(edition, 'departement', '20', '2026-T2').status, 'missing')
  assert.equal(edition.levels.has('commune'), false)
})

test('two series of unemployment for one département are a mistake, not a mean', async () => {
  const rows = [6, 8].map((obs_value): Row => ({ departement: '10', periode: '2026-T2', obs_value }))
  const { findings } = await builtFrom(rows, definition('taux-chomage'))
  assert.deepEqual(
    findings.map(({ weight, kind }) => [weight, kind]),
    [['refused', 'duplicate']],
  )
})

test('of job seekers, only the totals are counted, and a département is the sum of its communes', async () => {
  const row = (code_commune: string, changes: Row): Row => ({
    ...{
      code_commune,
      date: '2025-T4',
      type_de_donnees: 'Brutes',
      categorie: 'ABC',
      sexe: 'Total',
      tranche_d_age: 'Total',
    },
    nombre_de_demandeurs_d_emploi: 10,
    ...changes,
  })
  const rows = COMMUNES.flatMap((code) => [
    row(code, {}),
    row(code, { sexe: 'Femmes', nombre_de_demandeurs_d_emploi: 5 }),
    row(code, { categorie: 'A', nombre_de_demandeurs_d_emploi: 5 }),
    row(code, { tranche_d_age: 'Moins de 25 ans', nombre_de_demandeurs_d_emploi: 5 }),
  ])
  const { edition } = await builtFrom(rows, definition('demandeurs-emploi'))
  assert.equal(valueAt(edition, 'commune', '10001', '2025-T4').value, 10)
  assert.equal(valueAt(edition, 'departement', '10', '2025-T4').value, 120)
})

test('turnout is the ratio of the sums, from communes to the département', async () => {
  const rows = COMMUNES.map((code_commune, i): Row => ({ code_commune, inscrits: 100 * (i + 1), votants: 50 + i }))
  const { edition } = await builtFrom(rows, definition('participation-municipales-2026'))
  assert.equal(valueAt(edition, 'commune', '10001', '2026').value, 50)
  const [votes, names] = [12 * 50 + 66, 100 * 78]
  assert.equal(valueAt(edition, 'departement', '10', '2026').value, (votes / names) * 100)
})

test('debts of several budgets are added, and divided by the last population known', async () => {
  const people = COMMUNES.map((code): Row => ({ code, an: 2023, n: 200 }))
  const population = await builtFrom(people, definitionOf({}, { slug: 'population' }))
  const editions = new Map([['population', population.edition]])
  const row = (com_code: string, agregat: string, montant: number): Row => ({
    com_code,
    exer: '2024-01-01',
    agregat,
    montant,
  })
  const rows = COMMUNES.flatMap((code) => [
    row(code, 'Encours de dette', 60_000),
    row(code, 'Encours de dette', 20_000),
    row(code, "Dépenses d'équipement", 1_000),
  ])
  const debt = await builtFrom(rows, definition('dette-commune-habitant'), COMMUNES, editions)
  assert.equal(valueAt(debt.edition, 'commune', '10001', '2024').value, 400)
  const works = await builtFrom(rows, definition('equipement-commune-habitant'), COMMUNES, editions)
  assert.equal(valueAt(works.edition, 'commune', '10001', '2024').value, 5)
  const own = rows.map(({ com_code: _, ...rest }) => ({ dep_code: '10', ...rest })).slice(0, 2)
  const council = await builtFrom(own, definition('dette-departement-habitant'), COMMUNES, editions)
  assert.equal(valueAt(council.edition, 'departement', '10', '2024').value, 80_000 / 2400)
})
