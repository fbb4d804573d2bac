import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { communesSource, harvestOffice } from '../../../test/harvest-office.ts'
import { definitionPrint } from './definition-print.ts'
import type { Source } from './source.ts'

const COMMUNES = Array.from({ length: 40 }, (_, i) => ({
  code: `89${String(i + 1).padStart(3, '0')}`,
  name: `Bourg-${i}`,
}))
const URL_OF_FILE = 'https://exemple.fr/revenus.csv'
const DATASET = 'revenus-communes'
const ends: (() => Promise<void>)[] = []
after(async () => {
  for (const end of ends) await end()
})
const office = async () => {
  const made = await harvestOffice(COMMUNES)
  ends.push(made.close)
  return made
}

const lines = (rows: number, departement = '89') =>
  COMMUNES.slice(0, rows).map(({ code, name }, i) => `${departement};${code};${name};${20_000 + i * 37}`)
const file = (...parts: readonly (readonly string[])[]) => ['dep;codgeo;nom;revenu', ...parts.flat(), ''].join('\n')

const changed = (change: Partial<Source['feeds'][number]['checks']>): Source => {
  const source = communesSource()
  return { ...source, feeds: source.feeds.map((feed) => ({ ...feed, checks: { ...feed.checks, ...change } })) }
}

test('another filter has the file taken again, though its producer says that it did not change', async () => {
  const { serve, run, datasets, versions } = await office()
  await serve({ [URL_OF_FILE]: file(lines(40), lines(30, '21')) })
  const of = (equals: string) => communesSource({ filter: { column: '^dep$', equals } })
  const rows = () => versions.get(datasets.get(DATASET)?.versionId ?? '')?.rowCount
  assert.equal((await run([of('89')]))[0]?.run.state, 'published')
  assert.equal(rows(), 40)
  assert.equal((await run([of('89')]))[0]?.run.bytes, 0, 'the same demand is not asked twice')
  const [again] = await run([of('21')])
  assert.ok((again?.run.bytes ?? 0) > 0)
  assert.equal(again?.run.state, 'waiting', 'ten communes are gone: a person is asked')
  assert.match(again?.run.log[0]?.sentence ?? '', /définition de la source a changé/)
})

test('a file that waited is judged again when the source asks for less, and published', async () => {
  const { serve, run, store, datasets } = await office()
  await serve({ [URL_OF_FILE]: file(lines(40)) })
  assert.equal((await run([changed({ minRows: 100 })]))[0]?.run.state, 'waiting')
  assert.equal((await run([changed({ minRows: 100 })]))[0]?.run.state, 'waiting')
  assert.equal((await run([changed({ minRows: 40 })]))[0]?.run.state, 'published')
  assert.deepEqual(await store.waiting(), [])
  assert.equal(datasets.get(DATASET)?.status, 'published')
})

test('what is shown is judged again when the source asks for more: it is told, once, and stays', async () => {
  const { serve, run, datasets } = await office()
  await serve({ [URL_OF_FILE]: file(lines(40)) })
  await run([changed({ minRows: 1 })])
  const shown = datasets.get(DATASET)?.versionId
  const [stricter] = await run([changed({ minRows: 100 })])
  assert.match(stricter?.filled[0]?.sentence ?? '', /ne répond pas à ce que la source demande .* n’a que 40.lignes/)
  const [satisfied] = await run([changed({ minRows: 30 })])
  assert.match(satisfied?.filled[0]?.sentence ?? '', /répond à ce que la source demande/)
  assert.equal((await run([changed({ minRows: 30 })]))[0]?.filled[0]?.sentence, 'Rien de nouveau.')
  assert.equal(datasets.get(DATASET)?.versionId, shown)
})

test('a definition that could not be followed to its end is followed again', async () => {
  const { serve, run } = await office()
  await serve({ [URL_OF_FILE]: file(lines(40)) })
  const wrong = communesSource({ filter: { column: '^departement$', equals: '89' } })
  for (let i = 0; i < 2; i += 1) assert.equal((await run([wrong]))[0]?.run.state, 'failed')
  assert.equal((await run([communesSource()]))[0]?.run.state, 'published')
})

