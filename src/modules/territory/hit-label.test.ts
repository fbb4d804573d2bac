import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hitLabel } from './hit-label.ts'
import type { Place } from './place.ts'

const rosoy: Place = {
  ...{ id: 'commune:89326', level: 'commune', code: '89326', name: 'Rosoy', kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
}

test('a former commune is told from the living one of the same name', () => {
  const parent = 'Yonne'
  assert.equal(hitLabel({ place: rosoy, parent }), 'Rosoy (Yonne)')
  assert.equal(hitLabel({ place: { ...rosoy, validUntil: '2016-01-01' }, parent }), 'Rosoy (ancienne commune, Yonne)')
  assert.equal(hitLabel({ place: rosoy, parent: null }), 'Rosoy')
  const epci: Place = { ...rosoy, level: 'epci', name: 'CC du Jovinien', validUntil: '2016-01-01' }
  assert.equal(hitLabel({ place: epci, parent: null }), 'Communauté de communes du Jovinien')
})
