import assert from 'node:assert/strict'
import { test } from 'node:test'
import { themeOf } from '../src/modules/catalog/index.ts'
import { readPortal } from '../src/modules/harvest/portals/portal.ts'
import { shippedPortals } from '../src/modules/harvest/portals/shipped-portals.disk.ts'
import { townPortal } from './memory-portals.ts'

const yonne = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const gironde = { departement: '33', departement3: '033', region: '75', nom: 'Gironde', deNom: 'de la Gironde' }

test('portals are for the territories that they name; nothing else names one but by a variable', async () => {
  const ids = async (of: typeof yonne) => (await shippedPortals(of)).map(({ id }) => id)
  assert.deepEqual([await ids(yonne), await ids(gironde)], [['data-gouv', 'databfc'], ['data-gouv']])
  const [one] = await shippedPortals(gironde)
  assert.deepEqual(one?.catalogue, { kind: 'udata', site: 'https://www.data.gouv.fr', zone: 'fr:departement:33' })
  assert.deepEqual([one?.title, one?.covers], ['data.gouv.fr, jeux de la Gironde', 'departement:33'])
})

test('each has a theme of the European list, and is unlike the others', async () => {
  const all = await shippedPortals(yonne)
  for (const { theme } of all) assert.ok(themeOf(theme))
  assert.equal(new Set(all.map(({ catalogue }) => JSON.stringify(catalogue))).size, all.length)
})

test('a definition that is not one is refused by the place of its mistake', () => {
  assert.throws(() => readPortal({ ...townPortal(), page: 'ftp://data.ville.fr' }, yonne), /ne peut pas être lue/)
  assert.throws(() => readPortal({ ...townPortal(), title: 'Données {ville}' }, yonne), /variable « \{ville\} »/)
  assert.deepEqual(readPortal(townPortal(), yonne), townPortal())
})
