import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Fault, quickTime, type Replay, replayServer } from '../../../../test/replay-server.ts'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import type { OfflineAnswer } from '../found-file.ts'
import { asking } from '../network/ask.ts'
import { patientFetch } from '../network/patient-network.ts'
import { receiveFile } from '../receive-file.ts'
import { type Fetch, findFile, imitated } from './connectors.ts'

/** One question of each kind; their answers are synthetic, in the producers' shapes. */
const QUESTIONS: readonly Fetch[] = [
  { connector: 'http', url: 'https://exemple.fr/donnees.csv' },
  { connector: 'data-gouv', dataset: 'jeu', resource: { file: '\\.csv$' } },
  {
    connector: 'data-gouv',
    dataset: 'jeu',
    series: { search: 'loyers par commune', title: 'loyers par commune en (\\d{4})$' },
    resource: { file: '\\.csv$' },
  },
  { connector: 'tabular', dataset: 'jeu', resource: {}, where: { column: '^dep$', equals: '89' } },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'jeu', where: 'dep="89"', fields: ['dep'] },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'annuel', where: 'an="{annee}"', latest: 'an' },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'classeur', attachment: { file: 'csv$' } },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'ips-ap2022', series: '^ips-ap(\\d{4})$' },
  { connector: 'dido', dataset: 'jeu', resource: { title: 'donnees' }, where: { DEP_CODE: 'eq:89' } },
  { connector: 'melodi', dataset: 'DS_JEU' },
  { connector: 'melodi', dataset: 'DS_LIEUX', geo: 'DEP-89*COM' },
  { connector: 'ckan', portal: 'https://ckan.exemple.fr', dataset: 'jeu', resource: { formats: ['csv'] } },
  { connector: 'geo-api', path: 'departements/89/communes', fields: ['nom', 'code'] },
  { connector: 'data-fair', host: 'fair.exemple.fr', dataset: 'jeu', fields: ['dep'] },
  { connector: 'ogc-features', service: 'https://ogc.exemple.fr', collection: 'lieux' },
  { connector: 'wfs', service: 'https://wfs.exemple.fr/ows', layer: 'a:lieux' },
  { connector: 'arcgis', layer: 'https://arcgis.exemple.fr/FeatureServer/0' },
  { connector: 'bdm', of: { flow: 'TAUX-CHOMAGE' }, where: { REF_AREA: '^D' } },
  {
    connector: 'dcat',
    catalogue: 'https://dcat.exemple.fr/catalog.jsonld',
    dataset: 'jeu',
    resource: { formats: ['csv'] },
  },
  {
    connector: 'atom',
    feed: 'https://atom.exemple.fr/service',
    through: [{ title: 'donnees' }, {}],
    resource: { formats: ['csv'] },
  },
  { connector: 'csw', service: 'https://csw.exemple.fr/csw?lang=fr', record: 'fr-1', resource: { formats: ['csv'] } },
]
const asked = (connector: Fetch['connector']): Fetch => {
  const found = QUESTIONS.find((question) => question.connector === connector)
  assert.ok(found)
  return found
}
const FEATURES = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { a: 1 } }] })
const BODIES: Partial<Record<Fetch['connector'], string>> = {
  'data-fair': JSON.stringify({ results: [{ dep: '89' }] }),
  'ogc-features': FEATURES,
  wfs: FEATURES,
  arcgis: FEATURES,
  bdm: `<?xml version="1.0" encoding="UTF-8"?><m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:DataSet><Series IDBANK="010751590" REF_AREA="D89"><Obs TIME_PERIOD="2026-Q1" OBS_VALUE="6.9"/></Series></m:DataSet></m:StructureSpecificData>`,
  'geo-api': '[{"nom":"Auxerre","code":"89024"}]',
}
const CSV = `dep;valeur\n${'89;1\n'.repeat(200)}`

let replay: Replay
before(async () => {
  replay = await replayServer()
})
after(() => replay.close())

const bodyOf = (answer: OfflineAnswer): string | undefined =>
  'json' in answer ? JSON.stringify(answer.json) : 'text' in answer ? answer.text : undefined

const answersTo = (question: Fetch) =>
  imitated(question, { name: 'donnees.csv', title: 'donnees (été).csv', year: null }, 2026)

