import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionInWords } from './data-cell.tsx'

test('a point is read as a latitude and a longitude, a shape by its kind', () => {
  assert.equal(positionInWords('{"type":"Point","coordinates":[3.5672, 47.7959]}'), '47,7959°\u00A0N, 3,5672°\u00A0E')
  assert.equal(positionInWords('{"type":"Point","coordinates":[-1.5,-0.25]}'), '0,25°\u00A0S, 1,5°\u00A0O')
  assert.equal(positionInWords('{"type":"MultiPolygon","coordinates":[]}'), 'surface en plusieurs morceaux')
})
