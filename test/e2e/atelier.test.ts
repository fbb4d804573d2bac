import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, CHOSEN_PASSWORD, overflows, portal } from './portal.ts'

/** Subventions as a town exports them: Windows-1252, amounts with spaces and €, a total without a label. */
const subventions = () => {
  const french = (n: number) => n.toLocaleString('fr-FR').replace(/\s/g, ' ')
  const amounts = Array.from({ length: 40 }, (_, i) => (i + 1) * 1250)
  const lines = amounts.map((amount, i) => `${1001 + i};Comité des fêtes n° ${i + 1} – été;F;${french(amount)} €`)
  const total = `;;;${french(amounts.reduce((sum, amount) => sum + amount, 0))} €`
  const text = ['CODE;STRUCTURE;Nature ;Montant ', ...lines, total, ''].join('\r\n')
  return Buffer.from(text.replaceAll('–', '\u0096').replaceAll('€', '\u0080'), 'latin1')
}

test('a clerk signs in, deposits a messy file, completes the card, publishes, and the public downloads it clean', async () => {
  const { url, browser, administrator, product } = await portal()
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } })
  const page = await context.newPage()
  const calm = async () => {
    assert.deepEqual(await axe(page), [], page.url())
    assert.equal(await overflows(page), false, `${page.url()} overflows at 320 px`)
  }

  await page.goto(`${url}/atelier`)
  assert.match(page.url(), /\/connexion\?vers=/)
  await calm()
  await page.getByLabel('Adresse électronique').fill(administrator.email)
  await page.getByLabel('Mot de passe').fill('pas le bon mot')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Mot de passe').fill(administrator.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/mot-de-passe')
  await calm()
  await page.getByLabel('Mot de passe actuel').fill(administrator.password)
  await page.getByLabel('Nouveau mot de passe').fill(CHOSEN_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/atelier')
  await calm()

  await page.getByRole('link', { name: 'Déposer un fichier' }).click()
  await calm()
  await page.getByLabel('Titre').fill('Subventions aux associations, 2025')
  await page
    .getByLabel('Fichier')
    .setInputFiles({ name: 'subventions.csv', mimeType: 'text/csv', buffer: subventions() })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  await page.waitForURL('**/atelier/jeux/*')
  await calm()
  const text = await page.locator('main').innerText()
  assert.match(text, /ligne de total/)
  assert.match(text, /windows-1252/)
  assert.match(text, /Comité des fêtes n° 1 – été/)
  assert.match(text, /nombre entier, €/)

  await page.getByRole('link', { name: 'Remplir la fiche' }).click()
  await calm()
  await page.getByLabel('Description').fill('Les subventions **votées** en 2025.')
  await page.getByLabel('Producteur').selectOption('insee')
  await page.getByLabel('Licence').selectOption('lov2')
  await page.getByRole('button', { name: 'Enregistrer la fiche' }).click()
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.getByText('Le jeu de données est en ligne.').waitFor()

  const dataset = await product.datasets.getBySlug('subventions-aux-associations-2025')
  assert.equal(dataset?.status, 'published')
  const rows = await (await fetch(`${url}/api/v1/datasets/${dataset.slug}/rows?limit=1&sort=-montant`)).json()
  assert.deepEqual(rows.rows, [
    { code: '1040', structure: 'Comité des fêtes n° 40 – été', nature: 'F', montant: 50000 },
  ])
  assert.equal(rows.total, 40)
  const parquet = Buffer.from(await (await fetch(`${url}/api/v1/datasets/${dataset.slug}/rows.parquet`)).arrayBuffer())
  assert.equal(parquet.subarray(0, 4).toString(), 'PAR1')
  const rejects = await (await fetch(`${url}/donnees/${dataset.slug}/rejets.csv`)).text()
  assert.match(rejects, /ligne de total/)
  for (const path of [
    '/atelier?etat=published',
    '/atelier/organisations',
    '/atelier/personnes',
    '/atelier/journal',
    '/atelier/mot-de-passe',
    `/donnees/${dataset.slug}`,
    `/donnees/${dataset.slug}/versions`,
    '/atelier/jeux/inconnu',
  ]) {
    await page.goto(url + path)
    await calm()
  }
  await context.close()
})