/** Ways of writing one catalogue, under content types that say something else. */
const WRITINGS: readonly (readonly [way: string, written: (text: string) => string | Buffer, type: string])[] = [
  ['a byte-order mark', (text) => `\uFEFF${text}`, 'text/plain; charset=latin1'],
  ['Latin-1', (text) => Buffer.from(text, 'latin1'), 'application/octet-stream'],
  ['a web page, its headers say', (text) => text, 'text/html'],
]

/** Installs true answers to a question; gives their addresses. */
const install = (question: Fetch): readonly string[] =>
  answersTo(question).map((answer) => {
    replay.answer(answer.url, bodyOf(answer) ?? BODIES[question.connector] ?? CSV)
    return answer.url
  })

/** Finds and receives the file of a question as a run does; gives its text, and how long was waited. */
const receive = async (question: Fetch) => {
  const time = quickTime()
  const fetch = patientFetch(replay.network, time, { say: () => undefined, asked: () => undefined })
  let text = ''
  const keep = {
    put: async (bytes: AsyncIterable<Uint8Array>, limit: number) => {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of bytes) {
        size += chunk.byteLength
        if (size > limit) throw invalid(`Le fichier dépasse ${limit} octets.`)
        chunks.push(chunk)
      }
      text = Buffer.concat(chunks).toString()
      return { sha256: 'x', bytes: size }
    },
  }
  const found = await findFile(question, asking(fetch), 2026)
  const takePart = () => Promise.reject(new Error('nothing is filtered here'))
  await receiveFile({ blobs: keep, takePart, maxUpload: 1e7 })(found, {}, undefined, fetch)
  return { text, waits: time.waits.filter((wait) => wait >= 2_000) }
}

/** What each fault, met at every try, ends in: words that say so. */
const FOREVER: Readonly<Record<Exclude<Fault, 'refusal-200'>, RegExp>> = {
  empty: /n’a rien envoyé/,
  html: /une page web au lieu de données/,
  'text-404': /404|pas ce qui est demandé/,
  'gone-410': /plus ce qui est demandé/,
  'text-500': /en panne/,
  'bad-gateway-502': /en panne/,
  'forbidden-403': /refuse l’accès/,
  'unauthorized-401': /refuse l’accès/,
  'bad-request-400': /ne comprend pas la demande|pas ce qui est demandé/,
  'unavailable-503': /en panne/,
  'slow-down-429': /ralentir/,
  'slow-down-429-retry-after': /ralentir/,
  'truncated-gzip': /coupé sa réponse/,
  'cut-stream': /coupé sa réponse/,
  'cut-half-way': /coupé sa réponse/,
  'redirect-loop': /sans jamais répondre/,
  'redirect-home': /réseau privé/,
  'redirect-circle': /sans jamais répondre/,
  'gzip-bomb': /dépasse|envoie plus de/,
}
/** Those that a second try mends. */
const PASSING: readonly Fault[] = [
  'text-500',
  'bad-gateway-502',
  'unavailable-503',
  'slow-down-429',
  'slow-down-429-retry-after',
  'truncated-gzip',
  'cut-stream',
  'cut-half-way',
]

for (const question of QUESTIONS) {
  const special =
    'attachment' in question
      ? ' (attachment)'
      : 'geo' in question
        ? ' (rows)'
        : 'latest' in question
          ? ' (latest)'
          : 'series' in question
            ? ' (series)'
            : ''
  const name = `${question.connector}${special}`

  test(`${name} finds its file and receives it whole`, async () => {
    install(question)
    const { text } = await receive(question)
    assert.ok(text === CSV || text.includes('89') || text.includes('"a":1'), text.slice(0, 200))
  })

  test(`${name}: every fault that lasts is refused in words, wherever it comes`, async () => {
    for (const at of install(question))
      for (const [fault, words] of Object.entries(FOREVER)) {
        install(question)
        replay.break(at, fault as Fault)
        await assert.rejects(receive(question), (error) => {
          assert.ok(error instanceof DomainError, `${fault} at ${at}: ${error}`)
          assert.match(error.message, words, `${fault} at ${at}`)
          return true
        })
      }
  })

  test(`${name}: a service that refuses under a good status is not taken for one that answers`, async () => {
    for (const { url, ...answer } of answersTo(question)) {
      if ('file' in answer) continue
      install(question)
      replay.break(url, 'refusal-200')
      await assert.rejects(receive(question), (error) => error instanceof DomainError, url)
    }
  })

  test(`${name}: a byte-order mark, Latin-1 and another content type change nothing of what is found`, async () => {
    const answers = answersTo(question)
    install(question)
    const { text: whole } = await receive(question)
    for (const [way, written, type] of WRITINGS) {
      for (const answer of answers) {
        const text = bodyOf(answer)
        if (text !== undefined) replay.answer(answer.url, written(text), { 'content-type': type })
      }
      assert.equal((await receive(question)).text, whole, way)
    }
  })

  test(`${name}: every fault that passes is waited for, and nothing of it stays`, async () => {
    install(question)
    const { text: whole } = await receive(question)
    for (const at of install(question))
      for (const fault of PASSING) {
        install(question)
        replay.break(at, fault, 1)
        const { text, waits } = await receive(question)
        assert.equal(text, whole, `${fault} at ${at}`)
        assert.equal(Math.max(...waits), fault === 'slow-down-429-retry-after' ? 17_000 : 2_000, `${fault} at ${at}`)
      }
  })
}

