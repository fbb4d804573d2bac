import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { make } from '../../../test/make.ts'
import { form, office } from '../../../test/office.ts'
import { COMMUNES, definitionOf } from '../../../test/small-country.ts'

let all: Awaited<ReturnType<typeof office>>
before(async () => {
  all = await office()
})
after(() => all.close())

const AT = new Date('2026-11-25T10:00:00Z')

/** A dataset of the contributor's organisation, ready to be published, with one version. */
const ready = async (id: string, status: 'draft' | 'published' = 'draft') => {
  const text = { title: `Jeu ${id}`, description: 'Des lignes.', slug: id }
  await all.datasets.save(make.dataset({ id, producer: 'org-a', ...text, status }))
  await arrive(id, `${id}-1`)
  await all.versions.publish(id, `${id}-1`, AT)
}

/** A file read into a version of a dataset, not in place. */
const arrive = async (datasetId: string, id: string) => {
  const { number: _, publishedAt: __, ...version } = make.version({ id, datasetId })
  await all.versions.add(version)
}

/** The form of an act as an editor sees it on the page, with what it carries. */
const seen = async (id: string, act: string) => {
  const { body } = await all.ask('editor', { url: `/atelier/jeux/${id}` })
  const shown = body.split('<form').find((part) => part.includes(`action="/atelier/jeux/${id}/${act}"`))
  assert.ok(shown, `no form for ${act}`)
  return Object.fromEntries(
    [...shown.matchAll(/name="([a-z]+)" value="([^"]*)"/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  )
}
const press = (id: string, act: string, fields: Readonly<Record<string, string>>) =>
  all.ask('editor', { method: 'POST', url: `/atelier/jeux/${id}/${act}`, ...form(fields) })

test('what an editor saw is published', async () => {
  await ready('vu')
  const answer = await press('vu', 'publier', await seen('vu', 'publier'))
  assert.equal(answer.headers.location, '/atelier/jeux/vu?fait=publie')
  assert.equal((await all.datasets.get('vu'))?.status, 'published')
})

test('a file that came after the editor looked is not published: the page says so and shows it', async () => {
  await ready('remplace')
  const fields = await seen('remplace', 'publier')
  await arrive('remplace', 'remplace-2')
  await all.versions.publish('remplace', 'remplace-2', AT)
  const refused = await press('remplace', 'publier', fields)
  assert.equal(refused.statusCode, 422)
  assert.match(
    refused.body,
    /role="alert"[\s\S]*Rien n’a été publié[\s\S]*la version en place est maintenant la version 2/,
  )
  assert.match(refused.body, /version 2, 0/)
  assert.equal((await all.datasets.get('remplace'))?.status, 'draft')
  assert.equal((await all.versions.get('remplace-2'))?.publishedAt, null)
  await press('remplace', 'publier', await seen('remplace', 'publier'))
  assert.equal((await all.datasets.get('remplace'))?.status, 'published')
})

test('a card or a document changed after the editor looked is not published; a card saved as it was is', async () => {
  await ready('fiche')
  const dataset = await all.datasets.get('fiche')
  assert.ok(dataset)
  const fields = await seen('fiche', 'publier')
  await all.datasets.save({ ...dataset, description: 'Autre chose.' })
  assert.match((await press('fiche', 'publier', fields)).body, /La fiche ou les documents joints ont changé/)
  await all.datasets.save({ ...dataset, updatedAt: '2026-11-25T11:00:00Z' })
  const document = { title: 'Notice', name: 'n.pdf', mediaType: 'application/pdf', bytes: 4, sha256: '0'.repeat(64) }
  await all.attachments.add({ id: 'notice', datasetId: 'fiche', ...document })
  assert.match((await press('fiche', 'publier', fields)).body, /La fiche ou les documents joints ont changé/)
  await all.attachments.remove('notice')
  assert.equal((await press('fiche', 'publier', fields)).statusCode, 303)
})

test('a demand that says nothing of what was seen does nothing', async () => {
  await ready('muet')
  const answer = await all.ask('editor', { method: 'POST', url: '/atelier/jeux/muet/publier' })
  assert.equal(answer.statusCode, 422)
  assert.equal((await all.datasets.get('muet'))?.status, 'draft')
})

test('another version put online meanwhile is neither replaced nor archived unseen', async () => {
  await ready('enligne', 'published')
  for (const n of [2, 3]) await arrive('enligne', `enligne-${n}`)
  const [back, archive] = [await seen('enligne', 'versions/enligne-2'), await seen('enligne', 'archiver')]
  await all.versions.publish('enligne', 'enligne-3', AT)
  const refused = await press('enligne', 'versions/enligne-2', back)
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /Rien n’a été mis en ligne[\s\S]*la version 3/)
  assert.match((await press('enligne', 'archiver', archive)).body, /Rien n’a été archivé/)
  const { status, versionId } = (await all.datasets.get('enligne')) ?? {}
  assert.deepEqual({ status, versionId }, { status: 'published', versionId: 'enligne-3' })
  await press('enligne', 'versions/enligne-2', await seen('enligne', 'versions/enligne-2'))
  assert.equal((await all.datasets.get('enligne'))?.versionId, 'enligne-2')
  const { body } = await all.ask('editor', { url: '/atelier/jeux/enligne' })
  assert.match(body, /<li>dernière version.: 3, [^<]*<\/li><li>en ligne.: version 2<\/li>/)
})

