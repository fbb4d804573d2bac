import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { cardWith } from '../../../test/cards.ts'
import { DomainError } from '../../kernel/errors.ts'
import { drawCard } from './draw-card.tsx'
import { measureWithFonts } from './fonts.node.ts'
import { FORMAT_NAMES, FORMATS } from './frame.ts'
import { imageRenderer } from './render-images.node.ts'

const measure = measureWithFonts()
const signature = { name: 'Icauna', host: 'icauna.test' }
const drawn = (name: (typeof FORMAT_NAMES)[number], value = 9016) =>
  drawCard(cardWith({ 2016: 9850, 2023: value }), null, { format: name, measure, signature })
const images = imageRenderer({ waiting: 2 })
after(() => images.close())

/** Width and height as the header of a PNG says them (PNG 1.2, 11.2.2). */
const sizeOf = (png: Buffer) => {
  assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG')
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

test('pictures have the sizes that social networks ask for, and weigh little', async () => {
  for (const name of FORMAT_NAMES) {
    const png = await images.render(drawn(name), 'png')
    const { width, height } = FORMATS[name]
    assert.deepEqual(sizeOf(png), { width, height })
    assert.ok(png.length < 200_000, `${name} : ${png.length}`)
  }
})

test('the drawing to print has outlines for letters, and keeps its words for who does not see it', async () => {
  const svg = (await images.render(drawn('paysage'), 'svg')).toString('utf8')
  assert.doesNotMatch(svg, /<text|font-family/)
  assert.match(svg, /^<svg role="img" [^>]*width="1200" height="630"/)
  assert.match(svg, /<title>Population municipale : Joigny<\/title><desc>Joigny compte/)
  const [, outline = ''] = / d="([^"]{200,})"/.exec(svg) ?? []
  assert.match(outline, /\d\.\d /)
  assert.doesNotMatch(outline, /\.\d\d/)
})

test('the same drawing is worked out once; too many at a time are refused, and the next ones are served', async () => {
  const [one, same] = await Promise.all([images.render(drawn('carre'), 'png'), images.render(drawn('carre'), 'png')])
  assert.equal(one, same)
  const asked = Array.from({ length: 6 }, (_, i) => images.render(drawn('paysage', 100 + i), 'png'))
  const settled = await Promise.allSettled(asked)
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(refused.length, 3)
  for (const error of refused) assert.equal(error instanceof DomainError && error.fault.kind, 'too-many')
  assert.ok((await images.render(drawn('paysage', 105), 'png')).length > 0)
})

test('a drawing that takes too long is given up, and what is no drawing harms nothing', async () => {
  const hurried = imageRenderer({ milliseconds: 1 })
  await assert.rejects(hurried.render(drawn('paysage'), 'png'), (error) => {
    assert.equal(error instanceof DomainError && error.fault.kind, 'too-slow')
    return true
  })
  await hurried.close()
  await assert.rejects(images.render('<svg', 'png'))
  assert.ok((await images.render(drawn('paysage', 7), 'png')).length > 0)
})

test('files kept never weigh more than they may', async () => {
  const small = imageRenderer({ kept: 1 })
  const [first, again] = [await small.render(drawn('paysage'), 'png'), await small.render(drawn('paysage'), 'png')]
  await small.close()
  assert.notEqual(first, again)
  assert.deepEqual(first, again)
})
