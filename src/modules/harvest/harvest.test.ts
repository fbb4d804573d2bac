import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communesSource, editor } from '../../../test/harvest-office.ts'
import { moveOf } from '../../../test/preflight.ts'
import { DATASET, officesOfRevenues, table, URL_OF_FILE } from '../../../test/revenues.ts'
import { DomainError } from '../../kernel/errors.ts'

const office = officesOfRevenues()
const source = communesSource()

test('a first file is published with its card, and the same file brings nothing the next time', async () => {
  const { serve, run, datasets, store } = await office()
  await serve({ [URL_OF_FILE]: table() })
  const [first] = await run([source])
  assert.equal(first?.run.state, 'published', JSON.stringify(first?.run.log))
  assert.equal(datasets.get(DATASET)?.status, 'published')
  const [second] = await run([source])
  assert.deepEqual([second?.run.state, second?.run.bytes], ['unchanged', 0])
  assert.ok((await store.state('revenus'))?.checkedAt)
})

const BROKEN: readonly (readonly [edition: string, text: string, words: RegExp])[] = [
  ['half the communes gone', table({ rows: 30 }), /30.communes du territoire, sur 60 ; .*, et 24.autres/],
  ['the unit changed to thousands', table({ times: 0.001 }), /l’unité|changé de taille/],
  ['a column renamed', table({ column: 'revenu_disponible' }), /Une colonne a changé de nom : « revenu » devient/],
  ['values out of bounds', table({ first: 99_000 }), /plus que 100.000/],
  ['a few rows only', table({ rows: 5 }), /n’a que 5.lignes/],
]
test('a broken edition waits for a person, and readers keep what they had', async (t) => {
  const { serve, run, datasets, versions, store, decide } = await office()
  await serve({ [URL_OF_FILE]: table() })
  await run([source])
  const before = datasets.get(DATASET)?.versionId
  for (const [edition, text, words] of BROKEN)
    await t.test(edition, async () => {
      await serve({ [URL_OF_FILE]: text })
      assert.equal((await run([source]))[0]?.run.state, 'waiting')
      assert.equal(datasets.get(DATASET)?.versionId, before)
      const [proposal, ...others] = await store.waiting()
      assert.equal(others.length, 0)
      assert.match((proposal?.reasons ?? []).map(({ sentence, meaning }) => `${sentence} ${meaning}`).join('\n'), words)

      const built = versions.size
      assert.equal((await run([source]))[0]?.run.state, 'waiting', 'the same file still waits')
      assert.equal(versions.size, built, 'and is not built again')

      await decide(editor, proposal?.id ?? '', 'refused')
      assert.equal((await run([source]))[0]?.run.state, 'unchanged', 'a refused file is not proposed again')
      assert.equal(datasets.get(DATASET)?.versionId, before)
    })
})

test('accepted, a version that waited is shown, once', async () => {
  const { serve, run, datasets, store, decide } = await office()
  await serve({ [URL_OF_FILE]: table() })
  await run([source])
  await serve({ [URL_OF_FILE]: table({ rows: 30 }) })
  await run([source])
  const [proposal] = await store.waiting()
  await decide(editor, proposal?.id ?? '', 'accepted')
  assert.equal(datasets.get(DATASET)?.versionId, proposal?.versionId)
  await assert.rejects(decide(editor, proposal?.id ?? '', 'refused'), /déjà décidé/)
  const reader = { ...editor, role: 'contributor' as const }
  await assert.rejects(decide(reader, proposal?.id ?? '', 'accepted'), /Seul un éditeur/)
})

test('an indicator that would move too far makes a file wait that nothing else holds back', async () => {
  let moved = 0.01
  const made = await office(async ({ id }, { number }) => [moveOf({ slug: `${id}-${number}`, homeMoved: moved })])
  await made.serve({ [URL_OF_FILE]: table() })
  const [first] = await made.run([source])
  assert.equal(first?.run.state, 'published')
  assert.match(first?.run.log.map(({ sentence }) => sentence).join('\n') ?? '', /Revenu médian : 12.communes sur 423/)
  moved = 0.9
  await made.serve({ [URL_OF_FILE]: table({ first: 20_010 }) })
  const tolerant = { ...source, feeds: source.feeds.map((feed) => ({ ...feed, tolerance: { rowsChanged: 1 } })) }
  assert.match((await made.run([tolerant], { dry: true }))[0]?.filled[0]?.sentence ?? '', /Attendrait .*Revenu médian/)
  assert.equal((await made.run([tolerant]))[0]?.run.state, 'waiting')
  const [proposal] = await made.store.waiting()
  assert.deepEqual(
    proposal?.reasons.map(({ kind }) => kind),
    ['indicator-moved'],
  )
  assert.equal(proposal?.preflight.indicators?.[0]?.slug, 'revenus-communes-2')
})