test('the print of a definition tells demands, whatever their order, and nothing else', () => {
  const source = communesSource({ filter: { column: '^dep$', equals: '89' } })
  fc.assert(
    fc.property(fc.string(), fc.string(), (title, note) => {
      const reversed = Object.fromEntries(Object.entries(source).toReversed()) as unknown as Source
      assert.equal(definitionPrint({ ...reversed, title, note }), definitionPrint(source))
    }),
  )
  assert.notEqual(definitionPrint({ ...source, filter: { column: '^dep$', equals: '58' } }), definitionPrint(source))
  assert.notEqual(definitionPrint(changed({ minRows: 2 })), definitionPrint(communesSource()))
})

const PRIVATE = '1960-01-31'
const withBirths = (label = 'Date de naissance') =>
  [
    `codgeo;nom;${label};revenu`,
    ...COMMUNES.map(({ code, name }, i) => `${code};${name};${PRIVATE};${20_000 + i}`),
    '',
  ].join('\n')
const discreet = communesSource({
  leftOut: [{ column: 'date de naissance', what: 'La date de naissance', because: 'Personne n’en a besoin ici.' }],
})

test('a column left out enters neither the rows nor the file kept; hidden under another name, nothing enters', async () => {
  const { serve, run, datasets, versions, folder } = await office()
  await serve({ [URL_OF_FILE]: withBirths() })
  assert.equal((await run([discreet]))[0]?.run.state, 'published')
  const shown = datasets.get(DATASET)?.versionId
  assert.deepEqual(
    versions.get(shown ?? '')?.columns.map(({ name }) => name),
    ['codgeo', 'nom', 'revenu'],
  )
  const kept = await readdir(join(folder, 'fichiers'), { recursive: true, withFileTypes: true })
  const texts = await Promise.all(
    kept.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'utf8')),
  )
  assert.ok(texts.length > 0 && texts.every((text) => !text.includes(PRIVATE)))

  await serve({ [URL_OF_FILE]: withBirths('Né le') })
  const [hidden] = await run([discreet])
  assert.equal(hidden?.run.state, 'failed')
  assert.match(hidden?.run.log.at(-1)?.sentence ?? '', /La date de naissance ne doit pas entrer ici/)
  assert.equal(datasets.get(DATASET)?.versionId, shown)
})

test('a column that a source begins to leave out goes without asking anyone', async () => {
  const { serve, run, datasets, versions } = await office()
  await serve({ [URL_OF_FILE]: withBirths() })
  await run([communesSource()])
  const [without] = await run([
    { ...discreet, feeds: discreet.feeds.map((f) => ({ ...f, tolerance: { rowsChanged: 1 } })) },
  ])
  assert.equal(without?.run.state, 'published', JSON.stringify(without?.run.log))
  assert.equal(versions.get(datasets.get(DATASET)?.versionId ?? '')?.columns.length, 3)
})

test('a file that is not a text in columns has nothing left out: it is refused', async () => {
  const { serve, run } = await office()
  const url = 'https://exemple.fr/revenus.json'
  await serve({ [url]: '[{"codgeo":"89001"}]' })
  const [refused] = await run([{ ...discreet, fetch: { connector: 'http', url } }])
  assert.match(refused?.run.log.at(-1)?.sentence ?? '', /n’est pas un texte en colonnes/)
})

test('a text without names is read by those that the source gives; a code in pieces becomes whole', async () => {
  const { serve, run, datasets, versions } = await office()
  const text = [
    'producteur;liste;1;2026-11-01',
    ...COMMUNES.map(({ code, name }, i) => `etablissement;${code.slice(2)};${code.slice(0, 2)};${name};${20_000 + i}`),
    'etablissement;001;21;Ailleurs;1',
    'position;001;47,6',
    '',
  ].join('\n')
  await serve({ [URL_OF_FILE]: text })
  const [done] = await run([
    communesSource({
      unnamed: { names: ['genre', 'commune', 'departement', 'nom', 'revenu'], separator: ';' },
      joined: { name: 'codgeo', of: ['^departement$', '^commune$'] },
      filter: { column: '^departement$', equals: '89' },
    }),
  ])
  assert.equal(done?.run.state, 'published', JSON.stringify(done?.run.log))
  const version = versions.get(datasets.get(DATASET)?.versionId ?? '')
  assert.equal(version?.rowCount, COMMUNES.length)
  assert.equal(version?.columns.find(({ name }) => name === 'codgeo')?.semantic, 'commune')
})
