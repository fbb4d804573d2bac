import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import { sharedFolder } from '../../../test/shared.ts'
import type { ShapeFeature } from './contour-shapes.ts'
import { postgresContours } from './contour-store.postgres.ts'
import { loadContours } from './load-contours.ts'
import { postgresPlaces } from './place-store.postgres.ts'
import { readContours } from './read-contours.ts'

let context: Awaited<ReturnType<typeof databaseWithPlaces>>
before(async () => {
  context = await databaseWithPlaces()
})
after(() => context.close())
const contours = () => postgresContours(context.database)
const load = () =>
  loadContours({
    places: postgresPlaces(context.database, '89'),
    contours: contours(),
    now: () => new Date('2026-11-24T10:00:00Z'),
  })

const square = (code: string, x: number): ShapeFeature => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 47],
        [x, 47.1],
        [x + 0.1, 47.1],
        [x + 0.1, 47],
        [x, 47],
      ],
    ],
  },
})
const guillon = ['89109', '89197', '89381', '89421', '89448'].map((code, i) => square(code, 3 + i * 0.1))

test('codes that ceased are drawn with their successor, and what is not known is said', async () => {
  const report = await load()({
    level: 'commune',
    edition: 2018,
    source: 'essai',
    shapes: [...guillon, square('89024', 4), square('99999', 5), square('89340', 6)],
  })
  assert.equal(report.kept, 2)
  const all = report.remarks.join('\n').replaceAll(/[^\S\n]/g, ' ')
  assert.match(all, /Codes inconnus.*99999/)
  assert.match(all, /89109, 89381, 89421, 89448 dans 89197/)
  assert.match(all, /Sans contour possible.*89420/)
  assert.match(all, /Sans contour dans ce fichier \(421 cas\)/)
  const found = await contours().of('commune', ['89197', '89024', '89001', '89340'])
  assert.deepEqual([...found.keys()].toSorted(), ['89024', '89197'])
  assert.deepEqual([found.get('89024')?.edition, found.get('89024')?.source], [2018, 'essai'])
})

test('a later edition answers instead of the earlier', async () => {
  await load()({ level: 'commune', edition: 2026, source: 'plus récente', shapes: [square('89024', 4)] })
  assert.equal((await contours().of('commune', ['89024'])).get('89024')?.edition, 2026)
})

test('a canton of whole communes is drawn by them, one that shares a town by a file of cantons', async () => {
  const communes = await postgresPlaces(context.database, '89').members('canton:8913', 'commune', '2026-11-24')
  const shapes = communes.map(({ code }, i) => square(code, 6 + i * 0.1))
  const drawn = await load()({ level: 'commune', edition: 2026, source: 'communes', shapes })
  assert.equal(drawn.made.canton, 1)
  const report = await load()({
    level: 'canton',
    edition: 2018,
    source: 'cantons',
    shapes: [square('89001', 3), square('89013', 4)],
  })
  assert.equal(report.kept, 1)
  assert.match(report.remarks.join('\n').replaceAll(/[^\S\n]/g, ' '), /Déjà dessinés par leurs communes.*8913/)
  const found = await contours().of('canton', ['8901', '8913'])
  assert.deepEqual([found.get('8901')?.source, found.get('8913')?.source], ['cantons', 'communes'])
})

test('the 428 communes of 2018 make the 423 of today, and what they form', async (t) => {
  const file = `${sharedFolder()}/data/geo/communes-89-yonne.geojson`
  if (!existsSync(file)) return t.skip('le dossier de référence n’est pas là')
  const report = await load()({
    level: 'commune',
    edition: 2018,
    source: 'IGN, Admin Express 2018',
    shapes: readContours(readFileSync(file, 'utf8')),
  })
  assert.deepEqual([report.shapes, report.kept, report.made.arrondissement, report.made.departement], [428, 423, 3, 1])
  assert.deepEqual(report.remarks.length, 1)
  const codes = [...(await postgresPlaces(context.database, '89').members('departement:89', 'commune', '2026-11-24'))]
  const size = async (detail: 'page' | 'overview') =>
    JSON.stringify(
      [
        ...(
          await contours().of(
            'commune',
            codes.map(({ code }) => code),
            detail,
          )
        ).values(),
      ].map((c) => c.geometry),
    ).length
  const [page, overview] = [await size('page'), await size('overview')]
  assert.ok(overview < page && page < 541_000, `${overview} ${page}`)
  t.diagnostic(`page ${page}, overview ${overview}, epci ${report.made.epci}`)
})