test('a catalogue that changed shape is told by the place where it changed', async () => {
  const question = asked('data-gouv')
  const [catalogue = ''] = install(question)
  replay.answer(catalogue, JSON.stringify({ title: 'jeu', files: [] }))
  await assert.rejects(receive(question), /ne répond plus comme avant : .*a changé de forme/)
  replay.answer(catalogue, '{"title": "jeu"')
  await assert.rejects(receive(question), /autre chose que du JSON/)
  replay.answer(catalogue, JSON.stringify({ success: false, error: { message: 'non' } }))
  await assert.rejects(receive(question), /la demande a échoué/)
})

test('a catalogue with a byte-order mark and another content type is read all the same', async () => {
  const question = asked('data-gouv')
  const [catalogue = ''] = install(question)
  const [answer] = imitated(question, { name: 'donnees.csv', title: '', year: null }, 2026)
  replay.answer(catalogue, `\uFEFF${JSON.stringify(answer && 'json' in answer ? answer.json : null)}`, {
    'content-type': 'text/plain; charset=latin1',
  })
  assert.equal((await receive(question)).text, CSV)
})

test('a renamed field, or a renamed column with another year, is told before anything travels', async () => {
  const ods = asked('opendatasoft')
  const [dataset = ''] = install(ods)
  replay.answer(
    dataset,
    JSON.stringify({ dataset_id: 'jeu', fields: [{ name: 'dep_2026' }], metas: { default: { title: 'Jeu' } } }),
  )
  await assert.rejects(receive(ods), /n’a plus le champ attendu : dep/)
  const tabular = asked('tabular')
  const profile = install(tabular)[1] ?? ''
  replay.answer(profile, JSON.stringify({ profile: { header: ['CODE_DEP_2026'] } }))
  await assert.rejects(receive(tabular), /renommée/)
})

test('a dataset that INSEE does not know is not asked again', async () => {
  replay.answer('https://api.insee.fr/melodi/catalog/all', '[]')
  await assert.rejects(receive({ connector: 'melodi', dataset: 'DS_AUTRE' }), /DS_AUTRE/)
})

test('pages are gathered as one file, by their links, their positions or their marks', async () => {
  const feature = (n: number) => ({ type: 'Feature', geometry: null, properties: { n } })
  const page = (ns: readonly number[], more: object) =>
    JSON.stringify({ type: 'FeatureCollection', features: ns.map(feature), ...more })
  const numbers = (text: string) =>
    JSON.parse(text).features.map((one: ReturnType<typeof feature>) => one.properties.n) as number[]

  const ogc = asked('ogc-features')
  const [first = ''] = install(ogc)
  const second = 'https://ogc.exemple.fr/collections/lieux/items?cursor=2'
  replay.answer(first, page([1, 2], { numberMatched: 3, links: [{ rel: 'next', href: second }] }))
  replay.answer(second, page([3], { numberMatched: 3 }))
  assert.deepEqual(numbers((await receive(ogc)).text), [1, 2, 3])

  const arcgis = asked('arcgis')
  const [start = ''] = install(arcgis)
  replay.answer(start, page([1, 2], { properties: { exceededTransferLimit: true } }))
  replay.answer(start.replace('resultOffset=0', 'resultOffset=2'), page([3], {}))
  assert.deepEqual(numbers((await receive(arcgis)).text), [1, 2, 3])

  const fair = asked('data-fair')
  const [, lines = ''] = install(fair)
  const next = 'https://fair.exemple.fr/suite?after=1'
  replay.answer(lines, JSON.stringify({ total: 9, next, results: [{ dep: '89' }] }))
  replay.answer(next, JSON.stringify({ total: 9, results: [{ dep: '58' }] }))
  assert.equal((await receive(fair)).text, '{"dep":"89"}\n{"dep":"58"}\n')
})

