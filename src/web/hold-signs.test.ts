import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdSigns } from './hold-signs.ts'

test('a sign never begins a line: it is held to the word before it', () => {
  assert.equal(
    holdSigns('<p>Où est-ce ? Ici : « là » !</p>'),
    '<p>Où est-ce\u00A0? Ici\u00A0: «\u00A0là\u00A0»\u00A0!</p>',
  )
})

test('attributes, code, what people typed and the cells of data keep their spaces', () => {
  for (const html of [
    '<input value="a > b : c ; d">',
    '<pre><code>a ? b : c</code></pre>',
    '<textarea>un : deux</textarea>',
    '<td class="long">Rue : <a href="x">12 ; 14</a></td>',
    '<script type="application/ld+json">{"a" : 1}</script>',
  ])
    assert.equal(holdSigns(html), html)
})

test('a text without end is read once, however many signs somebody wrote', () => {
  const many = ' : "a'.repeat(100_000)
  assert.equal(holdSigns(`<p>${many}</p>`).length, many.length + 7)
  assert.equal(holdSigns('<p>3 > 2 : vrai > faux ; oui</p>'), '<p>3 > 2\u00A0: vrai > faux\u00A0; oui</p>')
  assert.equal(holdSigns(`<input value="${' : '.repeat(100_000)}">`).includes('\u00A0'), false)
})
