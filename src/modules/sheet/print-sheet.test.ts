import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Heard, heardAs, readPdf } from '../../../test/read-pdf.ts'
import { sheetContent, sheetRow } from '../../../test/sheet.ts'
import { printSheet } from './print-sheet.node.ts'
import type { SheetContent } from './sheet-content.ts'

const read = async (content: SheetContent) => readPdf(await printSheet(content, { compress: false }))
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')
const everyTag = ({ tag, children }: Heard): readonly string[] => [tag, ...children.flatMap(everyTag)]
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

test('a reader is told that the sheet is for all (PDF/UA), and shows its title in place of the name of the file', async () => {
  const pdf = await read(sheetContent())
  assert.match(pdf.entry('MarkInfo'), /\/Marked true/)
  assert.match(pdf.entry('ViewerPreferences'), /\/DisplayDocTitle true/)
  assert.match(pdf.entry('Metadata'), /<pdfuaid:part>1</)
  assert.equal(pdf.pageObjects.length, 2)
  for (const page of pdf.pageObjects) {
    assert.match(page, /\/StructParents \d+/)
    assert.match(page, /\/Tabs \/S/)
  }
})

test('the sheet is heard in the order of its pages, headings by level, each table with its head before its body', async () => {
  const pdf = await read(sheetContent())
  assert.deepEqual(pdf.heardPages, pdf.heardPages.toSorted())
  assert.deepEqual(new Set(pdf.heardPages), new Set([0, 1]))
  const levels = everyTag(pdf.structure)
    .flatMap((tag) => /^H(\d)$/.exec(tag)?.[1] ?? [])
    .map(Number)
  assert.equal(levels[0], 1)
  for (const [i, level] of levels.entries()) assert.ok(level <= (levels[i - 1] ?? 0) + 1, levels.join(' '))
  const said = plain(pdf.structure.text)
  const order = [
    'Commune · code officiel',
    'compte 479 habitants',
    'En quelques chiffres',
    'Elle baisse depuis 2016',
    'Sa place parmi ses pairs',
    'Thème par thème',
    'Ce qui manque',
  ]
  const at = order.map((words) => said.indexOf(words))
  assert.ok(
    at.every((place) => place >= 0),
    String(at),
  )
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  )
  for (const table of heardAs(pdf.structure, 'Table')) {
    assert.deepEqual(
      table.children.map(({ tag }) => tag),
      ['THead', 'TBody'],
    )
    const width = table.children[0]?.children[0]?.children.length ?? 0
    assert.ok(width > 2)
  }
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