test('a service that gives fewer features than it says, or turns in circles, gives nothing', async () => {
  const wfs = asked('wfs')
  const [layer = ''] = install(wfs)
  replay.answer(layer, JSON.stringify({ type: 'FeatureCollection', numberMatched: 7, features: [{}] }))
  const beyond = layer.replace('STARTINDEX=0', 'STARTINDEX=1')
  replay.answer(beyond, JSON.stringify({ type: 'FeatureCollection', numberMatched: 7, features: [] }))
  await assert.rejects(receive(wfs), /annonce 7 objets et n’en donne que 1/)
  const fair = asked('data-fair')
  const [, lines = ''] = install(fair)
  replay.answer(lines, JSON.stringify({ next: lines, results: [{ dep: '89' }] }))
  await assert.rejects(receive(fair), /sans fin de page en page/)
})

test('a service that gives at most so many features at a time is asked for the rest', async () => {
  const wfs = asked('wfs')
  const [first = ''] = install(wfs)
  const at = (start: number) => first.replace('STARTINDEX=0', `STARTINDEX=${start}`)
  const page = (from: number, size: number, matched: number | 'unknown') =>
    JSON.stringify({
      type: 'FeatureCollection',
      numberMatched: matched,
      features: Array.from({ length: size }, (_, i) => ({ type: 'Feature', properties: { n: from + i } })),
    })
  for (const matched of [7, 'unknown'] as const) {
    for (const start of [0, 3, 6]) replay.answer(at(start), page(start, Math.min(3, 7 - start), matched))
    replay.answer(at(7), page(7, 0, matched))
    const { features } = JSON.parse((await receive(wfs)).text)
    assert.deepEqual(
      features.map((one: { readonly properties: { readonly n: number } }) => one.properties.n),
      [0, 1, 2, 3, 4, 5, 6],
    )
  }
  // The Géoplateforme gives 5 000 in all: what lies beyond is empty, and the file would be cut in silence.
  replay.answer(at(0), page(0, 5000, 7000))
  replay.answer(at(5000), page(5000, 0, 7000))
  await assert.rejects(receive(wfs), /annonce 7000 objets et n’en donne que 5000/)
  replay.answer(at(0), page(0, 3, 'unknown'))
  replay.answer(at(3), page(0, 3, 'unknown'))
  await assert.rejects(receive(wfs), /toujours la même page/)
})

test('the newest edition is chosen by its name, not by its place in the list', async () => {
  const question: Fetch = {
    connector: 'data-gouv',
    dataset: 'jeu',
    resource: { file: '^base_.*\\.csv$', edition: 'base_(\\d{4})' },
  }
  const resource = (name: string) => ({
    id: name,
    title: name,
    url: `https://static.data.gouv.fr/20260101-120000/${name}`,
    format: 'csv',
  })
  replay.answer(
    'https://www.data.gouv.fr/api/1/datasets/jeu/',
    JSON.stringify({
      title: 'Jeu',
      resources: ['base_2022.csv', 'base_2024.csv', 'base_2023.csv', 'notice.pdf'].map(resource),
    }),
  )
  const fetch = patientFetch(replay.network, quickTime(), { say: () => undefined, asked: () => undefined })
  const found = await findFile(question, asking(fetch), 2026)
  assert.deepEqual(found, {
    url: 'https://www.data.gouv.fr/api/1/datasets/r/base_2024.csv',
    name: 'base_2024.csv',
    edition: '2024',
  })
})

