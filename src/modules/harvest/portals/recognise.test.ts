import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { identityOf } from './identities.ts'
import { OURS, recognise, type Trace, type Word } from './recognise.ts'
import { resemblance } from './resemblance.ts'

const trace = (key: string, changes: Partial<Trace> = {}): Trace => ({
  key,
  catalogue: key.split('-')[0] ?? key,
  identities: [],
  title: `Jeu ${key}`,
  producer: 'Ville de Joigny',
  columns: [],
  ...changes,
})

const few = (words: readonly string[], most: number) => fc.subarray([...words], { minLength: 0, maxLength: most })
const described = fc.record({
  title: few(['subventions', 'versees', 'associations', 'budget', 'écoles', 'de', '2023', '2024', 'Arbres'], 5).map(
    (words) => words.join(' '),
  ),
  producer: fc.constantFrom(null, 'Ville de Joigny', 'Commune de Joigny', 'Département de l’Yonne', 'Mairie'),
  columns: few(['nom', 'montant', 'date', 'code commune', 'Code_Commune', 'x'], 4),
})
const traces = fc
  .array(
    fc.record({
      described,
      catalogue: fc.constantFrom(OURS, 'ville', 'agglo', 'region'),
      identities: few(['uri:a/1', 'uri:a/2', 'id:x', 'sha256:0'], 2),
    }),
    { maxLength: 9 },
  )
  .map((all) =>
    all.map(({ described: one, catalogue, identities }, i): Trace => ({ key: `t${i}`, catalogue, identities, ...one })),
  )
const wordsOf = (all: readonly Trace[]) =>
  all.length < 2
    ? fc.constant<Word[]>([])
    : fc.array(
        fc
          .tuple(fc.nat(all.length - 1), fc.nat(all.length - 1), fc.boolean())
          .filter(([a, b]) => a !== b)
          .map(([a, b, same]): Word => ({ one: `t${a}`, other: `t${b}`, same })),
        { maxLength: 4 },
      )
/** Words that do not contradict each other about one pair. */
const agreed = (words: readonly Word[]): Word[] => [
  ...new Map(words.map((word) => [[word.one, word.other].toSorted().join(), word])).values(),
]
const cases = traces.chain((all) => fc.record({ all: fc.constant(all), words: wordsOf(all).map(agreed) }))

test('resemblance is the same both ways, and everything with a title and a producer resembles itself', () => {
  fc.assert(
    fc.property(described, described, (a, b) => {
      assert.deepEqual(resemblance(a, b), resemblance(b, a))
      if (/[a-z]{3}/.test(a.title) && a.producer) assert.ok(resemblance(a, a))
    }),
  )
})

test('the order in which datasets arrive, and meeting one twice, change nothing', () => {
  fc.assert(
    fc.property(
      cases.chain(({ all, words }) =>
        fc.record({
          all: fc.constant(all),
          words: fc.constant(words),
          mixed: fc.shuffledSubarray(all, { minLength: all.length }),
          said: fc.shuffledSubarray(words, { minLength: words.length }),
        }),
      ),
      ({ all, words, mixed, said }) => {
        const told = recognise(all, words)
        assert.deepEqual(recognise(mixed, said), told)
        assert.deepEqual(recognise([...mixed, ...all], said), told)
        const turned = said.map(({ one, other, same }) => ({ one: other, other: one, same }))
        assert.deepEqual(recognise(all, turned), told)
      },
    ),
  )
})

test('what was recognised, told back, changes nothing', () => {
  fc.assert(
    fc.property(cases, ({ all, words }) => {
      const told = recognise(all, words)
      const back = told.groups.flatMap(([first = '', ...rest]) =>
        rest.map((other): Word => ({ one: first, other, same: true })),
      )
      const denied = new Set(words.filter(({ same }) => !same).map(({ one, other }) => [one, other].toSorted().join()))
      const again = recognise(all, [
        ...words,
        ...back.filter((one) => !denied.has([one.one, one.other].toSorted().join())),
      ])
      assert.deepEqual(again.groups, told.groups)
      assert.deepEqual(again.doubts, told.doubts)
    }),
  )
})

