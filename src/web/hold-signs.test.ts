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

test('a page on which somebody wrote thousands of « > » costs no more than another', () => {
  const many = '>'.repeat(200_000)
  const began = performance.now()
  assert.equal(holdSigns(`<input value="${many}"><p>${many}</p>`), `<input value="${many}"><p>${many}</p>`)
  assert.ok(performance.now() - began < 1000, 'looked at again from each sign, it takes minutes')
  assert.equal(holdSigns('<p>3 > 2 : vrai > faux ; oui</p>'), '<p>3 > 2\u00A0: vrai > faux\u00A0; oui</p>')
})
