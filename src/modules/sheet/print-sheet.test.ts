import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heardAs, readPdf } from '../../../test/read-pdf.ts'
import { sheetContent, sheetRow } from '../../../test/sheet.ts'
import { printSheet } from './print-sheet.node.ts'
import type { SheetContent } from './sheet-content.ts'

const read = async (content: SheetContent) => readPdf(await printSheet(content, { compress: false }))
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')
const rowsOf = ({ structure }: ReturnType<typeof readPdf>) =>
  heardAs(structure, 'TR').map(({ children }) => children.map(({ text }) => plain(text)))

test('a sheet is a tagged document of two pages, in French, under its own title', async () => {
  const pdf = await read(sheetContent())
  assert.equal(pdf.pages, 2)
  assert.match(pdf.catalogue, /\/Lang \(fr-FR\)/)
  for (const part of ['/MarkInfo', '/StructTreeRoot', '/ViewerPreferences', '/Metadata'])
    assert.ok(pdf.catalogue.includes(part), part)
  assert.equal(pdf.title, 'Saint-Aubin-Château-Neuf, fiche du territoire')
  assert.equal(pdf.structure.tag, 'Document')
  assert.deepEqual(
    heardAs(pdf.structure, 'H1').map(({ text }) => text),
    ['Saint-Aubin-Château-Neuf'],
  )
  assert.deepEqual(
    heardAs(pdf.structure, 'H2').map(({ text }) => text),
    ['En quelques chiffres', 'La population d’année en année', 'Sa place parmi ses pairs', 'Thème par thème'],
  )
})

test('every text is heard or is decoration, and every drawing is told in words', async () => {
  const pdf = await read(sheetContent())
  assert.deepEqual(pdf.stray, [])
  const figures = heardAs(pdf.structure, 'Figure')
  assert.equal(figures.length, 4)
  assert.ok(figures.every(({ alt, attributes }) => alt && attributes.includes('/BBox')))
  assert.ok(figures.some(({ alt }) => alt === 'Population : 491 habitants en 2016, 479 habitants en 2023.'))
})

test('each figure is a row with its date, under headers that say what they head', async () => {
  const pdf = await read(sheetContent())
  assert.deepEqual(rowsOf(pdf), [
    ['Thème', 'Chiffre', 'Ici', 'Date', 'Évolution', 'Yonne', 'Place', 'Source'],
    ['Habitants', 'Population (habitants)', '479', '2023', '+3 points depuis 2013', '14 %', '7e / 10', '1'],
    ['Revenus', 'Pauvreté', '22 %', '2021', '+3 points depuis 2013', '14 %', '7e / 10', '1'],
    ['Niveau de vie', 'secret statistique', '2021', '+3 points depuis 2013', '–', '7e / 10', '1'],
  ])
  const headers = heardAs(pdf.structure, 'TH')
  assert.ok(headers.every(({ attributes }) => /\/Scope \/(Row|Column)/.test(attributes)))
  assert.match(headers.find(({ text }) => text === 'Revenus')?.attributes ?? '', /\/RowSpan 2/)
})

test('the sheet says its day, its sources, what is missing and where to read more, by a link that has a name', async () => {
  const pdf = await read(sheetContent())
  const said = plain(pdf.structure.text)
  for (const words of ['Fiche du 26 novembre 2026', '1. INSEE, chiffres de 2021 à 2023', 'Ce qui manque : Médecins'])
    assert.ok(said.includes(words), words)
  const { address } = sheetContent()
  assert.deepEqual(new Set(pdf.links.map(([, href]) => href)), new Set([address]))
  assert.equal(pdf.links.map(([words]) => words).join(''), address)
})

test('what has no room is left out by precedence, and counted', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => sheetRow({ label: `Chiffre ${i}`, precedence: 120 - i }))
  const pdf = await read(sheetContent({ themes: [{ name: 'Tout', rows }] }))
  assert.equal(pdf.pages, 2)
  const shown = rowsOf(pdf).slice(1)
  assert.ok(shown.length > 40 && shown.length < 120, String(shown.length))
  assert.ok(plain(pdf.structure.text).includes(`… et ${120 - shown.length} autres chiffres sur la page de ce lieu`))
  assert.equal(shown.at(-1)?.[0], 'Chiffre 119')
  assert.equal(shown.filter(([name]) => name === 'Chiffre 0').length, 0)
})

test('a place without any figure has its two pages, and says so', async () => {
  const nothing = {
    keys: [],
    population: null,
    ranks: null,
    themes: [],
    map: null,
    sources: [],
    missing: [],
    notes: [],
  }
  const pdf = await read(sheetContent(nothing))
  assert.equal(pdf.pages, 2)
  assert.match(plain(pdf.structure.text), /Aucun indicateur du portail ne donne de chiffre pour ce lieu/)
  assert.match(plain(pdf.structure.text), /Vos notes/)
})

test('the same content gives the same light file', async () => {
  const [first, second] = [await printSheet(sheetContent()), await printSheet(sheetContent())]
  assert.deepEqual(first, second)
  assert.ok(first.length < 150_000, String(first.length))
})