test('a question answered is not asked again, and « the same » makes one', () => {
  fc.assert(
    fc.property(cases, fc.boolean(), ({ all, words }, same) => {
      const { doubts } = recognise(all, words)
      const answers = doubts.map(({ one, other }): Word => ({ one, other, same }))
      const after = recognise(all, [...words, ...answers])
      const asked = new Set(after.doubts.map(({ one, other }) => `${one} ${other}`))
      assert.ok(doubts.every(({ one, other }) => !asked.has(`${one} ${other}`)))
      if (same)
        for (const { one, other } of doubts)
          assert.ok(after.groups.some((group) => group.includes(one) && group.includes(other)))
      else assert.deepEqual(after.doubts, [])
    }),
  )
})

test('groups share nothing, and no question is about two of one group, nor about two of ours', () => {
  fc.assert(
    fc.property(cases, ({ all, words }) => {
      const { groups, doubts } = recognise(all, words)
      assert.equal(new Set(groups.flat()).size, groups.flat().length)
      for (const { one, other } of doubts) {
        assert.ok(!groups.some((group) => group.includes(one) && group.includes(other)))
        assert.ok([one, other].some((key) => all.find((trace) => trace.key === key)?.catalogue !== OURS))
      }
    }),
  )
})

test('no pair that resembles is missed by looking only at rare words', () => {
  fc.assert(
    fc.property(described, described, (a, b) => {
      const told = recognise([trace('ville-1', a), trace('agglo-1', b)], [])
      assert.equal(told.doubts.length, resemblance(a, b) ? 1 : 0)
    }),
    { numRuns: 300 },
  )
})

test('an address, an identifier and a checksum are certain; one that a catalogue gives to two names nothing', () => {
  for (const identity of ['uri:data.ville.fr/dataset/1', 'id:5c34c4d1634f4173183a64f1', 'sha256:ab']) {
    const both = [trace('ville-1', { identities: [identity] }), trace('ici-1', { identities: [identity] })]
    assert.deepEqual(recognise(both, []).groups, [['ici-1', 'ville-1']])
    const third = trace('ville-2', { identities: [identity] })
    assert.deepEqual(recognise([...both, third], []).groups, [])
  }
})

test('what a person told apart stays apart, even with an address in common', () => {
  const both = ['ville-1', 'ici-1'].map((key) => trace(key, { identities: ['uri:x/1'] }))
  assert.deepEqual(recognise(both, [{ one: 'ville-1', other: 'ici-1', same: false }]).groups, [])
})

test('addresses are compared without what does not matter; a whole site names no dataset', () => {
  const same = ['https://www.data.ville.fr/jeux/arbres/', 'http://data.ville.fr/jeux/arbres#lignes']
  assert.deepEqual(identityOf(same[0] ?? '', 'a'), identityOf(same[1] ?? '', 'b'))
  assert.deepEqual(identityOf('https://data.ville.fr/', 'a'), [])
  assert.notDeepEqual(identityOf('12', 'ville'), identityOf('12', 'agglo'))
  const uuid = '0b3d2c1e-0000-4000-8000-123456789abc'
  assert.deepEqual(identityOf(uuid.toUpperCase(), 'ville'), identityOf(`urn:uuid:${uuid}`, 'agglo'))
})

test('near-identical: words that tell, producers by their names, columns; not years, nor the same form filled by another town', () => {
  const subventions = { title: 'Subventions versées aux associations', producer: 'Ville de Joigny', columns: [] }
  const alike = resemblance(subventions, { ...subventions, title: 'Les subventions aux associations' })
  assert.match(alike?.reasons.join(' ') ?? '', /Les titres se ressemblent.*Le producteur est le même/)
  const none = [
    { ...subventions, producer: 'Commune de Migennes' },
    { ...subventions, title: 'Subventions versées aux associations 2023', producer: null },
    { ...subventions, title: 'Budget primitif' },
  ]
  for (const other of none) assert.equal(resemblance(subventions, other), null, other.title)
  const years = [2023, 2024].map((year) => ({ ...subventions, title: `${subventions.title} ${year}` }))
  assert.equal(resemblance(years[0] ?? subventions, years[1] ?? subventions), null)
  const columns = ['nom', 'montant', 'date']
  assert.ok(resemblance({ ...subventions, columns }, { ...subventions, producer: null, columns: ['Nom', 'Montant'] }))
  assert.equal(resemblance({ ...subventions, columns }, { ...subventions, columns: ['parcelle', 'surface'] }), null)
  assert.ok(resemblance(subventions, { ...subventions, producer: 'Mairie de Joigny' }))
})
