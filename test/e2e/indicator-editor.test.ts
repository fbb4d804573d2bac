import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe, overflows, type Portal, portal } from './portal.ts'

const PASSWORD = 'noyer tuile rive ardoise'
const AUXERRE = '89024'

/** Empty homes of every commune of the Yonne in two years; `wrong` when the last year was typed ten times too high in Auxerre. */
const emptyHomes = async ({ product }: Portal, wrong = false): Promise<Buffer> => {
  const population = await product.indicators.known.get('population')
  const codes = (population?.edition.levels.get('commune')?.codes ?? []).filter((code) => code.startsWith('89'))
  assert.ok(codes.length > 400)
  const homes = (code: string, year: number) => {
    const number = 10 + (Number(code) % 90) + (year - 2022)
    return wrong && code === AUXERRE && year === 2023 ? number * 10 : number
  }
  const lines = codes.flatMap((code) => [2022, 2023].map((year) => `${code};${year};${homes(code, year)}`))
  return Buffer.from(`Code commune;Année;Logements vacants\n${lines.join('\n')}\n`)
}

/** A new editor's browser on a phone: keyboard only where it matters, and no page that axe or 320 pixels refuse. */
const signedIn = async ({ product, browser, url }: Portal) => {
  const { password } = await product.addPerson(null, {
    ...{ email: 'indicateurs@example.org', name: 'Inès Dupré', role: 'editor', organisation: null },
  })
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${url}/connexion?vers=/atelier/indicateurs`)
  await page.getByLabel('Adresse électronique').fill('indicateurs@example.org')
  await page.getByLabel('Mot de passe').fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('Mot de passe actuel').fill(password)
  await page.getByLabel('Nouveau mot de passe').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/atelier')
  const calm = async () => {
    assert.deepEqual(await axe(page), [], page.url())
    assert.equal(await overflows(page), false, `${page.url()} overflows at 320 px`)
  }
  return { page, calm, close: () => context.close() }
}

const deposit = async (page: Page, address: string, file: Buffer, title?: string) => {
  await page.goto(address)
  if (title) await page.getByLabel('Titre').fill(title)
  await page.getByLabel('Fichier').setInputFiles({ name: 'vacance.csv', mimeType: 'text/csv', buffer: file })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  await page.waitForURL('**/atelier/jeux/*')
}

/** Presses a button or follows a link as a keyboard does. */
const press = async (page: Page, role: 'button' | 'link', name: string | RegExp) => {
  await page.getByRole(role, { name }).first().focus()
  await page.keyboard.press('Enter')
}

test('an editor makes an indicator of a file just deposited, reads it on a place, and takes a broken edition back', async () => {
  const all = await portal()
  const { url, product } = all
  const { page, calm, close } = await signedIn(all)

  await deposit(page, `${url}/atelier/deposer`, await emptyHomes(all), 'Logements vacants des communes')
  await page.getByRole('link', { name: 'Remplir la fiche' }).click()
  await page.getByLabel('Description').fill('Les logements vacants, commune par commune.')
  await page.getByLabel('Producteur').selectOption('insee')
  await page.getByLabel('Licence').selectOption('lov2')
  await page.getByRole('button', { name: 'Enregistrer la fiche' }).click()
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.getByText('Le jeu de données est en ligne.').waitFor()

  await page.goto(`${url}/atelier/indicateurs`)
  await calm()
  await press(page, 'link', 'Nouvel indicateur')
  await page.waitForURL('**/nouveau')
  await calm()
  await press(page, 'link', /Logements vacants des communes/)
  await page.waitForURL('**/nouveau?jeu=*')
  await calm()
  assert.equal(await page.getByLabel('Niveau de ces lieux').inputValue(), 'commune')
  assert.equal(await page.getByLabel('La date de chaque ligne').inputValue(), 'column:annee')
  assert.equal(await page.getByLabel('Colonne à calculer').inputValue(), 'logements_vacants')

  // Refused, and nothing typed is lost.
  await page.getByLabel('Nom (obligatoire)').fill('Logements vacants')
  await page.getByLabel('Définition').fill('Les logements où personne n’habite au 1er janvier.')
  await page.getByLabel('Rubrique').fill('Logement')
  await page.getByLabel('Mise à jour').fill('chaque année')
  await page.getByLabel('Ne garder que certaines lignes').fill('logements_vacants >')
  await press(page, 'button', 'Vérifier et voir')
  await page.getByRole('alert').waitFor()
  await calm()
  assert.match(await page.title(), /^Erreur/)
  assert.equal(await page.getByLabel('Nom (obligatoire)').inputValue(), 'Logements vacants')
  assert.equal(await page.getByLabel('Ne garder que certaines lignes').inputValue(), 'logements_vacants >')
  await page.getByLabel('Ne garder que certaines lignes').fill('')

  await press(page, 'button', 'Vérifier et voir')
  await page.getByText('Les vérifications n’ont rien trouvé à redire.').waitFor()
  await calm()
  assert.match(
    (await page.locator('main').innerText()).replaceAll(/\s/g, ' '),
    /423 des 423 communes de l’Yonne ont un chiffre/,
  )
  await press(page, 'button', 'Publier cet indicateur')
  await page.getByText('L’indicateur est publié').waitFor()
  await calm()

  const onPlace = async () => {
    await page.goto(`${url}/territoires/communes/${AUXERRE}`)
    const line = page.getByRole('row').filter({ hasText: 'Logements vacants' }).first()
    return (await line.locator('td').first().innerText()).trim()
  }
  const before = await onPlace()
  assert.equal(before, '25')
  const values = `${url}/api/v1/indicators/logements-vacants/values?code=${AUXERRE}`
  assert.equal((await (await fetch(values)).json()).values.at(-1).value, 25)

  // A new file comes, with a mistake that no check can see.
  const dataset = await product.datasets.getBySlug('logements-vacants-des-communes')
  await deposit(page, `${url}/atelier/deposer?jeu=${dataset?.id}`, await emptyHomes(all, true))
  await page.getByRole('button', { name: 'Mettre en ligne la version 2' }).first().click()
  await page.getByText('La version choisie est en ligne.').waitFor()
  // Its indicator follows by itself.
  await page.goto(`${url}/atelier/indicateurs`)
  await page.getByText(/Reconstruction finie/).waitFor()
  await calm()
  const rebuilt = (await page.locator('main').innerText()).replaceAll(/\s/g, ' ')
  assert.match(rebuilt, /Reconstruction finie : 1 indicateur mis à jour, 0 refusé/)
  assert.equal(await onPlace(), '250')

  await page.goto(`${url}/atelier/indicateurs/logements-vacants`)
  await calm()
  await press(page, 'link', /Avec la 1/)
  await page.waitForURL('**/editions/2')
  await calm()
  const first = page.getByRole('row').nth(1)
  assert.match((await first.innerText()).replaceAll(/\s/g, ' '), /Auxerre \(89024\) 2023 25 250 \+225/)
  const csv = await (await fetch(`${url}/api/v1/indicators/logements-vacants/editions/2/difference.csv`)).text()
  assert.match(csv, /^niveau,code,nom/)
  assert.match(csv, /commune,89024,Auxerre,2023,25,value,250,value,225,révisée/)
  await press(page, 'button', 'Montrer l’édition 1')
  await page.getByText('L’édition choisie est montrée.').waitFor()
  await calm()
  assert.match(await page.locator('main').innerText(), /Inès Dupré a changé l’édition montrée \(édition 1\)/)
  assert.equal(await onPlace(), '25')
  const { shown, editions } = await (await fetch(`${url}/api/v1/indicators/logements-vacants/editions`)).json()
  assert.deepEqual([shown, editions.map((one: { number: number }) => one.number)], [1, [2, 1]])

  // What was made here goes elsewhere and comes back as a file.
  const definition = await (
    await page.request.get(`${url}/atelier/indicateurs/logements-vacants/definition.json`)
  ).text()
  await page.goto(`${url}/atelier/indicateurs/importer`)
  await calm()
  const file = (text: string) => ({ name: 'd.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await page.getByLabel('Fichier').setInputFiles(file(definition.replace('"logements-vacants"', '"logements-vides"')))
  await press(page, 'button', 'Vérifier et publier')
  await page.getByText('L’indicateur est publié').waitFor()
  assert.match(page.url(), /indicateurs\/logements-vides\?/)
  await press(page, 'button', 'Retirer')
  await page.getByText('L’indicateur est retiré des pages.').waitFor()
  await calm()
  assert.equal((await fetch(`${url}/indicateurs/logements-vides`)).status, 404)
  await close()
})