test('of datasets of data.gouv.fr that follow one another, a search finds the newest, by its title', async () => {
  const question: Fetch = {
    connector: 'data-gouv',
    dataset: 'loyers-2023',
    series: { search: 'carte des loyers', title: 'loyers .* en (\\d{4})$' },
    resource: { file: 'maisons.*csv$' },
  }
  const found = (...titles: readonly string[]) =>
    replay.answer(
      'https://www.data.gouv.fr/api/1/datasets/?q=carte+des+loyers&page_size=100',
      JSON.stringify({
        data: titles.map((title, i) => ({
          title,
          resources: [{ id: `r-${i}`, title: 'Maisons', url: `https://static.data.gouv.fr/maisons-${i}.csv` }],
        })),
      }),
    )
  const find = () => {
    const fetch = patientFetch(replay.network, quickTime(), { say: () => undefined, asked: () => undefined })
    return findFile(question, asking(fetch), 2026)
  }
  found('Loyers par commune en 2023', 'Loyers par commune en 2025', 'Loyers', 'Loyers par commune en 2024')
  assert.deepEqual(await find(), {
    url: 'https://www.data.gouv.fr/api/1/datasets/r/r-1',
    name: 'maisons-1.csv',
    edition: '2025',
  })
  found('Loyers', 'Ventes en 2025')
  await assert.rejects(find(), /plus de jeu qui réponde à « carte des loyers »/)
})

test('of datasets that follow one another, the newest is found in the whole catalogue of the portal', async () => {
  const question: Fetch = {
    connector: 'opendatasoft',
    host: 'education.exemple.fr',
    dataset: 'ips-ap2022',
    series: '^ips-ap(\\d{4})$',
  }
  const page = (offset: number, names: readonly string[]) =>
    replay.answer(
      `https://education.exemple.fr/api/explore/v2.1/catalog/datasets?select=dataset_id&limit=100&offset=${offset}`,
      JSON.stringify({ total_count: 4, results: names.map((name) => ({ dataset_id: name })) }),
    )
  page(0, ['ips-ap2022', 'ips-ap2024', 'ips-ecoles-ap2026'])
  page(3, ['ips-ap2023'])
  for (const name of ['ips-ap2022', 'ips-ap2023', 'ips-ap2024'])
    replay.answer(
      `https://education.exemple.fr/api/explore/v2.1/catalog/datasets/${name}`,
      JSON.stringify({ dataset_id: name, fields: [], metas: { default: {} } }),
    )
  const fetch = patientFetch(replay.network, quickTime(), { say: () => undefined, asked: () => undefined })
  assert.equal((await findFile(question, asking(fetch), 2026)).name, 'ips-ap2024.csv')
  page(0, [])
  await assert.rejects(findFile(question, asking(fetch), 2026), /aucun jeu dont le nom ressemble à « ips-ap2022 »/)
})

test('DiDo: the newest edition of the wanted file, without a line of descriptions', async () => {
  const question: Fetch = {
    connector: 'dido',
    dataset: 'permis',
    resource: { title: 'logements' },
    where: { DEP_CODE: 'eq:89' },
  }
  const file = (rid: string, title: string, ...editions: readonly string[]) => ({
    rid,
    title,
    millesimes: editions.map((millesime) => ({ millesime })),
  })
  const api = 'https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1'
  const told = (datafiles: readonly object[]) =>
    replay.answer(`${api}/datasets/permis`, JSON.stringify({ title: 'Permis', last_update: '2026-09-29', datafiles }))
  told([file('a', 'Locaux', '2026-09'), file('b', 'Permis de logements', '2026-08', '2026-09', '2025-12')])
  const find = () => {
    const fetch = patientFetch(replay.network, quickTime(), { say: () => undefined, asked: () => undefined })
    return findFile(question, asking(fetch), 2026)
  }
  assert.deepEqual(await find(), {
    url: `${api}/datafiles/b/csv?millesime=2026-09&withColumnName=true&withColumnDescription=false&withColumnUnit=false&DEP_CODE=eq%3A89`,
    name: 'permis.csv',
    edition: '2026-09',
    mark: '2026-09 2026-09-29',
  })
  told([file('b', 'Permis de logements')])
  await assert.rejects(find(), /n’a aucune édition/)
})

test('a year in an address is the newest that answers', async () => {
  replay.answer('https://exemple.fr/base-2024.csv', CSV)
  const fetch = patientFetch(replay.network, quickTime(), { say: () => undefined, asked: () => undefined })
  const found = await findFile(
    { connector: 'http', url: 'https://exemple.fr/base-{annee}.csv', yearsBack: 4 },
    asking(fetch),
    2026,
  )
  assert.deepEqual([found.url, found.edition], ['https://exemple.fr/base-2024.csv', '2024'])
})
