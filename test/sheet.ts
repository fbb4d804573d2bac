import type { SheetContent, SheetRow } from '../src/modules/sheet/sheet-content.ts'

/** A figure of a sheet, as a line of its table. */
export const sheetRow = (changes: Partial<SheetRow> = {}): SheetRow => ({
  ...{
    label: 'Pauvreté',
    unit: '',
    value: '22 %',
    known: true,
    when: '2021',
    change: '+3 points depuis 2013',
    beside: ['14 %'],
  },
  ...{ rank: '7e / 10', made: false, source: 1, precedence: 4 },
  ...changes,
})

/** What the sheet of a commune says, with a little of everything. */
export const sheetContent = (changes: Partial<SheetContent> = {}): SheetContent => ({
  portal: 'Icauna',
  title: 'Saint-Aubin-Château-Neuf',
  kicker: 'Commune · code officiel 89334',
  lead: 'Saint-Aubin-Château-Neuf compte 479 habitants en 2023, 12 de moins qu’en 2016 (−2,4 %).',
  facts: ['Où est-ce ? Dans l’Yonne et la région Bourgogne-Franche-Comté.'],
  map: {
    ...{ width: 100, height: 120, ground: 'M0 0h100v120h-100z', borders: '', here: 'M40 40h4v4h-4z' },
    ...{ spot: { x: 42, y: 42, reach: 2 }, alt: 'Carte : Saint-Aubin-Château-Neuf (Yonne).', source: 'contours : IGN' },
  },
  keys: [
    {
      ...{ label: 'Population', value: '479', unit: 'habitants', when: 'en 2023', change: '−2,4 % depuis 2016' },
      ...{ rank: '3e sur 23 parmi ses pairs', source: 'INSEE' },
      series: [
        { value: 491, words: '491 habitants en 2016' },
        { value: null, words: 'manquant en 2017' },
        { value: 479, words: '479 habitants en 2023' },
      ],
    },
  ],
  population: {
    title: 'La population d’année en année',
    sentence: 'Elle baisse depuis 2016.',
    source: 'INSEE, populations légales',
    points: [
      { year: 2016, value: 491 },
      { year: 2023, value: 479 },
    ],
  },
  ranks: {
    sentence: 'Ses pairs sont les 22 autres communes de 250 à 500 habitants de l’Yonne.',
    rows: [{ label: 'Population', words: '3e sur 23', quantile: 0.9, when: '2023' }],
  },
  beside: ['Yonne'],
  themes: [
    { name: 'Habitants', rows: [sheetRow({ label: 'Population', unit: 'habitants', value: '479', when: '2023' })] },
    {
      name: 'Revenus',
      rows: [sheetRow(), sheetRow({ label: 'Niveau de vie', value: 'secret statistique', known: false, beside: [''] })],
    },
  ],
  missing: ['Médecins généralistes'],
  sources: ['INSEE, chiffres de 2021 à 2023 (Licence Ouverte 2.0)'],
  notes: ['* Calculé par le portail.'],
  address: 'https://donnees.yonne.example/territoires/communes/89334-saint-aubin-chateau-neuf',
  day: '2026-11-26',
  ...changes,
})
