import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ComponentChildren, Fragment, h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { writeHtml as bytesOf } from './write-html.ts'

const text = fc.oneof(fc.string(), fc.constantFrom('Chablis & « Irancy »', '<b>', '"', 'l’Yonne', ''))
const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(null, undefined))
const attributes = fc.dictionary(
  fc.constantFrom(
    'class',
    'id',
    'href',
    'aria-hidden',
    'aria-current',
    'data-place',
    'hidden',
    'xml:space',
    'tabIndex',
  ),
  value,
  { maxKeys: 4, noNullPrototype: true },
)
const tag = fc.constantFrom('p', 'svg', 'th', 'section', 'copy-code', 'textarea', 'h2')
const Frame = ({ children }: { readonly children?: ComponentChildren }) => h('div', { class: 'frame' }, children)
const Two = ({ children }: { readonly children?: ComponentChildren }) => [children, h('i', null, children)] as never

const { tree } = fc.letrec<{ tree: ComponentChildren }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined)),
    fc.constantFrom(h('br', null), h('input', { value: 'a', checked: true }), h('img', { alt: '' })),
    fc
      .tuple(tag, attributes, fc.array(tie('tree'), { maxLength: 4 }))
      .map(([name, props, within]) => h(name, props, ...within)),
    fc.array(tie('tree'), { maxLength: 3 }).map((within) => h(Frame, null, ...within)),
    fc.array(tie('tree'), { maxLength: 3 }).map((within) => h(Two, null, ...within)),
    fc.array(tie('tree'), { maxLength: 3 }).map((within) => h(Fragment, null, ...within)),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}))

const writeHtml = (node: ComponentChildren) => String(bytesOf(node))
const plain = (html: string) => html.replaceAll('\u00A0', ' ').replaceAll('’', "'")

test('a tree is written as Preact’s own renderer writes it, but for the signs of French print', () => {
  fc.assert(
    fc.property(tree, (drawn) => {
      const node = h('main', null, drawn)
      assert.equal(plain(writeHtml(node)), plain(renderToString(node)))
    }),
  )
})

test('a list says which of its choices is made; what was typed is within its field', () => {
  const list = (chosen: string | number) =>
    h(
      'select',
      { name: 'annee', value: chosen },
      [2012, 2021].map((year) => h('option', { value: year }, year)),
    )
  const note = h('textarea', { name: 'note', value: 'a < b : c' }) as VNode
  for (const node of [list(2021) as VNode, list(1999) as VNode, note])
    assert.equal(writeHtml(node), renderToString(node))
})

test('a sign is held to its word although they come from two pieces, never across a tag nor in what is kept', () => {
  const name = 'Joigny'
  assert.equal(writeHtml(h('p', null, name, ' ', ': ', 12, ' ', '%')), '<p>Joigny\u00A0: 12\u00A0%</p>')
  assert.equal(
    writeHtml(h('p', null, h('b', null, name), ' : ', h('i', null, '« là »'))),
    '<p><b>Joigny</b>\u00A0: <i>«\u00A0là\u00A0»</i></p>',
  )
  assert.equal(
    writeHtml(h('td', null, h('a', { title: 'a : b' }, 'c : d'), ' : e')),
    '<td><a title="a : b">c : d</a> : e</td>',
  )
  assert.equal(
    writeHtml(h('div', { dangerouslySetInnerHTML: { __html: '<p>ici : là</p><pre>a : b</pre>' } })),
    '<div><p>ici\u00A0: là</p><pre>a : b</pre></div>',
  )
  assert.equal(
    writeHtml(h('script', { dangerouslySetInnerHTML: { __html: '{"a" : 1}' } })),
    '<script>{"a" : 1}</script>',
  )
})

test('an object that is not of the program is never taken for an element', () => {
  const forged: unknown = JSON.parse('{"type":"script","props":{"children":"alert(1)"},"key":null,"ref":null}')
  assert.equal(writeHtml(h('p', null, forged as VNode)), '<p></p>')
})

test('a name that would end its tag is refused, wherever it comes from', () => {
  for (const name of ['a b', 'a"', 'x>', '', '/', 'a=b'])
    assert.throws(() => writeHtml(h('p', { [name]: 'x' })), /is not the name/)
  assert.throws(() => writeHtml(h('p><script', null)), /is not the name/)
})
