import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { make } from '../../../test/make.ts'
import { fileForm, office } from '../../../test/office.ts'

let all: Awaited<ReturnType<typeof office>>
before(async () => {
  all = await office({ uploadQuota: 3000 })
  await all.datasets.save(make.dataset({ id: 'jeu', producer: 'org-a', status: 'draft' }))
})
after(() => all.close())

const kept = (content: string) =>
  all.blobs.localPath(createHash('sha256').update(content).digest('hex')).then(
    () => true,
    () => false,
  )
const send = (who: 'contributor' | 'editor', url: string, content: string) =>
  all.ask(who, { method: 'POST', url, ...fileForm('a.csv', content, { title: 'Un jeu de plus' }) })

test('deposits, new versions and documents of a person fill one day; past it, nothing is kept and the page says what to do', async () => {
  const file = (letter: string) => `a\n${letter.repeat(800)}\n`
  for (const [url, letter] of [
    ['/atelier/deposer', 'b'],
    ['/atelier/deposer?jeu=jeu', 'c'],
    ['/atelier/jeux/jeu/documents', 'd'],
  ] as const)
    assert.equal((await send('contributor', url, file(letter))).statusCode, 303, url)
  for (const [url, letter] of [
    ['/atelier/deposer', 'e'],
    ['/atelier/deposer?jeu=jeu', 'f'],
    ['/atelier/jeux/jeu/documents', 'g'],
  ] as const) {
    const refused = await send('contributor', url, file(letter))
    assert.equal(refused.statusCode, 422, url)
    assert.match(refused.body, /role="alert"[\s\S]*déjà envoyé 2,4.ko en 24 heures[\s\S]*Recommencez dans 24.heures/)
    assert.equal(await kept(file(letter)), false, url)
  }
  assert.equal(
    (await send('editor', '/atelier/deposer', file('h'))).statusCode,
    303,
    'another person has their own day',
  )
})
