import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { type Face, fitText } from './fit-text.ts'
import { FONT_FILES, measureWithFonts } from './fonts.node.ts'

const measure = measureWithFonts()
const NAMES = [
  'Joigny',
  'Saint-Pierre-en-Auge',
  'Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson',
  'Communauté de communes des Monts et Vallées de l’Ouest Creuse et du Haut Pays Bas',
  'Niveau de vie que les 10 % les plus modestes ne dépassent pas',
  '1\u202F234\u202F567\u202F890',
]
const words = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 }).map((all) => all.join(' ')),
)
const faces = fc.constantFrom<Face>('serif', 'sans', 'bold')

test('no text leaves its room: lines hold in the width and are never too many', () => {
  fc.assert(
    fc.property(
      words,
      faces,
      fc.integer({ min: 60, max: 900 }),
      fc.integer({ min: 1, max: 4 }),
      (text, face, width, lines) => {
        const fitted = fitText(text, { width, face, sizes: [60, 40, 24], lines }, measure)
        assert.ok(fitted.lines.length <= lines)
        for (const line of fitted.lines) assert.ok(measure(line, face, fitted.size) <= width, line)
      },
    ),
  )
})

test('what is not cut is whole, and what is cut says so', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 200, max: 900 }), (text, width) => {
      const { lines } = fitText(text, { width, face: 'sans', sizes: [40, 24], lines: 3 }, measure)
      const bare = (one: string) => one.replaceAll(/\s/g, '')
      if (lines.some((line) => line.endsWith('…')) && !text.includes('…')) return
      assert.equal(bare(lines.join('')), bare(text))
    }),
  )
  const [cut] = fitText(NAMES[3] ?? '', { width: 300, face: 'sans', sizes: [30], lines: 1 }, measure).lines
  assert.match(cut ?? '', /^Communauté.*…$/)
})

test('the largest size that holds is the one used', () => {
  const room = { width: 420, face: 'serif', sizes: [90, 60, 30], lines: 1 } as const
  assert.equal(fitText('Joigny', room, measure).size, 90)
  assert.equal(fitText('Villeneuve', { ...room, width: 330 }, measure).size, 60)
})

test('widths are those that the drawing really has', () => {
  const FAMILIES = {
    serif: ['Source Serif 4', 600],
    sans: ['Source Sans 3', 400],
    bold: ['Source Sans 3', 600],
  } as const
  for (const face of ['serif', 'sans', 'bold'] as const)
    for (const text of [...NAMES, 'ÀÉÇœŒ’«»…−≈€%', '35\u00A0097']) {
      const [family, weight] = FAMILIES[face]
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="10" y="100" font-family="${family}" font-weight="${weight}" font-size="50">${text}</text></svg>`
      const font = { loadSystemFonts: false, fontFiles: [FONT_FILES[face]] }
      const drawn = new Resvg(svg, { font }).getBBox()?.width ?? 0
      const measured = measure(text, face, 50)
      assert.ok(
        drawn > 0 && drawn <= measured * 1.02 && drawn >= measured * 0.9,
        `${face} ${text} ${drawn} ${measured}`,
      )
    }
})
