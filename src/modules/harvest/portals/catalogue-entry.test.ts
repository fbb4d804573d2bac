import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvEntry, townPortal } from '../../../../test/memory-portals.ts'
import { type CatalogueEntry, cleaned, fileToTake, withoutTags } from './catalogue-entry.ts'
import { entryChanges } from './entry-changes.ts'
import { entryName, pageOf, proposedCard, sourceOf } from './entry-source.ts'
import type { KnownEntry } from './ports.ts'
import { licenceNamed, themeNamed } from './terms.ts'

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('<script>', '\u202Egro', 'a\u0000b', '  '),
)
const entries = fc
  .record({ identifier: text, title: text, description: text, publisher: text, page: text })
  .map(
    (said): CatalogueEntry =>
      csvEntry({ ...said, keywords: [said.title], columns: [said.publisher], formerly: [said.page] }),
  )

test('cleaned twice is cleaned once, bounded, on one line, and can be kept by PostgreSQL', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      const once = cleaned(entry)
      if (!once) return
      assert.deepEqual(cleaned(once), once)
      assert.doesNotMatch(once.title, /[\p{Cc}\p{Cs}\u202A-\u202E]/u)
      assert.doesNotMatch(JSON.stringify(once), /\\u0000|\\ud[89a-f]/i)
      assert.ok(once.title.length <= 200 && once.page === null)
    }),
  )
})

test('names of entries are those of sources and of datasets, whatever the title, and no two entries share one', () => {
  fc.assert(
    fc.property(entries, entries, fc.constantFrom('a', 'a-b', 'ville'), fc.constantFrom('a', 'a-b'), (a, b, p, q) => {
      const [one, other] = [entryName({ id: p }, a), entryName({ id: q }, b)]
      assert.match(one, /^[a-z0-9]+(-[a-z0-9]+)*$/)
      assert.ok(one.length <= 60)
      if (p !== q || a.identifier !== b.identifier) assert.notEqual(one, other)
    }),
  )
})

test('the file to take is a table: CSV before workbooks, the newest of one kind; documents are none', () => {
  const file = (name: string, format: string, modified: string | null = null) => ({
    ...{ title: name, url: `https://x.fr/${name}`, name, format, modified, sha256: null },
  })
  assert.equal(fileToTake({ distributions: [file('n.pdf', 'pdf'), file('image.png', '')] }), null)
  const all = [file('b.xlsx', 'xlsx'), file('a.csv', 'csv', '2025-01-01'), file('c.csv', 'text/csv', '2026-01-01')]
  assert.equal(fileToTake({ distributions: all })?.name, 'c.csv')
  assert.equal(fileToTake({ distributions: [file('d.ODS', '')] })?.name, 'd.ODS')
})

test('licences of the closed list are recognised in the words of each kind of portal; others are said unknown', () => {
  for (const said of [
    ...['lov2', 'fr-lo', 'Licence Ouverte v2.0 (Etalab)', 'Licence Ouverte / Open Licence version 2.0', 'etalab-2.0'],
    ...['https://www.etalab.gouv.fr/licence-ouverte-open-licence/', 'https://spdx.org/licenses/etalab-2.0.html'],
    'Licence Ouverte',
  ])
    assert.equal(licenceNamed(said), 'lov2', said)
  for (const said of [
    'odc-odbl',
    'ODbL',
    'Open Database License (ODbL)',
    'https://opendatacommons.org/licenses/odbl/1-0/',
  ])
    assert.equal(licenceNamed(said), 'odc-odbl', said)
  for (const said of ['notspecified', 'cc-by', 'Licence Ouverte 1.0', 'Pas de licence ouverte', 'other-open', '', null])
    assert.equal(licenceNamed(said), null, String(said))
})

test('themes are recognised by code, address or title', () => {
  const address = 'http://publications.europa.eu/resource/authority/data-theme/TRAN'
  assert.deepEqual(['TRAN', address, 'transports', 'Vie locale', null].map(themeNamed), [
    ...['TRAN', 'TRAN', 'TRAN'],
    ...[null, null],
  ])
})

