import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sheetContent, sheetRow } from '../../../test/sheet.ts'
import { layOut } from './lay-out.ts'
import { MARGIN, PAGE } from './look.ts'
import type { SheetContent } from './sheet-content.ts'
import { isMark, type Mark, type Measure, type Node, paragraph } from './typeset.ts'

/** Letters wider than those of the typefaces used, all alike: what fits with them fits. */
const measure: Measure = (text, face, size) => text.length * size * (face === 'sans' ? 0.52 : 0.58)

const marksOf = (nodes: readonly (Node | Mark)[]): readonly Mark[] =>
  nodes.flatMap((node) => (isMark(node) ? [node] : marksOf(node.children)))
const tagged = (nodes: readonly (Node | Mark)[], tag: string): readonly Node[] =>
  nodes.flatMap((node) => (isMark(node) ? [] : [...(node.tag === tag ? [node] : []), ...tagged(node.children, tag)]))
const textOf = (node: Node) =>
  marksOf([node])
    .map((mark) => (mark.kind === 'text' ? mark.text : ''))
    .join('')

const words = fc.string({ unit: fc.constantFrom(...'abcdeé’ -/'), minLength: 1, maxLength: 60 })
const longName = fc.oneof(words, fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 150 }))
const number = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => `${n} €`)
const row = fc.record({ label: longName, unit: words, value: fc.oneof(number, words), when: words, rank: words })
const contents: fc.Arbitrary<SheetContent> = fc
  .record({
    title: longName,
    lead: fc.array(longName, { maxLength: 8 }).map((all) => all.join(' ')),
    facts: fc.array(longName, { maxLength: 6 }),
    notes: fc.array(longName, { maxLength: 3 }),
    missing: fc.array(words, { maxLength: 30 }),
    beside: fc.array(words, { maxLength: 2 }),
    rows: fc.array(fc.array(row, { minLength: 1, maxLength: 25 }), { maxLength: 15 }),
    keys: fc.array(row, { maxLength: 6 }),
    withMap: fc.boolean(),
  })
  .map(({ rows, keys, withMap, beside, ...texts }) => {
    const whole = sheetContent()
    const series = whole.keys[0]?.series ?? []
    const set = rows.map((theme, t) => ({
      name: texts.title.slice(0, 30),
      rows: theme.map((one, i) => sheetRow({ ...one, beside: beside.map(() => one.value), precedence: i * 20 + t })),
    }))
    return sheetContent({
      ...texts,
      beside,
      themes: set,
      keys: keys.map((key) => ({ ...key, change: key.label, source: key.unit, series })),
      ...(withMap ? {} : { map: null }),
    })
  })

test('whatever a sheet says, nothing leaves its page', () => {
  fc.assert(
    fc.property(contents, (content) => {
      for (const page of layOut(measure, content))
        for (const mark of marksOf(page)) {
          if (mark.kind !== 'text') continue
          const right = mark.x + measure(mark.text.trimEnd(), mark.face, mark.size)
          assert.ok(mark.x >= MARGIN - 0.01, `left: ${mark.text}`)
          assert.ok(right <= PAGE.width - MARGIN + 0.6, `right: ${mark.text}`)
          assert.ok(mark.y - mark.size >= 0 && mark.y <= PAGE.height - 14, `${mark.y}: ${mark.text}`)
        }
    }),
    { numRuns: 20 },
  )
})

test('an opening far too long is set smaller, then loses facts, and stays on its page', () => {
  const long = 'Une commune au nom qui n’en finit pas, et ce que l’on en dit. '.repeat(30)
  const [first] = layOut(measure, sheetContent({ title: long.slice(0, 200), lead: long, facts: Array(12).fill(long) }))
  const lowest = Math.max(...marksOf(first.slice(1)).map((mark) => mark.y))
  assert.ok(lowest < PAGE.height - 42, String(lowest))
  assert.equal(tagged(first, 'H2').length > 0, true, 'the figures keep their place')
})

test('every figure is in the table, or counted among those left out', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const [, second] = layOut(measure, content)
      const total = content.themes.flatMap(({ rows }) => rows).length
      const shown = Math.max(0, tagged(second, 'TR').length - 1)
      const said = tagged(second, 'P').map(textOf).join(' ')
      const [, left = '0'] = /… et (un|\d+) autres? chiffres?/.exec(said) ?? []
      assert.equal(shown + (left === 'un' ? 1 : Number(left)), total)
    }),
    { numRuns: 20 },
  )
})

test('the foot of a page and what stands above it do not meet', () => {
  fc.assert(
    fc.property(contents, (content) => {
      for (const [frame, ...body] of layOut(measure, content)) {
        const foot = Math.min(
          ...marksOf(frame ? [frame] : []).flatMap((mark) =>
            mark.kind === 'text' && mark.y > 400 ? [mark.y - mark.size] : [],
          ),
        )
        for (const mark of marksOf(body))
          if (mark.kind === 'text') assert.ok(mark.y < foot, `${mark.text} at ${mark.y}`)
      }
    }),
    { numRuns: 20 },
  )
})

test('no line of a paragraph is wider than asked, and no sign is lost', () => {
  const look = { face: 'sans', size: 10, colour: '#000' } as const
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
      fc.integer({ min: 12, max: 300 }),
      (text, width) => {
        const marks = marksOf(paragraph(measure, text, width, look).at(0, 0))
        const lines = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
        for (const line of lines) assert.ok(measure(line.trimEnd(), 'sans', 10) <= width + 0.01, line)
        assert.equal(lines.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''))
      },
    ),
  )
})
