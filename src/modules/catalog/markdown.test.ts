import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderMarkdown } from './markdown.ts'
import { excerpt } from './pages/catalogue-page.tsx'

test('titles of a description stand under the page’s own', () => {
  assert.equal(renderMarkdown('# Méthode'), '<h3>Méthode</h3>\n')
})

test('links to scripts are not links, and images from elsewhere are not loaded', () => {
  const html = renderMarkdown(
    '[a](javascript:alert(1)) ![x](https://ailleurs.example/x.png) <img src=x onerror=alert(1)>',
  )
  assert.doesNotMatch(html, /<img|href="javascript/)
})

test('no text makes an element that we did not make', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '<script>',
      '</script>',
      '[x](',
      'javascript:',
      'data:text/html,',
      ')',
      '`',
      '**',
      '<svg onload=',
      '>',
      '"',
      '\n',
      '# ',
      '&lt;',
      'a',
    ),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      const html = renderMarkdown(parts.join(''))
      assert.doesNotMatch(
        html,
        /<(script|svg|img|iframe|style)|\son\w+=(?=[^<]*>)\s*["']?[^<>]*>|href="(javascript|data):/i,
      )
    }),
  )
})

test('the first words of a description never closed cost no more than others', () => {
  const began = performance.now()
  for (const open of ['[', '](', '[](']) excerpt(open.repeat(25_000))
  assert.ok(performance.now() - began < 1000)
  assert.equal(excerpt('Voir [le guide](https://a.example) des **communes**.'), 'Voir le guide des communes.')
})
