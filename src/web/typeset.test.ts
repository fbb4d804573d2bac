import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typeset, typesetHtml } from './typeset.ts'

test('a sign never begins a line: it is held to the word before it', () => {
  const held = '<p>Où est-ce\u00A0? Ici\u00A0: «\u00A0là\u00A0»\u00A0!</p>'
  assert.equal(typeset('Où est-ce ? Ici : « là » !'), 'Où est-ce\u00A0? Ici\u00A0: «\u00A0là\u00A0»\u00A0!')
  assert.equal(typesetHtml('<p>Où est-ce ? Ici : « là » !</p>'), held)
  assert.equal(
    typeset('12 %, 3 €, le % de « ceux » qui :ont'),
    '12\u00A0%, 3\u00A0€, le % de «\u00A0ceux\u00A0» qui :ont',
  )
})

test('an apostrophe has one form, however people typed it; what is no apostrophe stays', () => {
  assert.equal(
    typesetHtml(`<h1>Subventions de l'Yonne, d’Auxerre et d'Été</h1><a title="l'Yonne">Aujourd'hui</a>`),
    `<h1>Subventions de l’Yonne, d’Auxerre et d’Été</h1><a title="l'Yonne">Aujourd’hui</a>`,
  )
  assert.equal(typesetHtml('<p>Qu&#39;elle : l&#39;été</p>'), '<p>Qu’elle\u00A0: l’été</p>')
  assert.equal(typeset("'Auxerre' 12' d'"), "'Auxerre' 12' d'")
  for (const html of [`<td>L'Isle</td>`, `<code>l'eau</code>`, `<textarea>l'eau</textarea>`])
    assert.equal(typesetHtml(html), html)
})

test('attributes, code, what people typed and the cells of data keep their spaces', () => {
  for (const html of [
    '<input value="a > b : c ; d">',
    '<pre><code>a ? b : c</code></pre>',
    '<textarea>un : deux</textarea>',
    '<td class="long">Rue : <a href="x">12 ; 14</a></td>',
    '<script type="application/ld+json">{"a" : 1}</script>',
  ]) {
    assert.equal(typesetHtml(html), html)
    assert.equal(typesetHtml(`${html}<p>ici : là</p>`), `${html}<p>ici\u00A0: là</p>`)
  }
})

test('a text without end is read once, however many signs somebody wrote', () => {
  const [many, held] = [' : "a'.repeat(100_000), '\u00A0: "a'.repeat(100_000)]
  assert.ok(typeset(many) === held)
  assert.ok(typesetHtml(`<p>${many}</p>`) === `<p>${held}</p>`)
  assert.equal(typesetHtml('<p>3 > 2 : vrai > faux ; oui</p>'), '<p>3 > 2\u00A0: vrai > faux\u00A0; oui</p>')
  for (const hostile of ['<td : ', '<a "', '<"', '<', '<pre '])
    assert.equal(typesetHtml(hostile.repeat(100_000)).length, hostile.length * 100_000)
})
