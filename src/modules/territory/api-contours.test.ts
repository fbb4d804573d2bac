import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildServer } from '../../http/server.ts'
import { notFound } from '../../kernel/errors.ts'
import { contoursApi } from './api-contours.ts'
import type { Place } from './place.ts'
import type { Contour } from './ports.ts'

const place = (level: Place['level'], code: string, name: string, inhabitants: number | null): Place => ({
  ...{ id: `${level}:${code}`, level, code, name, kind: '', liaison: 0, validFrom: null, validUntil: null },
  postcodes: [],
  population: inhabitants === null ? null : { value: inhabitants, year: 2023, source: 'INSEE' },
})
const yonne = place('departement', '89', 'Yonne', null)
const communes = [place('commune', '89024', 'Auxerre', 35_097), place('commune', '89206', 'Joigny', 9_292)]
const drawn: Contour = { geometry: { type: 'Polygon', coordinates: [] }, edition: 2026, source: 'IGN' }

const contoursOf = async (code: string, known: ReadonlyMap<string, Contour>) => {
  const api = contoursApi({
    places: { members: async () => communes, neighbours: async () => [] },
    contours: { of: async () => known },
    today: () => '2026-11-25',
    placeOf: async (address) => {
      if (address.code !== yonne.code) throw notFound('Le lieu', address.code)
      return yonne
    },
  })
  const app = await buildServer({ logLevel: 'silent', api: [api], pages: [] })
  return app.inject({ url: `/api/v1/territories/departement/${code}/contours` })
}

test('the contours known of the communes of a place bear their name, their population and who drew them', async () => {
  const answer = (await contoursOf('89', new Map([['89206', drawn]]))).json()
  assert.equal(answer.source, 'IGN')
  assert.deepEqual(answer.features, [
    { type: 'Feature', geometry: drawn.geometry, properties: { code: '89206', name: 'Joigny', population: 9_292 } },
  ])
})

test('without contours, the collection is empty; an unknown place is refused', async () => {
  const answer = (await contoursOf('89', new Map())).json()
  assert.deepEqual([answer.source, answer.features], [null, []])
  assert.equal((await contoursOf('00', new Map())).statusCode, 404)
})
