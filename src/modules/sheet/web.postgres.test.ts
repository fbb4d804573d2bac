import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import { buildServer } from '../../http/server.ts'
import { postgresGeography } from '../territory/geography.postgres.ts'
import { postgresPlaces } from '../territory/place-store.postgres.ts'
import type { SheetContent } from './sheet-content.ts'
import { sheetPages } from './web.ts'

let context: Awaited<ReturnType<typeof databaseWithPlaces>>
let app: Awaited<ReturnType<typeof buildServer>>
const printed: SheetContent[] = []
let today = '2026-11-26T10:00:00Z'

const serve = (rateLimit: number) => {
  const places = postgresPlaces(context.database, '89')
  const now = () => new Date(today)
  const nothing = async () => []
  const print = async (content: SheetContent) => {
    printed.push(content)
    return Buffer.from('%PDF-1.7')
  }
  const pages = sheetPages({
    ...{ portal: 'Icauna', publicUrl: 'https://donnees.yonne.example', places, now, rateLimit },
    known: { shown: nothing, waiting: nothing, get: async () => undefined },
    finder: { of: async () => ({ found: false, why: '' }) },
    geography: postgresGeography(context.database, places, now),
    maps: {
      layout: async () => ({ tiles: [], by: '', ground: null }),
      contours: async () => null,
      revision: async () => '',
    },
    choice: { keyFigures: [], themes: [], settling: [], members: ['population'] },
    printers: [{ print, close: async () => undefined }],
  })
  return buildServer({ logLevel: 'silent', api: [], pages: [pages] })
}
before(async () => {
  context = await databaseWithPlaces()
  app = await serve(0)
})
after(async () => {
  await app.close()
  await context.close()
})
const get = (path: string, headers: Record<string, string> = {}) => app.inject({ url: `/territoires/${path}`, headers })
const plain = (text: string | undefined) => text?.replaceAll(/[\u00A0\u202F]/g, ' ')
const contentOf = async (path: string) => {
  const { statusCode } = await get(path)
  assert.equal(statusCode, 200, path)
  const content = printed.at(-1)
  assert.ok(content)
  return content
}

test('the sheet of a place is at the address of its page, followed by .pdf', async () => {
  const answer = await get('communes/89024-auxerre.pdf')
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.match(String(answer.headers['content-disposition']), /inline; filename="89024-auxerre\.pdf"/)
  const content = printed.at(-1)
  assert.equal(content?.title, 'Auxerre')
  assert.match(plain(content?.lead) ?? '', /^Auxerre compte 35 097 habitants en 2023.*c’est la plus peuplée\.$/)
  assert.equal(content?.address, 'https://donnees.yonne.example/territoires/communes/89024-auxerre')
})

test('a code alone leads to the whole address, a code that never was to none', async () => {
  const code = await get('communes/89024.pdf')
  assert.deepEqual([code.statusCode, code.headers.location], [301, '/territoires/communes/89024-auxerre.pdf'])
  assert.equal((await get('communes/89999-nulle-part.pdf')).statusCode, 404)
})

test('places of every level have a sheet', async () => {
  const paths = ['arrondissements/891-auxerre', 'departements/89-yonne', 'regions/27-bourgogne-franche-comte']
  for (const path of paths) {
    const { statusCode } = await get(`${path}.pdf`)
    assert.equal(statusCode, 200, path)
  }
  assert.equal((await contentOf('pays/FR-france.pdf')).title, 'France')
})

test('an EPCI across two départements counts its communes in each, and says that all are counted', async () => {
  const { facts } = await contentOf('epci/200067130-cc-de-puisaye-forterre.pdf')
  assert.equal(
    plain(facts[0]),
    'La communauté de communes de Puisaye-Forterre réunit 57 communes de 2 départements : 51 dans l’Yonne et 6 dans la Nièvre. Toutes sont comptées dans cette fiche.',
  )
})

test('a place that is no more says what became of it', async () => {
  const { lead } = await contentOf('communes/89448-vignes.pdf')
  assert.match(
    plain(lead) ?? '',
    /n’est plus une commune de plein exercice depuis le 1er janvier 2019 : .*Guillon-Terre-Plaine/,
  )
})

test('who holds the sheet of the day is told that nothing changed; the next day it is another', async () => {
  const first = await get('communes/89206-joigny.pdf')
  const tag = String(first.headers.etag)
  const made = printed.length
  const again = await get('communes/89206-joigny.pdf', { 'if-none-match': tag })
  assert.deepEqual([again.statusCode, again.body, printed.length], [304, '', made])
  await get('communes/89206-joigny.pdf')
  assert.equal(printed.length, made, 'kept, not printed again')
  today = '2026-11-27T10:00:00Z'
  const next = await get('communes/89206-joigny.pdf', { 'if-none-match': tag })
  today = '2026-11-26T10:00:00Z'
  assert.equal(next.statusCode, 200)
  assert.notEqual(next.headers.etag, tag)
})

test('one address may not ask sheets without end', async () => {
  const limited = await serve(2)
  const ask = () => limited.inject({ url: '/territoires/communes/89024-auxerre.pdf' })
  const codes = [await ask(), await ask(), await ask()].map(({ statusCode }) => statusCode)
  await limited.close()
  assert.deepEqual(codes, [200, 200, 429])
})