test('a file that is not a table is refused in words, and nothing is published', async () => {
  const { url, browser, product, administrator } = await portal()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Adresse électronique').fill(administrator.email)
  await page.getByLabel('Mot de passe').fill(CHOSEN_PASSWORD)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL('**/atelier')
  await page.goto(`${url}/atelier/deposer`)
  await page.getByLabel('Titre').fill('Un document')
  await page
    .getByLabel('Fichier')
    .setInputFiles({ name: 'notice.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7 …') })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /un document PDF, pas un tableau/)
  assert.equal((await product.datasets.getBySlug('un-document'))?.versionId, null)

  // Refused by mistake: the person says what it is, without sending it again.
  await page.goto(`${url}/atelier/deposer`)
  await page.getByLabel('Titre').fill('Des balises')
  const buffer = Buffer.from('<nom>;âge\nToucy;12\nChablis;15\n')
  await page.getByLabel('Fichier').setInputFiles({ name: 'balises.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  await page.getByRole('alert').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('Format').selectOption('csv')
  await page.getByRole('button', { name: 'Relire le fichier' }).click()
  await page.waitForURL('**/atelier/jeux/*')
  assert.match(await page.locator('main').innerText(), /2 lignes/)
  await context.close()
})

test('a clerk corrects how a file was read, sees why, and downloads what was set aside', async () => {
  const { url, browser, product, administrator } = await portal()
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Adresse électronique').fill(administrator.email)
  await page.getByLabel('Mot de passe').fill(CHOSEN_PASSWORD)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL('**/atelier')
  await page.goto(`${url}/atelier/deposer`)
  await page.getByLabel('Titre').fill('Aides à corriger')
  const text = 'Aides;2025\ncommune;aide\nToucy;12\nChablis;15\nligne abîmée;1;2\n'
  await page.getByLabel('Fichier').setInputFiles({ name: 'aides.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  await page.waitForURL('**/atelier/jeux/*')
  await page.getByText('Corriger la lecture du fichier').click()
  assert.deepEqual(await axe(page), [])
  assert.equal(await overflows(page), false)
  await page.getByLabel('Format', { exact: true }).selectOption('csv')
  await page.getByLabel('Encodage').selectOption('windows-1252')
  await page.getByLabel('Ligne des intitulés').fill('2')
  await page.getByLabel('Intitulé de la colonne 2').fill('Aide versée')
  await page.getByLabel('Nom de la colonne 2').fill('aide_versee')
  await page.getByLabel('Type de la colonne 2').selectOption('number')
  await page.getByLabel('Unité de la colonne 2').fill('k€')
  await page.getByRole('button', { name: 'Relire le fichier avec ces choix' }).click()
  await page.getByText('version 2, 2 lignes').waitFor()
  const dataset = await product.datasets.getBySlug('aides-a-corriger')
  const [version] = await product.versions.ofDataset(dataset?.id ?? '')
  const { name, label, type, unit } = version?.columns[1] ?? {}
  assert.deepEqual(
    { name, label, type, unit },
    { name: 'aide_versee', label: 'Aide versée', type: 'number', unit: 'k€' },
  )
  const imposed = version?.decisions.filter((d) => d.imposed).map((d) => [d.key, d.value])
  assert.deepEqual(imposed, [
    ['format', 'csv'],
    ['encoding', 'windows-1252'],
    ['header', 'ligne 2'],
    ['type:Aide versée', 'nombre'],
  ])
  await page.getByText('Corriger la lecture du fichier').click()
  await page.getByText('corrigé par une personne').first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Télécharger ce qui a été mis de côté' }).click(),
  ])
  assert.equal(download.suggestedFilename(), 'aides-a-corriger-v2-rejets.csv')
  await context.close()
})
