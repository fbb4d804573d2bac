import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from './place.ts'
import type { PlaceLink } from './ports.ts'
import { reunitedSentence } from './reunited-words.ts'

const commune = (name: string): Place => ({
  ...{ id: `commune:${name}`, level: 'commune', code: '89197', name, kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
})
const links = (on: string | null, why: string, ...names: readonly string[]): readonly PlaceLink[] =>
  names.map((name) => ({ place: commune(name), on, after: null, why }))
const since = (year: number) => [{ year, value: 753, source: 'INSEE' }]
const guillon = links('2019-01-01', 'devient commune déléguée', 'Cisery', 'Guillon', 'Sceaux')

test('communes reunited since the counts begin are said to be counted together, before too', () => {
  assert.equal(
    reunitedSentence(commune('Guillon-Terre-Plaine'), guillon, since(2018)),
    'Les 3 communes réunies en 2019 sont comptées ensemble à toutes ces dates, avant leur réunion aussi.',
  )
  assert.equal(
    reunitedSentence(commune('Auxerre'), links('2019-01-01', 'fusion', 'Vaux'), since(2019)),
    'Vaux, réunie en 2019, est comptée avec elle à toutes ces dates.',
  )
})

test('nothing is said of an older reunion, of a new name, of an unknown day, of a larger place', () => {
  for (const [place, before, from] of [
    [commune('Guillon-Terre-Plaine'), guillon, 2020],
    [commune('Montholon'), links('2021-04-02', 'changement de nom', 'Aillant'), 2018],
    [commune('Montholon'), links(null, 'fusion', 'Aillant'), 2018],
    [{ level: 'epci' } as const, guillon, 2018],
  ] as const)
    assert.equal(reunitedSentence(place, before, since(from)), null)
  assert.equal(reunitedSentence(commune('Guillon-Terre-Plaine'), guillon, []), null)
})