test('what changes between the last look and the writing is refused by the database itself', async () => {
  await ready('course')
  const looked = await all.datasets.get('course')
  assert.ok(looked)
  await arrive('course', 'course-2')
  await all.versions.publish('course', 'course-2', AT)
  await assert.rejects(all.datasets.save({ ...looked, status: 'published' }, looked), /vient de changer/)
  assert.equal((await all.datasets.get('course'))?.status, 'draft')
  const now = await all.datasets.get('course')
  await all.datasets.save({ ...looked, status: 'published', versionId: 'course-2' }, now)
  await arrive('course', 'course-3')
  await all.versions.publish('course', 'course-3', AT, { status: 'draft' })
  assert.equal((await all.datasets.get('course'))?.versionId, 'course-2', 'published meanwhile: the file waits')
})

test('a card that someone else saved meanwhile is not written over: both texts are shown, then the choice is kept', async () => {
  await ready('deux')
  const url = '/atelier/jeux/deux/fiche'
  const { body } = await all.ask('editor', { url })
  const opened = /name="fiche" value="(\w+)"/.exec(body)?.[1] ?? ''
  const before = await all.datasets.get('deux')
  assert.ok(before)
  await all.datasets.save({ ...before, description: 'Relu par une autre personne.', licence: 'odc-odbl' })
  const typed = { title: 'Jeu deux', description: 'Mes lignes.\r\nÀ moi.', producer: 'org-a', licence: 'lov2' }
  const save = (fiche: Readonly<Record<string, string>>) =>
    all.ask('editor', { method: 'POST', url, ...form({ ...typed, frequency: 'ANNUAL', ...fiche }) })
  for (const carried of [{ fiche: opened }, {}]) {
    const refused = await save(carried)
    assert.equal(refused.statusCode, 422)
    assert.match(
      refused.body,
      /role="alert"[\s\S]*Rien n’a été enregistré[\s\S]*Ce que vous avez écrit est toujours là/,
    )
    assert.match(refused.body, /<textarea[^>]*>Mes lignes\.\s+À moi\.<\/textarea>/)
    assert.match(refused.body, /Dans la fiche enregistrée.: Relu par une autre personne\./)
    assert.match(refused.body, /Dans la fiche enregistrée.: ODbL 1\.0/)
    assert.equal(refused.body.match(/class="wrong"/g)?.length, 2)
  }
  assert.equal((await all.datasets.get('deux'))?.description, 'Relu par une autre personne.')
  const again = /name="fiche" value="(\w+)"/.exec((await save({ fiche: opened })).body)?.[1] ?? ''
  assert.equal((await save({ fiche: again })).headers.location, '/atelier/jeux/deux?fait=fiche')
  const { description, licence } = (await all.datasets.get('deux')) ?? {}
  assert.deepEqual({ description, licence }, { description: typed.description, licence: 'lov2' })
})

test('the mistakes of a card are told over the card that was opened, and its file may arrive meanwhile', async () => {
  await ready('faute')
  const url = '/atelier/jeux/faute/fiche'
  const fiche = /name="fiche" value="(\w+)"/.exec((await all.ask('editor', { url })).body)?.[1] ?? ''
  await arrive('faute', 'faute-2')
  await all.versions.publish('faute', 'faute-2', AT)
  const wrong = await all.ask('editor', { method: 'POST', url, ...form({ title: 'Ab', fiche }) })
  assert.match(wrong.body, /au moins 3 caractères/)
  assert.doesNotMatch(wrong.body, /fiche enregistrée/)
  const carried = /name="fiche" value="(\w+)"/.exec(wrong.body)?.[1]
  assert.equal(carried, fiche)
})

test('the form of an indicator carries the change that it was shown with', async () => {
  const { desk, editor: person, give } = all.indicators
  give(COMMUNES.map((code) => ({ code, an: 2022, n: 1 })))
  await desk.publish(person, definitionOf({}), null)
  const url = '/atelier/indicateurs/essai/modifier'
  const { body } = await all.ask('editor', { url })
  const change = /name="change" value="(\d+)"/.exec(body)?.[1] ?? ''
  const json = JSON.stringify(definitionOf({}, { name: 'Le mien' }))
  await desk.publish(person, definitionOf({}, { name: 'Celui d’une autre personne' }), 'essai')
  for (const carried of [{ change }, {}]) {
    const refused = await all.ask('editor', { method: 'POST', url, ...form({ json, ...carried }) })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /quelqu’un a modifié cet indicateur/)
  }
  assert.equal((await desk.list())[0]?.definition.name, 'Celui d’une autre personne')
  const again = /name="change" value="(\d+)"/.exec((await all.ask('editor', { url })).body)?.[1] ?? ''
  const done = await all.ask('editor', { method: 'POST', url, ...form({ json, change: again }) })
  assert.equal(done.headers.location, '/atelier/indicateurs/essai?fait=publie')
})
