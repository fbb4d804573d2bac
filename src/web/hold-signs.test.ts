import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdSigns, holdSignsOfHtml } from './hold-signs.ts'

test('a sign never begins a line: it is held to the word before it', () => {
  const held = '<p>Où est-ce\u00A0? Ici\u00A0: «\u00A0là\u00A0»\u00A0!</p>'
  assert.equal(holdSigns('Où est-ce ? Ici : « là » !'), 'Où est-ce\u00A0? Ici\u00A0: «\u00A0là\u00A0»\u00A0!')
  assert.equal(holdSignsOfHtml('<p>Où est-ce ? Ici : « là » !</p>'), held)
  assert.equal(
    holdSigns('12 %, 3 €, le % de « ceux » qui :ont'),
    '12\u00A0%, 3\u00A0€, le % de «\u00A0ceux\u00A0» qui :ont',
  )
})

test('attributes, code, what people typed and the cells of data keep their spaces', () => {
  for (const html of [
    '<input value="a > b : c ; d">',
    '<pre><code>a ? b : c</code></pre>',
    '<textarea>un : deux</textarea>',
    '<td class="long">Rue : <a href="x">12 ; 14</a></td>',
    '<script type="application/ld+json">{"a" : 1}</script>',
  ]) {
    assert.equal(holdSignsOfHtml(html), html)
    assert.equal(holdSignsOfHtml(`${html}<p>ici : là</p>`), `${html}<p>ici\u00A0: là</p>`)
  }
})

test('a text without end is read once, however many signs somebody wrote', () => {
  const [many, held] = [' : "a'.repeat(100_000), '\u00A0: "a'.repeat(100_000)]
  assert.ok(holdSigns(many) === held)
  assert.ok(holdSignsOfHtml(`<p>${many}</p>`) === `<p>${held}</p>`)
  assert.equal(holdSignsOfHtml('<p>3 > 2 : vrai > faux ; oui</p>'), '<p>3 > 2\u00A0: vrai > faux\u00A0; oui</p>')
  for (const hostile of ['<td : ', '<a "', '<"', '<', '<pre '])
    assert.equal(holdSignsOfHtml(hostile.repeat(100_000)).length, hostile.length * 100_000)
})
