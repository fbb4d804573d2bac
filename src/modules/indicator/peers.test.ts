import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEWEST_PEERS, MOST_PEERS, type PeerPlace, peersByStratum } from './peers.ts'
import { COMMUNE_STRATA, EPCI_STRATA, isIn, stratumOf, stratumWords } from './strata.ts'

const commune = (code: string, population: number | null, departement = '89', region = '27'): PeerPlace => ({
  code,
  name: code,
  population,
  nature: null,
  departement,
  region,
})
const some = (n: number, population: number, departement = '89', region = '27') =>
  Array.from({ length: n }, (_, i) =>
    commune(`${departement}${String(population + i).padStart(5, '0')}`, population + i, departement, region),
  )
const asked = (place: PeerPlace, all: readonly PeerPlace[]) => ({
  level: 'commune' as const,
  place,
  all: [place, ...all],
  ofDepartement: 'de l’Yonne',
  ofRegion: 'de Bourgogne-Franche-Comté',
})
const plain = (text: string | undefined) => text?.replaceAll(/[\u00A0\u202F]/g, ' ')

test('every population has one class, and its words say its limits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000_000 }), (population) => {
      for (const [level, strata] of [
        ['commune', COMMUNE_STRATA],
        ['epci', EPCI_STRATA],
      ] as const)
        assert.deepEqual(
          strata.filter((stratum) => isIn(stratum, population)),
          [stratumOf(level, population)],
        )
    }),
  )
  assert.deepEqual(
    [249, 250, 3499, 100_000].map((n) => plain(stratumWords(stratumOf('commune', n) ?? { from: 0, below: 0 }))),
    [
      'de moins de 250 habitants',
      'de 250 à 500 habitants',
      'de 2 000 à 3 500 habitants',
      'de 100 000 habitants et plus',
    ],
  )
})

test('a commune is compared with those of its class in its département', () => {
  const found = peersByStratum(
    asked(commune('89001', 300), [...some(12, 260), ...some(9, 600), ...some(20, 300, '58')]),
  )
  assert.equal(found?.peers.length, 12)
  assert.equal(plain(found?.group), 'communes de 250 à 500 habitants de l’Yonne')
  assert.equal(plain(found?.sentence), 'Ses pairs sont les 12 autres communes de 250 à 500 habitants de l’Yonne.')
})

test('with fewer than eight in the département, the région is looked at, then France, and it is said', () => {
  const region = peersByStratum(asked(commune('89001', 300), [...some(3, 260), ...some(9, 300, '58')]))
  assert.equal(region?.peers.length, 12)
  assert.equal(
    plain(region?.sentence),
    'Ses pairs sont les 12 autres communes de 250 à 500 habitants de Bourgogne-Franche-Comté, car il n’y a pas au moins 8 autres communes de 250 à 500 habitants de l’Yonne (3).',
  )
  const france = peersByStratum(asked(commune('89001', 300), [...some(3, 260), ...some(9, 300, '13', '93')]))
  assert.match(found(france), /communes de 250 à 500 habitants de France$/)
  assert.equal(france?.peers.length, 12)
})
const found = (peers: ReturnType<typeof peersByStratum>) => plain(peers?.group) ?? ''

test('a canton is compared with those of its département, whatever their size', () => {
  const canton = (code: string, population: number, departement = '89') => commune(code, population, departement)
  const others = [
    ...Array.from({ length: 9 }, (_, i) => canton(`890${i}`, 9000 + 2000 * i)),
    canton('5801', 9000, '58'),
  ]
  const peers = peersByStratum({ ...asked(canton('8911', 17_000), others), level: 'canton' })
  assert.equal(plain(peers?.sentence), 'Ses pairs sont les 9 autres cantons de l’Yonne.')
})

test('beyond sixty, the nearest by population are kept, and it is said', () => {
  const peers = peersByStratum(asked(commune('89001', 350), some(150, 300)))
  assert.equal(peers?.peers.length, MOST_PEERS)
  assert.ok(peers?.peers.some(({ code }) => code === '8900350'))
  assert.ok(!peers?.peers.some(({ code }) => code === '8900449'))
  assert.match(plain(peers?.sentence) ?? '', /les 60 communes les plus proches par la population, parmi les 150 autres/)
})

test('never the place itself, never more than sixty, always of its class, whatever the places', () => {
  const places = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.constantFrom('89', '58', '13')).map(([n, d]) => [n, d] as const),
    { minLength: 1, maxLength: 200 },
  )
  fc.assert(
    fc.property(places, (drawn) => {
      const all = drawn.map(([n, d], i) => commune(String(i), n, d, d === '13' ? '93' : '27'))
      const [place] = all
      assert.ok(place)
      const peers = peersByStratum({ ...asked(place, []), all })
      const stratum = stratumOf('commune', place.population ?? 0)
      assert.ok(peers && stratum && peers.peers.length <= MOST_PEERS)
      const codes = peers.peers.map(({ code }) => code)
      assert.equal(new Set(codes).size, codes.length)
      assert.ok(!codes.includes(place.code))
      assert.ok(codes.every((code) => isIn(stratum, all[Number(code)]?.population ?? -1)))
      const inFrance = all.filter((other) => other !== place && isIn(stratum, other.population ?? -1)).length
      assert.ok(peers.peers.length >= Math.min(FEWEST_PEERS, inFrance))
    }),
  )
})

test('an intercommunalité is compared with those of its nature and size; a département with those of a like size', () => {
  const epci = (code: string, nature: string, population: number): PeerPlace => ({
    ...commune(code, population),
    nature,
  })
  const all = [
    ...Array.from({ length: 9 }, (_, i) => epci(`cc${i}`, 'CC', 16_000 + i)),
    ...Array.from({ length: 9 }, (_, i) => epci(`ca${i}`, 'CA', 16_000 + i)),
  ]
  const own = epci('cc', 'CC', 20_000)
  const peers = peersByStratum({ ...asked(own, all), level: 'epci' })
  assert.equal(found(peers), 'communautés de communes de 15 000 à 30 000 habitants de l’Yonne')
  assert.equal(peers?.peers.length, 9)
  const departement = peersByStratum({ ...asked(commune('89', 300_000), some(10, 320_000)), level: 'departement' })
  assert.equal(found(departement), 'départements de France de 200 000 à 450 000 habitants')
})

test('without a population, there are no peers', () => {
  assert.equal(peersByStratum(asked(commune('89001', null), some(10, 300))), null)
})
