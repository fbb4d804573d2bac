import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Level, Place } from './place.ts'
import { departementCodeOf, type LeadFacts, leadSentences } from './place-lead.ts'
import { rankAmong } from './place-words.ts'

const place = (level: Level, name: string, value: number | null, more: Partial<Place> = {}): Place => ({
  id: `${level}:${name}`,
  level,
  code: '89024',
  name,
  kind: 'commune-actuelle',
  liaison: 0,
  validFrom: null,
  validUntil: null,
  postcodes: [],
  population: value === null ? null : { value, year: 2023, source: 'INSEE' },
  ...more,
})
const yonne = place('departement', 'Yonne', 332_267, { id: 'departement:89', code: '89', liaison: 5 })
const nievre = place('departement', 'Nièvre', 200_000, { id: 'departement:58', code: '58', liaison: 3 })
const auxerrois = place('epci', 'CA de l’Auxerrois', 67_723)
const auxerre = place('commune', 'Auxerre', 35_097, { liaison: 1 })
const facts = (more: Partial<LeadFacts> & Pick<LeadFacts, 'place'>): LeadFacts => ({
  population: [],
  containers: [],
  members: [],
  shared: [],
  divisions: [],
  ranks: [],
  home: 'departement:89',
  away: null,
  ...more,
})
const series = (first: number, last: number) => [
  { year: 2016, value: first, source: 'INSEE' },
  { year: 2023, value: last, source: 'INSEE' },
]
const said = (of: LeadFacts) => leadSentences(of).join(' ').replaceAll(/\s/g, ' ')

test('the largest town is told by its people, its rank and its part of its EPCI', () => {
  const ranks = [{ container: yonne, rank: 1, total: 423 }]
  assert.equal(
    said(facts({ place: auxerre, population: series(34_846, 35_097), containers: [auxerrois, yonne], ranks })),
    'Auxerre compte 35 097 habitants en 2023, 251 de plus qu’en 2016 (+0,7 %) : c’est la commune la plus peuplée de l’Yonne. Elle réunit 52 % des habitants de la communauté d’agglomération de l’Auxerrois.',
  )
})

test('a village of a few people has no percentage, and is placed from the town', () => {
  const village = place('commune', 'Bois-d’Arcy', 2, { liaison: 0 })
  const ranks = [rankAmong(village, yonne, [auxerre, village])].flatMap((rank) => rank ?? [])
  const away = {
    town: auxerre,
    from: { longitude: 3.573, latitude: 47.798 },
    to: { longitude: 3.573, latitude: 47.53 },
  }
  assert.equal(
    said(facts({ place: village, population: series(1, 2), containers: [auxerrois, yonne], ranks, away })),
    'Bois-d’Arcy compte 2 habitants en 2023, 1 de plus qu’en 2016 : c’est la commune la moins peuplée de l’Yonne. Elle fait partie de la communauté d’agglomération de l’Auxerrois et se trouve à environ 30 km au sud d’Auxerre, à vol d’oiseau.',
  )
})

test('an EPCI that crosses the border counts its communes outside and says where they are', () => {
  const epci = place('epci', 'CC de Puisaye-Forterre', 33_468)
  const members = [
    place('commune', 'Toucy', 2600, { code: '89419' }),
    place('commune', 'Bouhy', 400, { code: '58036' }),
    place('commune', 'Dampierre', 500, { code: '58094' }),
  ]
  assert.equal(
    said(facts({ place: epci, population: series(34_000, 33_468), containers: [nievre, yonne], members })),
    'La communauté de communes de Puisaye-Forterre compte 33 468 habitants en 2023, 532 de moins qu’en 2016 (−1,6 %). L’intercommunalité réunit 3 communes, dont 2 hors de l’Yonne (Nièvre) ; la plus peuplée est Toucy (2 600 habitants).',
  )
})

