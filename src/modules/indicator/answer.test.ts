import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { ValueStatus } from '../figure/index.ts'
import type { Place } from '../territory/index.ts'
import { answerTo } from './answer.ts'
import { answerQuestion } from './answer-question.ts'
import { type Definition, readDefinition } from './definition.ts'
import { type MadeValue, packEdition } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import type { KnownPlace } from './place-dictionary.ts'
import type { Reading } from './question.ts'

const population = readDefinition(JSON.parse(readFileSync('indicators/population.json', 'utf8')))
const growth = readDefinition(JSON.parse(readFileSync('indicators/evolution-population.json', 'utf8')))

const place = (changes: Partial<Place> = {}): Place => ({
  ...{ id: 'commune:89206', level: 'commune', code: '89206', name: 'Joigny', kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
  ...changes,
})
const yonne = place({ id: 'departement:89', level: 'departement', code: '89', name: 'Yonne', liaison: 5 })
const named = (changes: Partial<KnownPlace> = {}): KnownPlace => ({
  ...{ level: 'commune', code: '89206', name: 'Joigny', population: 9016, here: true, epci: null },
  ...changes,
})
const reading = (changes: Partial<Reading> = {}): Reading => ({
  ...{
    place: named(),
    sharing: [],
    also: [],
    indicator: 'population',
    alike: [],
    period: null,
    since: null,
    subject: [],
    rest: [],
  },
  ...changes,
})

const made = (value: number | null, status: ValueStatus = 'value'): MadeValue => ({
  value,
  status,
  making: 'published',
})
const shown = (
  definition: Definition,
  values: Readonly<Record<string, Readonly<Record<string, MadeValue>>>>,
): ShownIndicator => ({
  definition,
  edition: packEdition(
    new Map([
      ['commune', new Map(Object.entries(values).map(([code, of]) => [code, new Map(Object.entries(of))]))],
      ['departement', new Map([['89', new Map([['2023', made(333_385)]])]])],
    ]),
  ),
  record: {
    ...{
      id: 'e',
      indicator: definition.slug,
      number: 1,
      builtAt: '2026-01-01',
      findings: [],
      counts: {},
      madeFrom: '',
    },
    sources: [
      {
        ...{ datasetId: 'd', slug: 'population-communes-france', title: 'Populations', versionId: 'v', number: 2 },
        producer: 'INSEE',
      },
    ],
  },
})
const counted = shown(population, {
  '89206': { '2016': made(9_700), '2018': made(9_500), '2022': made(null, 'secret'), '2023': made(9_016) },
  '89002': { '2023': made(null, 'secret') },
})
const answer = (changes: Partial<Reading> = {}, of: Place | null = place()) =>
  answerTo(reading(changes), { place: of, members: [], shown: [counted], waiting: [growth] })
const plain = (text: string | undefined) => text?.replace(/[\u00A0\u202F]/g, ' ')

test('a population is told in a sentence, with its source', () => {
  const told = answer()
  assert.equal(plain(told?.sentence), 'Joigny compte 9 016 habitants en 2023 (population municipale).')
  assert.equal(told?.stated?.value, 9016)
  assert.deepEqual(told?.notes, [])
  assert.match(told?.origin?.href ?? '', /^\/donnees\/population-communes-france\?filtre=.*89206.*2023.*version=2$/)
})

test('any other indicator is told as name, place, value and date', () => {
  const other = shown(
    { ...population, slug: 'surface', name: 'Surface', unit: 'km²' },
    { '89206': { '2024': made(44.5) } },
  )
  const told = answerTo(reading({ indicator: 'surface' }), { place: place(), members: [], shown: [other], waiting: [] })
  assert.equal(plain(told?.sentence), 'Surface, Joigny : 45 km², en 2024.')
})

test('a period that is not held is said, and the nearest with a number given, the later of two', () => {
  const told = answer({ period: '2017' })
  assert.equal(told?.period, '2018')
  assert.equal(told?.stated?.value, 9500)
  assert.deepEqual(told?.notes, ['En 2017 : pas de valeur ; la plus proche est 2018.'])
  assert.deepEqual(answer({ period: '2018' })?.notes, [])
})

test('a change since a year is told from the first value held then, which is said when it is later', () => {
  const told = answer({ since: '2016', period: '2016' })
  assert.equal(told?.period, '2023')
  assert.deepEqual(told?.notes.map(plain), ['En 2016 : 9 700 habitants. Évolution : −7,1 % depuis 2016.'])
  assert.deepEqual(answer({ since: '2012', period: '2012' })?.notes.map(plain), [
    'En 2016 : 9 700 habitants. Évolution : −7,1 % depuis 2016.',
    'Le portail n’a pas de valeur en 2012 : il compare à la première qu’il a ensuite.',
  ])
  assert.deepEqual(answer({ since: '2024', period: '2024' })?.notes, ['Le portail n’a pas d’autre valeur depuis 2024.'])
  assert.equal(answer({ since: '2016', period: '2018' })?.period, '2018')
})

test('what is known of a larger place only is told of it', () => {
  const told = answerTo(reading(), {
    ...{ place: place({ code: '89999', name: 'Nulle' }), members: [], around: [yonne], shown: [counted], waiting: [] },
  })
  assert.equal(told?.stated, null)
  assert.deepEqual(told?.notes.map(plain), ['Il l’a pour l’Yonne : 333 385 habitants en 2023.'])
})

test('a period that is secret is said to be, and is not missing', () => {
  assert.deepEqual(answer({ period: '2022' })?.notes, ['En 2022 : secret statistique ; la plus proche est 2023.'])
})

test('a place without any number says why in words', () => {
  const told = answer(
    { place: named({ code: '89002', name: 'Aigremont' }) },
    place({ code: '89002', name: 'Aigremont' }),
  )
  assert.equal(told?.sentence, 'Population municipale, Aigremont : secret statistique, en 2023.')
  assert.equal(told?.stated?.value, null)
})

test('what no indicator tells is said, with what the portal has of the place', () => {
  const told = answer({ indicator: null, rest: ['revenu', 'médian'] })
  assert.equal(
    told?.sentence,
    'Aucun indicateur du portail ne répond à « revenu médian » pour Joigny ; voici ce qu’il sait de Joigny.',
  )
  assert.deepEqual(
    told?.held.map(({ definition, words }) => [definition.slug, plain(words)]),
    [['population', '9 016 habitants en 2023']],
  )
  assert.equal(told?.stated, null)
})

test('an indicator that waits for its source is said to be missing yet', () => {
  const told = answer({ indicator: growth.slug })
  assert.match(told?.sentence ?? '', /^Le portail n’a pas encore « Évolution annuelle .* » pour Joigny ;/)
  assert.equal(told?.stated, null)
})

test('a place alone gives its first figure, and a small one elsewhere gives nothing', () => {
  assert.match(answer({ indicator: null })?.sentence ?? '', /^Joigny compte/)
  assert.equal(answer({ indicator: null, place: named({ here: false, population: 1200 }) }), null)
})

test('nothing recognised gives no answer, and an unknown place no figure', () => {
  assert.equal(answer({ place: null, indicator: null, rest: ['bonsoir'] }, null), null)
  const told = answer({ place: null, rest: ['trifouillis'] }, null)
  assert.equal(told?.stated, null)
  assert.match(told?.sentence ?? '', /ne sait pas ce que veut dire « trifouillis »/)
})

test('words left aside, the portal’s own territory and the communes of a postcode are told', () => {
  assert.deepEqual(answer({ rest: ['active'] })?.notes, ['Mot laissé de côté : « active ».'])
  const sens = named({ code: '89387', name: 'Sens' })
  assert.deepEqual(answer({ rest: ['sens'], also: [sens] })?.notes, ['La question nomme aussi Sens : pas de valeur.'])
  const both = answer({ indicator: null, rest: ['sens'], also: [sens] })
  assert.match(both?.sentence ?? '', /^Joigny compte/)
  assert.deepEqual(answer({ place: null }, yonne)?.notes, ['Aucun lieu n’est nommé : voici le chiffre de l’Yonne.'])
  assert.deepEqual(answer({ sharing: [named({ name: 'Brion' }), named({ name: 'Looze' })] })?.notes, [
    'Ce code postal sert aussi : Brion, Looze.',
  ])
})

test('what is not counted gets no number of something else, but what is told of it', () => {
  const museums = readDefinition(JSON.parse(readFileSync('indicators/entrees-musees.json', 'utf8')))
  const of = shown(museums, { '89206': { '2023': made(1200) } })
  const asked = reading({ indicator: museums.slug, alike: [museums.slug] })
  const told = (counted?: string) => answerTo(asked, { place: place(), members: [], shown: [of], waiting: [], counted })
  for (const word of ['musées', 'musee', 'MUSÉES']) {
    assert.match(told(word)?.sentence ?? '', /ne donne le nombre demandé \(« .+ »\) pour Joigny/)
    assert.equal(told(word)?.stated, null)
    assert.deepEqual(
      told(word)?.held.map(({ value }) => value),
      [1200],
    )
  }
  for (const word of ['entrées', 'visiteurs', undefined]) assert.equal(told(word)?.stated?.value, 1200, word)
})

test('what is left aside is not what is said of it: « le brevet des collèges »', () => {
  const told = (subject: readonly string[], rest: readonly string[]) => answer({ subject, rest, alike: ['population'] })
  const pension = told(['pension', 'habitants'], ['pension'])
  assert.match(pension?.sentence ?? '', /ne répond à « pension habitants »/)
  assert.equal(pension?.stated, null)
  assert.equal(told(['habitants', 'actifs'], ['actifs'])?.stated?.value, 9016)
  assert.equal(told(['part', 'habitants'], ['part'])?.stated?.value, 9016)
})

test('each place that the question names has its value told', () => {
  const of = shown(population, { '89206': { '2023': made(9016) }, '89387': { '2023': made(27_106) } })
  const asked = reading({ also: [named({ code: '89387', name: 'Sens' })], rest: ['sens'] })
  const told = answerTo(asked, { place: place(), members: [], shown: [of], waiting: [] })
  assert.deepEqual(
    told?.notes.map((note) => note.replace(/[\u00A0\u202F]/g, ' ')),
    ['Sens : 27 106 habitants en 2023.'],
  )
})

test('what questions are read with is made again only when the places or the indicators change', async () => {
  let [made, indicators] = [0, [counted] as readonly ShownIndicator[]]
  const geography = {
    day: '2026-01-01',
    names: new Map([
      ['commune', new Map([['89206', 'Joigny']])],
      ['departement', new Map([['89', 'Yonne']])],
    ] as const),
    holders: new Map([['departement', new Map([['89206', '89']])]] as const),
  }
  const ask = answerQuestion({
    known: { shown: async () => indicators, waiting: async () => [], get: async () => undefined },
    geography: { today: async () => geography },
    places: { get: async (id) => [place(), yonne].find((one) => one.id === id), predecessors: async () => [] },
    territoryId: 'departement:89',
    postcodes: () => {
      made += 1
      return [{ codePostal: '89300', codeCommune: '89206' }]
    },
  })
  assert.equal(plain((await ask('habitants 89300')).answer?.sentence), plain(answer()?.sentence))
  assert.match((await ask('population')).answer?.sentence ?? '', /^L’Yonne compte/)
  assert.equal(made, 1)
  indicators = [shown(population, { '89206': { '2024': { value: 1, status: 'value', making: 'published' } } })]
  assert.equal(
    plain((await ask('combien à joigny')).answer?.sentence),
    'Joigny compte 1 habitant en 2024 (population municipale).',
  )
  assert.equal(made, 2)
})
