import assert from 'node:assert/strict'
import { chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { compose, type Product } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { copyOfDatabase, databaseWithPlaces, endBeforeServer } from '../postgres.ts'
import { openChromium } from './chromium.ts'

export interface Portal {
  readonly url: string
  readonly product: Product
  readonly browser: Browser
  readonly administrator: { readonly email: string; readonly password: string }
  /** The folder that stands for the internet; empty at first. */
  readonly producers: string
}

let started: Promise<Portal & { stop: () => Promise<void> }> | undefined

endBeforeServer(async () => {
  await (await started)?.stop()
  if (newborn) await rm((await newborn).folder, { recursive: true, force: true })
})

/** The whole product as a newcomer starts it, in a folder of its own, and a browser; once for the run. */
export const portal = (): Promise<Portal> => {
  started ??= start()
  return started
}

/** A second one, for a journey that must begin with nothing gathered. */
export const portalOfItsOwn = async (): Promise<Portal> => {
  const own = await start()
  endBeforeServer(own.stop)
  return own
}

/** The password that the first journey gives the administrator. */
export const CHOSEN_PASSWORD = 'rivière calcaire ocre vigne'

let newborn: ReturnType<typeof begin> | undefined

/** What a first start leaves: a data folder and its database. It takes half a minute: done once, then copied for each portal. */
const begin = async () => {
  const { folder, settings } = await newFolder()
  const database = await databaseWithPlaces()
  const product = await compose(readConfig({ ...settings, DATABASE_URL: database.url }))
  await product.prepare()
  await product.complete()
  await product.close()
  await database.close()
  return { folder, database: database.name }
}

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-e2e-'))
  await chmod(folder, 0o711)
  const producers = join(folder, 'producteurs')
  const settings = {
    ...{ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: '0' },
    HARVEST_FOLDER: producers,
  }
  return { folder, producers, settings }
}

const start = async () => {
  newborn ??= begin()
  const first = await newborn
  const { folder, producers, settings } = await newFolder()
  await cp(first.folder, folder, { recursive: true })
  const { url: DATABASE_URL, close } = await copyOfDatabase(first.database)
  const product = await compose(readConfig({ ...settings, DATABASE_URL }))
  await product.prepare()
  await product.complete()
  const administrator = await product.firstAdministrator('admin@example.org')
  assert.ok(administrator)
  const url = await product.server.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openChromium()
  const stop = async () => {
    await browser.close()
    await product.close()
    await close()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, product, browser, administrator, producers, stop }
}

/** Publishes a table, given line by line as a CSV, under an identifier that is also its address; once for the run. */
export const publishTable = async ({ product }: Portal, id: string, title: string, lines: readonly string[]) => {
  if (await product.datasets.getBySlug(id)) return
  const [known] = (await product.datasets.list({ status: 'published', page: 1, size: 1 })).items
  assert.ok(known)
  await product.datasets.save({ ...known.dataset, id, slug: id, title, versionId: null, status: 'draft' })
  const original = await product.blobs.put(Readable.from([Buffer.from(lines.join('\n'))]), 1e6)
  await product.ingest({ datasetId: id, original: { ...original, name: `${id}.csv` }, actor: null, publish: true })
  const read = await product.datasets.get(id)
  assert.ok(read)
  await product.datasets.save({ ...read, status: 'published' })
}

/** A table of places: `/donnees/aires-d-essai`. */
export const publishPlaces = (portal: Portal) =>
  publishTable(portal, 'aires-d-essai', 'Aires d’essai', [
    'nom;longitude;latitude;ouvert',
    'Gare;3,5852;47,7973;oui',
    'Pont;3,3975;47,9825;non',
    'Halle;3,2834;48,1977;oui',
  ])

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong on a page, one line a rule; all its rules, or only those named. */
export const axe = async (page: Page, rules: readonly string[] = []): Promise<readonly string[]> => {
  await page.evaluate(await axeSource)
  const options = { resultTypes: ['violations'], ...(rules.length > 0 ? { runOnly: rules } : {}) }
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  return found.violations.map((v) => `${v.id} : ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)
}

/** True when the page has to be scrolled sideways. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

/** Neither axe nor 320 pixels find anything wrong with the page as it is. */
export const calm = async (page: Page): Promise<void> => {
  assert.deepEqual(await axe(page), [], page.url())
  assert.equal(await overflows(page), false, `${page.url()} overflows at 320 px`)
}

const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 800 } }

/** Someone new, on a phone unless said, who signs in by the keyboard alone on the way to a page and chooses this password. */
export const signedIn = async (
  { product, browser, url }: Portal,
  person: { readonly email: string; readonly name: string; readonly role: 'administrator' | 'editor' },
  towards: string,
  chosen: string,
  browsing = PHONE,
) => {
  const { password } = await product.addPerson(null, { ...person, organisation: null })
  const context = await browser.newContext(browsing)
  const page = await context.newPage()
  await page.goto(`${url}/connexion?vers=${towards}`)
  await page.getByLabel('Adresse électronique').fill(person.email)
  await page.getByLabel('Mot de passe').fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('Mot de passe actuel').fill(password)
  await page.getByLabel('Nouveau mot de passe').fill(chosen)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/atelier')
  return { context, page }
}
