import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linesOf, readRdf } from '../../../test/read-rdf.ts'
import { RDF_FORMATS, wantedRdf } from './formats.ts'
import { expand, type Literal, PREFIXES, type Thing, type Value } from './rdf-tree.ts'

/** Signs that break formats: quotes, entities, ends of lines, blanks at the ends, and anything else that XML can hold. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a\nb',
    'a\r\nb',
    '"',
    "'''",
    '<b>&amp;</b>',
    ']]>',
    '\\',
    '\t',
    '{@}',
    'l’Yonne',
    '@id',
    'é\u0301',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !/[\p{Cc}\uFFFE\uFFFF]/u.test(s)),
)
const literal: fc.Arbitrary<Literal> = fc.oneof(
  text.map((t) => ({ text: t })),
  text.map((t) => ({ text: t, language: 'fr' })),
  fc.nat().map((n) => ({ text: String(n), type: 'xsd:nonNegativeInteger' })),
)
const iri = fc
  .webUrl({ withQueryParameters: true, withFragments: true })
  .filter((url) => URL.canParse(url))
  .map((url) => new URL(url).href)
const name = fc.constantFrom('dct:title', 'dcat:keyword', 'dcat:distribution', 'hydra:view')
const { thing } = fc.letrec<{ thing: Thing; value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    literal,
    iri.map((to) => ({ to })),
    tie('thing'),
  ),
  thing: fc.record(
    {
      id: iri,
      types: fc.uniqueArray(fc.constantFrom('dcat:Dataset', 'dcat:Catalog', 'hydra:Collection'), { minLength: 1 }),
      says: fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }),
    },
    { noNullPrototype: true },
  ),
}))

test('the same statements are read back from every format', async () => {
  await fc.assert(
    fc.asyncProperty(thing, async (said) => {
      const [first, ...others] = await Promise.all(
        Object.entries(RDF_FORMATS).map(async ([extension, { write }]) =>
          linesOf(await readRdf(await write(said), extension === 'xml' ? 'rdf' : extension)),
        ),
      )
      for (const other of others) assert.deepEqual(other, first)
    }),
    { numRuns: 100 },
  )
})

test('a sign that XML cannot hold is left out rather than break the document', async () => {
  const said = {
    id: 'https://a.example/',
    types: ['dcat:Dataset'],
    says: [['dct:title', { text: 'a\u0000b\u001fc\uD800d' }]],
  } as const
  const [line] = linesOf(await readRdf(await (RDF_FORMATS.rdf?.write(said) ?? ''), 'rdf')).filter((l) =>
    l.includes('title'),
  )
  assert.ok(line?.includes('abc\uFFFDd'), line)
})

test('a prefix that is not declared is refused', () => {
  assert.throws(() => expand('dc:title'), /préfixe inconnu/)
  for (const prefix of Object.keys(PREFIXES)) assert.match(expand(`${prefix}:x`), /^https?:.*[#/]x$/)
})

test('a browser gets the page, a harvester the format that it names', () => {
  assert.equal(wantedRdf('text/html,application/xhtml+xml,*/*;q=0.8'), null)
  assert.equal(wantedRdf('text/turtle;q=0.9, text/html;q=0.1'), 'ttl')
  assert.equal(wantedRdf('application/ld+json'), 'jsonld')
  assert.equal(wantedRdf('*/*'), null)
  assert.equal(wantedRdf(undefined), null)
})