test('a région without an article of its own is called one', () => {
  const region = place('region', 'Bourgogne-Franche-Comté', 2_802_670)
  const told = said(facts({ place: region, population: series(2_800_000, 2_802_670), divisions: [yonne, nievre] }))
  assert.match(told, /^La région Bourgogne-Franche-Comté compte/)
  assert.match(
    told,
    /réunit 2 départements et 0 commune ; le département le plus peuplé est l’Yonne \(332 267 habitants\)\.$/,
  )
})

test('the country, whose communes do not add up every year, says what it is made of', () => {
  const country = place('pays', 'France', null, { liaison: 3 })
  const regions = ['Bretagne', 'Corse'].map((name) => place('region', name, null))
  assert.equal(said(facts({ place: country, divisions: regions })), 'La France réunit 2 régions.')
})

test('a canton without a total still says what it is made of', () => {
  const canton = place('canton', 'Auxerre-1', null, { liaison: 1 })
  const members = [place('commune', 'Vallan', 700), place('commune', 'Saint-Georges', 3300)]
  const told = (held: readonly Place[]) => said(facts({ place: canton, members: held, shared: [auxerre] }))
  assert.equal(told(members), 'Le canton réunit 2 communes entières et une partie d’Auxerre.')
  assert.equal(told(members.slice(1)), 'Le canton réunit une commune entière et une partie d’Auxerre.')
  assert.equal(told([]), 'Le canton n’est fait que d’une partie d’Auxerre.')
})

test('nothing is said of a place whose people are not counted', () => {
  assert.deepEqual(leadSentences(facts({ place: place('commune', 'Vaux', null) })), [])
})

test('the code of a commune begins with that of its département', () => {
  assert.deepEqual(['89024', '2A004', '97105', '98735'].map(departementCodeOf), ['89', '2A', '971', '987'])
})

const count = fc.integer({ min: 0, max: 3_000_000 })
const anyLevel = fc.constantFrom<Level>('commune', 'epci', 'canton', 'arrondissement', 'departement', 'region', 'pays')
const anyFacts = fc
  .record({
    level: anyLevel,
    name: fc.constantFrom('CC de Puisaye-Forterre', 'Les Ormes', 'Le Val d’Ocre', 'Île-de-France', 'Yonne', 'Aÿ'),
    liaison: fc.integer({ min: 0, max: 8 }),
    first: count,
    last: count,
    held: fc.array(count, { maxLength: 5 }),
    rank: fc.integer({ min: 1, max: 5 }),
    north: fc.double({ min: 47, max: 49, noNaN: true }),
  })
  .map(({ level, name, liaison, first, last, held, rank, north }) => {
    const small = level === 'region' || level === 'pays' ? 'departement' : 'commune'
    const named = level !== 'commune' && /^Les? /.test(name) ? 'Yonne' : name // only communes carry their article
    return facts({
      place: place(level, named, last, { liaison }),
      population: series(first, last),
      containers: [nievre, yonne, auxerrois],
      members: held.map((value, i) => place('commune', `Lieu ${i}`, value, { code: i % 2 ? '58001' : '89001' })),
      divisions: held.map((value, i) => place(small, `Part ${i}`, value)),
      ranks: level === 'commune' ? [{ container: yonne, rank, total: 5 }] : [],
      away: { town: auxerre, from: { longitude: 3.5, latitude: 47.8 }, to: { longitude: 3.6, latitude: north } },
    })
  })

test('every sentence begins with a capital, ends with one full stop, and holds no hole', () => {
  fc.assert(
    fc.property(anyFacts, (of) => {
      for (const sentence of leadSentences(of)) {
        assert.match(sentence, /^\p{Lu}/u)
        assert.match(sentence, /[^.]\.$/)
        assert.doesNotMatch(sentence, / {2}|NaN|undefined|null|Infinity| [,.]|'/)
        assert.doesNotMatch(sentence, /\b(de le|de les|à le|à les|de l’l|de Les?) /)
        assert.doesNotMatch(sentence, /\b(1|0)[\u00A0 ](habitants|communes|départements)\b/)
      }
    }),
  )
})
