import assert from 'node:assert/strict'
import { test } from 'node:test'
import yazl from 'yazl'
import { communesSource } from '../../../test/harvest-office.ts'
import { replayServer } from '../../../test/replay-server.ts'
import { COMMUNES, DATASET, officesOfRevenues, table, URL_OF_FILE } from '../../../test/revenues.ts'

const office = officesOfRevenues()
const source = communesSource()

test('whatever the network does, the version shown stays', async () => {
  const { serve, run, datasets } = await office()
  await serve({ [URL_OF_FILE]: table() })
  await run([source])
  const before = datasets.get(DATASET)?.versionId
  const replay = await replayServer()
  try {
    for (const fault of [
      'empty',
      'html',
      'text-404',
      'text-500',
      'truncated-gzip',
      'cut-stream',
      'redirect-home',
    ] as const) {
      replay.answer(URL_OF_FILE, table({ rows: 59 }))
      replay.break(URL_OF_FILE, fault)
      const [broken] = await run([source], { network: replay.network })
      assert.deepEqual([broken?.run.state, datasets.get(DATASET)?.versionId], ['failed', before], fault)
    }
  } finally {
    await replay.close()
  }
})

test('what did not change does not travel: the producer’s mark is sent back', async () => {
  const { run } = await office()
  const replay = await replayServer()
  try {
    replay.answer(URL_OF_FILE, table(), { etag: '"un"' })
    assert.ok(((await run([source], { network: replay.network }))[0]?.run.bytes ?? 0) > 0)
    const [again] = await run([source], { network: replay.network })
    assert.deepEqual([again?.run.state, again?.run.bytes, again?.run.requests], ['unchanged', 0, 1])
  } finally {
    await replay.close()
  }
})

test('Latin-1 and a byte-order mark change nothing of what is read', async () => {
  const { serve, run, versions } = await office()
  await serve({ [URL_OF_FILE]: `\uFEFF${table()}` })
  await run([source])
  assert.deepEqual(
    [...versions.values()][0]?.columns.map(({ name }) => name),
    ['codgeo', 'nom', 'revenu'],
  )
})

test('of a file of the whole country, only the rows of the territory are kept', async () => {
  const { serve, run, versions } = await office()
  const national = [
    'dep;codgeo;nom;revenu',
    ...COMMUNES.flatMap(({ code, name }, i) => [`89;${code};${name};${20_000 + i}`, `58;58${code.slice(2)};x;1`]),
    '',
  ].join('\n')
  await serve({ [URL_OF_FILE]: national })
  const [filtered] = await run([communesSource({ filter: { column: '^dep$', equals: '89' } })])
  assert.equal(filtered?.run.state, 'published', JSON.stringify(filtered?.run.log))
  assert.equal([...versions.values()][0]?.rowCount, COMMUNES.length)
  await serve({ [URL_OF_FILE]: national.replace('dep;', 'departement_2026;') })
  const [renamed] = await run([communesSource({ filter: { column: '^dep$', equals: '89' } })])
  assert.match(renamed?.run.log.at(-1)?.sentence ?? '', /n’est plus dans/)
})

const zipped = async (members: Readonly<Record<string, string>>): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(members)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

test('of an archive of the country, the member named is filtered; a bomb, a crowd or an archive inside is refused', async () => {
  const { serve, run, versions, datasets } = await office()
  const url = 'https://exemple.fr/pays.zip'
  const zipSource = communesSource({
    fetch: { connector: 'http', url },
    filter: { column: '^dep$', equals: '89', member: '^donnees_\\d{4}\\.csv$' },
  })
  const national = [
    'dep;codgeo;nom;revenu',
    ...COMMUNES.flatMap(({ code, name }, i) => [`89;${code};${name};${20_000 + i}`, `58;58${code.slice(2)};x;1`]),
    '',
  ].join('\n')
  await serve({ [url]: await zipped({ 'lisez-moi.txt': 'à lire', 'donnees_2026.csv': national }) })
  const [first] = await run([zipSource])
  assert.equal(first?.run.state, 'published', JSON.stringify(first?.run.log))
  assert.equal([...versions.values()][0]?.rowCount, COMMUNES.length)
  const shown = datasets.get(DATASET)?.versionId
  const bad: readonly (readonly [members: Readonly<Record<string, string>>, words: RegExp])[] = [
    [{ 'donnees_2026.csv': `dep;a\n${'89;1\n'.repeat(600_000)}` }, /bombe de décompression/],
    [Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.csv`, 'a'])), /plus de 1000 fichiers/],
    [{ 'donnees_2026.csv': (await zipped({ 'a.csv': national })).toString('latin1') }, /ne se lit pas|n’est plus dans/],
    [{ 'autre.csv': national }, /n’a pas de fichier/],
  ]
  for (const [members, words] of bad) {
    await serve({ [url]: await zipped(members) })
    const [refused] = await run([zipSource])
    assert.equal(refused?.run.state, 'failed', String(words))
    assert.match(refused?.run.log.at(-1)?.sentence ?? '', words)
    assert.equal(datasets.get(DATASET)?.versionId, shown)
  }
})