const taken = (entry: CatalogueEntry, more: Partial<KnownEntry> = {}): KnownEntry => ({
  ...{ portal: 'ville', identifier: entry.identifier, name: entryName({ id: 'ville' }, entry), entry },
  taken: { producer: 'ville', licence: 'lov2', by: 'moi', at: '2026-11-25T10:00:00Z' },
  ...{ linkedTo: null, because: [], doubts: [], firstSeen: '', lastSeen: '', changedAt: null, changes: [] },
  vanishedAt: null,
  ...more,
})

test('a taken entry is a source that fills its own dataset; hostile words stay words, and addresses are those of the portal', () => {
  const hostile = csvEntry({
    publisher: '[clic](https://mal.fr) `x` <b>',
    page: 'https://mal.fr/hameconnage',
    distributions: csvEntry().distributions.map((file) => ({ ...file, url: 'https://x.fr/{annee}/a.csv' })),
  })
  const known = taken(hostile)
  const source = sourceOf(townPortal(), known)
  assert.deepEqual([source?.id, source?.feeds.map(({ dataset }) => dataset)], [known.name, [known.name]])
  assert.deepEqual(source?.fetch, { connector: 'http', url: 'https://x.fr/%7Bannee%7D/a.csv', name: 'arbres.csv' })
  assert.equal(source?.page, 'https://data.ville.fr/')
  assert.match(source?.feeds[0]?.card?.provenance ?? '', /\\\[clic\\\]\\\(https\\:\/\/mal\\\.fr\\\)/)
  assert.equal(pageOf(townPortal(), { page: 'https://data.ville.fr/arbres' }), 'https://data.ville.fr/arbres')
  assert.equal(sourceOf(townPortal(), taken(hostile, { linkedTo: 'jeu' })), null)
  assert.equal(sourceOf(townPortal(), taken(hostile, { taken: null })), null)
  assert.match(sourceOf(townPortal(), taken(hostile, { vanishedAt: '2026-11-01T00:00:00Z' }))?.note ?? '', /n’est plus/)
})

test('the producer proposed is the publisher, known or to be added; that of the portal when nobody is named', () => {
  const find = (name: string) => (name === 'Agglo' ? { id: 'agglo', name } : undefined)
  const producer = (publisher: string | null) => proposedCard(townPortal(), csvEntry({ publisher }), find).producer
  assert.deepEqual(producer('Agglo'), { id: 'agglo', name: 'Agglo' })
  assert.deepEqual(producer('Commune de Laroche'), { id: null, name: 'Commune de Laroche' })
  assert.deepEqual(producer(null), { id: null, name: 'Ville de Joigny' })
})

test('what changed at the origin is told; what did not is not', () => {
  const before = csvEntry({ columns: ['a', 'b'] })
  assert.deepEqual(entryChanges(before, { ...before, modified: '2027-01-01' }), [])
  const after = csvEntry({ title: 'Autre titre', licence: null, columns: ['a', 'c'], distributions: [] })
  assert.deepEqual(entryChanges(before, after), [
    'Le titre était « Arbres remarquables de Joigny ».',
    'La licence était « lov2 », c’est maintenant « rien ».',
    'Le fichier à lire a disparu.',
    'Des colonnes sont parties : b.',
    'Des colonnes sont arrivées : c.',
  ])
})

test('descriptions in HTML keep their text only', () => {
  assert.equal(withoutTags('<p>Un&nbsp;jeu</p><script>alert(1)'), 'Un jeu')
  assert.equal(withoutTags('a<br>b &lt;c&gt;'), 'a\n\nb <c>')
  const began = performance.now()
  for (const open of ['<br ', '<', '< ', ' \n ', '<script>']) withoutTags(open.repeat(100_000))
  assert.ok(performance.now() - began < 3000, 'what is never closed is not looked at again from each of its signs')
})
