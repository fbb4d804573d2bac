import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amongOf, cardWith, measureOf, placeOf } from '../../../test/cards.ts'
import type { ValueStatus } from '../figure/index.ts'
import { drawCard } from './draw-card.tsx'
import { drawPoster } from './draw-poster.tsx'
import type { Face } from './fit-text.ts'
import { measureWithFonts } from './fonts.node.ts'
import { COLOURS, FORMAT_NAMES, FORMATS, type Format } from './frame.ts'
import type { Locator } from './locator.tsx'

const measure = measureWithFonts()
const signature = { name: 'Icauna', host: 'donnees-ouvertes.departement-de-l-yonne.example.fr' }
const LOCATOR: Locator = { width: 1000, height: 1100, land: 'M0 0H1000V1100H0z', here: 'M400 400h50v50z' }

interface Box {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Every line of text of a drawing, with the room that its letters take. */
const boxesOf = (svg: string): readonly Box[] =>
  [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', escaped = '']) => {
    const text = escaped.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    const read = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
    const face: Face = read('font-family').includes('Serif') ? 'serif' : read('font-weight') === '600' ? 'bold' : 'sans'
    const size = Number(read('font-size'))
    const width = measure(text, face, size)
    const [x, y] = [Number(read(' x') || /^x="([^"]*)"/.exec(attributes)?.[1]), Number(read(' y'))]
    const anchor = read('text-anchor')
    const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x
    return { text, left, right: left + width, top: y - size * 0.68, bottom: y + size * 0.2 }
  })

const holds = (svg: string, format: Format): void => {
  const boxes = boxesOf(svg)
  const { width, height } = FORMATS[format]
  assert.ok(boxes.length > 2)
  for (const box of boxes) {
    assert.ok(box.left >= 30 && box.right <= width - 30, `hors du cadre : ${box.text}`)
    assert.ok(box.top >= 30 && box.bottom <= height - 30, `hors du cadre : ${box.text}`)
  }
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      assert.ok(
        a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1,
        `l’un sur l’autre (${format}) : ${a.text} | ${b.text}`,
      )
}

const names = fc.oneof(
  fc.constantFrom('Joigny', 'Saint-Pierre-en-Auge', 'Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson'),
  fc.string({ minLength: 1, maxLength: 60 }),
)
const figures = fc.oneof(
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.constantFrom(-1e12, -999_999_999_999.95), // rounded, they have a digit more than those before them
  fc.constantFrom<ValueStatus>('missing', 'secret', 'not-yet', 'not-applicable'),
)
const UNITS = ['habitants', '%', '% par an', '€ par an', 'pour 100 000 habitants', null]

test('whatever its names and figures, all texts of a card are in the frame and none covers another', () => {
  fc.assert(
    fc.property(
      fc.record({
        place: names,
        measured: fc.string({ minLength: 3, maxLength: 120 }),
        unit: fc.constantFrom(...UNITS),
        decimals: fc.integer({ min: 0, max: 2 }),
        values: fc.array(figures, { minLength: 1, maxLength: 8 }),
        others: fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 60 }),
        title: fc.string({ minLength: 1, maxLength: 160 }),
        format: fc.constantFrom(...FORMAT_NAMES),
        isMapped: fc.boolean(),
        frozen: fc.boolean(),
      }),
      ({ place, measured, unit, decimals, values, others, title, format, isMapped, frozen }) => {
        const definition = measureOf({ name: measured, unit, decimals, kind: unit === null ? 'index' : 'rate' })
        const dated = Object.fromEntries(values.map((value, i) => [String(2016 + i), value]))
        const own = values.at(-1)
        const group = 'communautés de communes de 15 000 à 30 000 habitants de Bourgogne-Franche-Comté'
        const card = cardWith(dated, {
          place: placeOf({ name: place }),
          definition,
          frozen,
          among: typeof own === 'number' ? amongOf(own, others, group) : null,
          origin: { href: '/donnees/x', title, producer: 'Ministère de l’Enseignement supérieur' },
        })
        holds(drawCard(card, isMapped ? LOCATOR : null, { format, measure, signature }), format)
      },
    ),
    { numRuns: 150 },
  )
})

test('whatever a page is called, all texts of its picture are in the frame and none covers another', () => {
  const figure = fc.record({
    value: fc.constantFrom('9\u202F016', '−12\u202F345\u202F678,9 € par an', '0,19 % par an'),
    label: fc.string({ minLength: 1, maxLength: 80 }),
  })
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constant('Jeu de données'),
        title: fc.string({ minLength: 1, maxLength: 200 }),
        sentence: fc.option(fc.string({ minLength: 1, maxLength: 400 })),
        figures: fc.array(figure, { maxLength: 3 }),
        source: fc.string({ minLength: 1, maxLength: 120 }),
      }),
      fc.boolean(),
      (poster, isMapped) => holds(drawPoster(poster, isMapped ? LOCATOR : null, { measure, signature }), 'paysage'),
    ),
    { numRuns: 100 },
  )
})

test('a card is an image with a name and a description, without style, script or anything from elsewhere', () => {
  for (const format of FORMAT_NAMES) {
    const svg = drawCard(cardWith({ 2016: 9850, 2023: 9016 }), null, { format, measure, signature })
    const { width, height } = FORMATS[format]
    assert.match(svg, new RegExp(`^<svg [^>]*viewBox="0 0 ${width} ${height}"[^>]*role="img"`))
    assert.match(
      svg,
      /<title>Population municipale : Joigny<\/title><desc>Joigny compte 9\u202F016\u00A0habitants en 2023/,
    )
    assert.doesNotMatch(svg, /style|<script|href=|url\(|NaN|undefined|null/)
  }
})

test('a figure that is not known is said in words: no digit stands for it, no line, no rank', () => {
  const svg = drawCard(cardWith({ 2021: 'secret' }), null, { format: 'paysage', measure, signature })
  assert.match(svg, />Secret statistique<\/text>/)
  assert.match(svg, />en 2021<\/text>/)
  assert.doesNotMatch(svg, /<circle cx="\d{3}|>0</)
})

test('an estimate is drawn as one; a date without a number interrupts the line', () => {
  const estimated = cardWith({ 2016: 10, 2023: 12 })
  const svg = drawCard({ ...estimated, stated: { value: 12, status: 'estimated', making: 'published' } }, null, {
    format: 'paysage',
    measure,
    signature,
  })
  assert.match(svg, />≈\u00A012<\/text>/)
  assert.match(svg, /\(estimé\)/)
  const broken = drawCard(cardWith({ 2016: 10, 2017: 11, 2018: 'missing', 2019: 12, 2020: 13 }), null, {
    format: 'paysage',
    measure,
    signature,
  })
  assert.match(broken, /d="M[\d.]+ [\d.]+L[\d.]+ [\d.]+M[\d.]+ [\d.]+L[\d.]+ [\d.]+"/)
})

/** Relative luminance and contrast, as WCAG 2.2 defines them. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

test('texts and marks stand out from the ground', () => {
  for (const name of ['ink', 'soft', 'deep', 'ochre'] as const)
    assert.ok(contrast(COLOURS[name], COLOURS.ground) >= 4.5, name)
  for (const name of ['river', 'strong', 'peer'] as const) assert.ok(contrast(COLOURS[name], COLOURS.ground) >= 3, name)
  assert.ok(contrast(COLOURS.gold, COLOURS.ink) >= 3) // the place’s own mark is gold ringed with ink
})