test('two that harvest one source at once: one works, the other says so, and nothing of it is kept', async () => {
  const { serve, run, store, versions } = await office()
  await serve({ [URL_OF_FILE]: table() })
  const both = await Promise.all([run([source]), run([source])])
  const [worked, left] = both
    .flat()
    .toSorted((a, b) => b.filled.length - a.filled.length)
    .map(({ run: { state, log } }) => ({ state, last: log.at(-1)?.sentence ?? '' }))
  assert.equal(worked?.state, 'published')
  assert.match(left?.last ?? '', /déjà en cours de moisson/)
  assert.deepEqual([(await store.runs(9)).length, versions.size], [1, 1])
})

test('a better file withdraws the one that waited', async () => {
  const { serve, run, store, datasets } = await office()
  await serve({ [URL_OF_FILE]: table() })
  await run([source])
  await serve({ [URL_OF_FILE]: table({ rows: 30 }) })
  await run([source])
  await serve({ [URL_OF_FILE]: table({ first: 20_100 }) })
  const before = datasets.get(DATASET)?.versionId
  const [revised] = await run([
    { ...source, feeds: source.feeds.map((feed) => ({ ...feed, tolerance: { rowsChanged: 1 } })) },
  ])
  assert.equal(revised?.run.state, 'published')
  assert.notEqual(datasets.get(DATASET)?.versionId, before)
  assert.deepEqual(await store.waiting(), [])
})

test('what a person took back stays back: the same file is not shown again by itself, another one is', async () => {
  const { serve, run, datasets, versions, show } = await office()
  const tolerant = { ...source, feeds: source.feeds.map((feed) => ({ ...feed, tolerance: { rowsChanged: 1 } })) }
  const runAfter = async (first: number) => {
    await serve({ [URL_OF_FILE]: table({ first }) })
    return (await run([tolerant]))[0]?.run
  }
  const shown = () => versions.get(datasets.get(DATASET)?.versionId ?? '')?.number
  for (const first of [20_000, 20_010]) assert.equal((await runAfter(first))?.state, 'published')
  const [one, two] = [...versions.values()]
  assert.ok(one && two)
  await show(one)
  const again = await runAfter(20_010)
  assert.equal(again?.state, 'unchanged')
  assert.match(again?.log.at(-1)?.sentence ?? '', /quelqu’un a choisi de montrer la version 1, qui reste/)
  assert.deepEqual([shown(), versions.size], [1, 2])
  await show(two)
  assert.equal((await runAfter(20_000))?.state, 'published', 'the producer itself came back to its first file')
  assert.equal((await runAfter(20_020))?.state, 'published')
  assert.equal(shown(), 4)
})

test('a source of high-value data says so of what it fills, in the words of data.gouv.fr', async () => {
  const { serve, run, datasets } = await office()
  await serve({ [URL_OF_FILE]: table() })
  await run([communesSource({ hvd: 'companies' })])
  assert.deepEqual(datasets.get(DATASET)?.keywords, ['hvd', 'entreprises et propriété d’entreprises'])
})

test('a dry run tells what would happen and leaves nothing', async () => {
  const { serve, run, datasets, versions, store } = await office()
  await serve({ [URL_OF_FILE]: table() })
  const [tried] = await run([source], { dry: true })
  assert.match(tried?.filled[0]?.sentence ?? '', /Serait publié : 60.lignes/)
  assert.deepEqual([datasets.size, versions.size, await store.state('revenus')], [0, 0, undefined])
})

test('a source that fails is told, is remembered as failing, and takes no other down', async () => {
  const { serve, run, store, bugs } = await office()
  await serve({ [URL_OF_FILE]: table() })
  const absent = communesSource({ id: 'absente', fetch: { connector: 'http', url: 'https://exemple.fr/rien.csv' } })
  const done = await run([absent, source])
  assert.deepEqual(
    done.map((one) => one.run.state),
    ['failed', 'published'],
  )
  const state = await store.state('absente')
  assert.match(state?.failure ?? '', /n’a pas ce qui est demandé/)
  assert.ok(state?.failingSince)
  assert.deepEqual(bugs, [])
})

test('another edition than the one a dataset is of waits', async () => {
  const { serve, run, store } = await office()
  const yearly = communesSource({
    fetch: { connector: 'http', url: 'https://exemple.fr/revenus-{annee}.csv' },
    feeds: source.feeds.map((feed) => ({ ...feed, edition: '2025' })),
  })
  await serve({ 'https://exemple.fr/revenus-2025.csv': table() })
  assert.equal((await run([yearly]))[0]?.run.state, 'published')
  await serve({ 'https://exemple.fr/revenus-2026.csv': table({ first: 20_001 }) })
  assert.equal((await run([yearly]))[0]?.run.state, 'waiting')
  assert.match((await store.waiting())[0]?.reasons[0]?.sentence ?? '', /édition 2026 ; ce jeu est celui de 2025/)
})

test('what is decided about nothing is refused', async () => {
  const { decide } = await office()
  await assert.rejects(decide(editor, 'rien', 'accepted'), (error) => error instanceof DomainError)
})
