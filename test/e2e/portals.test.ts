import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { turtle } from '../portal-catalogues.ts'
import { calm, type Portal, portalOfItsOwn, signedIn } from './portal.ts'

const PASSWORD = 'saule berge galet ardoise'
const SITE = 'https://geo.agglo.fr'
const CATALOGUE = `${SITE}/catalogue.ttl`

/** A dataset of the catalogue, with one CSV under an open licence. */
const described = (id: string, title: string, publisher: string) =>
  `<${SITE}/jeux/${id}> a dcat:Dataset ; dct:title ${JSON.stringify(title)} ; dct:publisher [ foaf:name ${JSON.stringify(publisher)} ] ;
  dcat:landingPage <${SITE}/jeux/${id}> ; dct:license <https://www.etalab.gouv.fr/licence-ouverte-open-licence> ;
  dcat:distribution [ dcat:downloadURL <${SITE}/${id}.csv> ; dct:format "csv" ] .`

/** What the internet answers, from now on. */
const serve = async ({ producers }: Portal, answers: Readonly<Record<string, string>>) => {
  await mkdir(producers, { recursive: true })
  const listed = await Promise.all(
    Object.entries(answers).map(async ([url, content], i) => {
      await writeFile(join(producers, `reponse-${i}`), content)
      return [url, { file: `reponse-${i}` }] as const
    }),
  )
  await writeFile(join(producers, 'manifest.json'), JSON.stringify({ answers: Object.fromEntries(listed) }))
}

/** Looks again, as a person does, until something that goes on in the portal is done. */
const untilGone = async (page: Page, words: RegExp) => {
  while ((await page.getByText(words).count()) > 0) await page.reload()
}

/** Reaches a control by the keyboard, from the top of the page, and presses it. */
const reach = async (page: Page, name: string, key = 'Enter') => {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim())
    if (here === name) return page.keyboard.press(key)
  }
  assert.fail(`« ${name} » is not reached by the keyboard`)
}

test('an administrator adds a portal; its datasets are taken, told from ours, and public with their origin', async () => {
  const all = await portalOfItsOwn()
  const { product, browser, url } = all
  const [ours] = (await product.datasets.list({ status: 'published', page: 1, size: 1 })).items
  assert.ok(ours?.producerName)
  await serve(all, {
    [CATALOGUE]: turtle(
      [
        described('bancs', 'Bancs publics <script>alert(1)</script>', 'Agglomération d’essai'),
        described('double', ours.dataset.title, ours.producerName),
      ].join('\n'),
    ),
    [`${SITE}/bancs.csv`]: 'nom;places\nQuai;3\nHalle;4\n',
  })
  const { context, page } = await signedIn(
    all,
    { email: 'portails@example.org', name: 'Paul Meunier', role: 'administrator' },
    '/atelier/sources/portails',
    PASSWORD,
  )

  await page.goto(`${url}/atelier/sources/portails`)
  await calm(page)
  await reach(page, 'Ajouter un portail')
  await page.waitForURL('**/nouveau')
  await page.getByLabel('Adresse').fill('rien.agglo.fr')
  await page.getByLabel('Nom (obligatoire)').fill('Données de l’agglomération')
  await page.getByLabel('Nom de l’organisation').fill('Agglomération d’essai')
  await page.keyboard.press('Enter')
  await page.getByText('Aucun catalogue n’a été reconnu').waitFor()
  assert.equal(await page.getByLabel('Nom (obligatoire)').inputValue(), 'Données de l’agglomération')
  await calm(page)
  await page.getByLabel('Adresse').fill(CATALOGUE)
  await page.getByRole('button', { name: 'Essayer sans rien garder' }).click()
  await page.getByText(/Trouvé\s:\scatalogue DCAT,\s2\sjeux/).waitFor()
  await calm(page)
  await reach(page, 'Ajouter le portail')
  await page.getByRole('heading', { level: 1, name: 'Données de l’agglomération' }).waitFor()
  await untilGone(page, /Lecture en cours/)
  await calm(page)
  const portal = page.url().split('/').at(-1) ?? ''

  await page.getByRole('link', { name: /^Proposés/ }).click()
  await calm(page)
  await page.getByLabel('Bancs publics').press('Space')
  await reach(page, 'Reprendre les jeux cochés')
  await page.waitForURL('**?vue=repris')
  await calm(page)
  await page.getByRole('link', { name: /^Bancs publics <script>/ }).click()
  await calm(page)
  await page.getByRole('link', { name: 'moissonné comme une source' }).click()
  await page.getByRole('button', { name: 'Moissonner maintenant' }).click()
  await product.harvest.desk.idle()
  const [taken] = (await product.harvest.portals.store.entries(portal)).filter((one) => one.taken !== null)
  assert.ok(taken)
  const bancs = await product.datasets.get(taken.name)
  assert.equal(bancs?.status, 'published')

  await page.goto(`${url}/atelier/sources/portails/${portal}?vue=a-decider`)
  await calm(page)
  await page.getByRole('link', { name: ours.dataset.title, exact: true }).click()
  await calm(page)
  const decision = page.url()
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    colorScheme: 'dark',
    storageState: await context.storageState(),
  })
  const quiet = await plain.newPage()
  await quiet.goto(decision)
  await quiet.getByRole('button', { name: `C’est le même que « ${ours.dataset.title} »` }).press('Enter')
  await quiet.getByRole('button', { name: 'Revenir sur cette réponse' }).waitFor()
  await page.reload()
  await calm(page)
  for (const [slug, id] of [
    [bancs.slug, 'bancs'],
    [ours.dataset.slug, 'double'],
  ]) {
    await quiet.goto(`${url}/donnees/${slug}/versions`)
    assert.ok((await quiet.locator(`main a[href="${SITE}/jeux/${id}"]`).count()) > 0, `${slug} leads to its origin`)
  }

  await page.goto(`${url}/atelier/sources/portails/${portal}`)
  await page.getByRole('link', { name: 'Modifier ce portail' }).click()
  await calm(page)
  await page.goBack()
  await page.getByText('Ne plus suivre ce portail').click()
  await page.getByRole('button', { name: 'Retirer ce portail' }).click()
  await page.waitForURL('**/portails')
  await calm(page)
  await page.getByRole('link', { name: 'Données de l’agglomération' }).click()
  await page.getByText('Ce portail est retiré depuis le').waitFor()
  await calm(page)
  await page.goto(`${url}/atelier/journal`)
  for (const act of ['a ajouté un portail', 'a repris un jeu d’un portail', 'a retiré un portail'])
    assert.ok((await page.getByText(act).count()) > 0, act)
  await Promise.all([context.close(), plain.close()])
})
