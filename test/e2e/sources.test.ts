import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { CommandInput } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/commands.ts'
import { calm, type Portal, portal, portalOfItsOwn, signedIn } from './portal.ts'

const PASSWORD = 'noyer tuile rive ardoise'
const SOURCE = 'insee-filosofi-communes'
const DATASET = 'filosofi-2021-communes'
/** Made: what Auxerre has in the good edition, and in the next. */
const [OLD, NEW] = [20_111, 20_222]

interface Edition {
  readonly auxerre?: number
  /** Share of the communes of the Yonne that are there. */
  readonly share?: number
  readonly times?: number
  readonly column?: string
}

/** Revenues of every commune of France, made up for the test, under the labels of the producer. */
const revenues = (codes: readonly string[], { auxerre = OLD, share = 1, times = 1, column = 'MED21' }: Edition) => {
  const home = codes.filter((code) => code.startsWith('89'))
  const absent = new Set(home.slice(Math.ceil(home.length * share)))
  const revenue = (code: string, i: number) => (code === '89024' ? auxerre : 18_000 + ((i * 37) % 9_000)) * times
  const lines = codes.flatMap((code, i) => (absent.has(code) ? [] : [`${code};${revenue(code, i)};${10 + (i % 20)}`]))
  return `CODGEO;${column};TP6021\n${lines.join('\n')}\n`
}

/** What an operator types. */
const icauna = async ({ product }: Portal, name: string, options: CommandInput['options'], ...words: string[]) => {
  const printed: string[] = []
  const command = commands.find((one) => one.name === name)
  assert.ok(command)
  const code = await command.run({
    ...{ words, options, config: product.config, product: async () => product },
    ...{ say: () => undefined, progress: () => undefined },
    print: (_, lines) => printed.push(...lines),
  })
  return { code, printed }
}

test('one command gathers a folder; a broken edition is stopped and explained, readers keep theirs, and a person decides', async (t) => {
  const all = await portalOfItsOwn()
  const { product, url } = all
  const files = join(all.producers, 'fichiers')
  await mkdir(files, { recursive: true })
  const codes = [...((await product.indicators.known.get('population'))?.edition.levels.get('commune')?.codes ?? [])]
  assert.ok(codes.length > 30_000)
  const arrives = (edition: Edition) => writeFile(join(files, 'filosofi_2021_communes.csv'), revenues(codes, edition))
  const seenByPublic = async () => {
    const dataset = await product.datasets.get(DATASET)
    const rows = await fetch(
      `${url}/api/v1/datasets/${dataset?.slug}/rows?where=${encodeURIComponent('codgeo = "89024"')}`,
    )
    return (await rows.json()).rows[0]?.med21
  }
  const { context, page } = await signedIn(
    all,
    { email: 'sources@example.org', name: 'Ève Roy', role: 'editor' },
    '/atelier/sources',
    PASSWORD,
  )
  try {
    await arrives({})
    await page.goto(`${url}/atelier/sources`)
    await calm(page)
    assert.equal((await icauna(all, 'harvest pack', { fichiers: files }, all.producers)).code, 0)
    const first = await icauna(all, 'harvest run', {})
    assert.deepEqual([first.code, first.printed[0]], [0, `${SOURCE}\tpublié`])
    assert.equal(await seenByPublic(), OLD)
    const { code, printed } = await icauna(all, 'probe', { rapport: files })
    assert.deepEqual([code, printed[0]?.replaceAll(/\s/g, ' ')], [0, '1 source interrogée : 1 comme attendu.'])

    const BROKEN: readonly (readonly [what: string, edition: Edition, words: readonly RegExp[]])[] = [
      ['half the communes gone', { share: 0.5 }, [/du territoire, sur \d+ ; il manque par exemple/, /incomplet/]],
      ['a unit changed', { times: 1000 }, [/Des nombres ont changé de taille/, /L’unité a sans doute changé/]],
      ['a column renamed', { column: 'NIVEAU_VIE' }, [/« MED21 » devient « NIVEAU_VIE »/, /indicateurs/]],
    ]
    for (const [what, edition, words] of BROKEN)
      await t.test(what, async () => {
        await arrives(edition)
        assert.equal((await icauna(all, 'harvest run', {}, SOURCE)).printed[0], `${SOURCE}\tattend une décision`)
        await page.goto(`${url}/atelier/sources?etat=waiting`)
        await calm(page)
        await page.getByRole('link', { name: 'Décider' }).click()
        await calm(page)
        const told = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
        for (const word of words) assert.match(told, word)
        assert.match(told, /Le public voit toujours l’édition d’avant/)
        assert.equal(await seenByPublic(), OLD)
        await page.getByRole('button', { name: 'Garder l’édition d’avant' }).click()
        await page.waitForURL('**/atelier/sources')
        assert.equal(await page.getByRole('link', { name: 'Décider' }).count(), 0)
        assert.equal(await seenByPublic(), OLD)
      })

    await t.test('accepted by mistake, it is taken back', async () => {
      await arrives({ auxerre: NEW, share: 0.5 })
      await icauna(all, 'harvest run', {}, SOURCE)
      await page.goto(`${url}/atelier/sources`)
      await page.getByRole('link', { name: 'Décider' }).click()
      await page.getByRole('button', { name: 'Publier quand même' }).click()
      await page.waitForURL('**/atelier/sources')
      assert.equal(await seenByPublic(), NEW)
      await page.goto(`${url}/atelier/sources/${SOURCE}`)
      await calm(page)
      await page.getByRole('link', { name: /Ses versions/ }).click()
      await page.getByRole('button', { name: 'Mettre en ligne la version 1' }).click()
      await page.waitForURL('**/atelier/jeux/**')
      assert.equal(await seenByPublic(), OLD)
    })

    await t.test('from the page, in one click, and tried without keeping anything', async () => {
      await arrives({ auxerre: NEW })
      const versions = (await product.versions.ofDataset(DATASET)).length
      await page.goto(`${url}/atelier/sources/${SOURCE}`)
      await page.getByRole('button', { name: 'Essayer sans rien garder' }).click()
      await page
        .getByText(/Serait publié/)
        .or(page.getByText('Une moisson est en cours'))
        .first()
        .waitFor()
      await untilIdle(page)
      await page.getByText(/Serait publié/).waitFor()
      assert.deepEqual([(await product.versions.ofDataset(DATASET)).length, await seenByPublic()], [versions, OLD])
      await page.goto(`${url}/atelier/sources?mots=filosofi`)
      await page.getByRole('button', { name: /^Moissonner :/ }).click()
      await untilIdle(page)
      assert.equal(await seenByPublic(), NEW)
    })
  } finally {
    await context.close()
    await rm(files, { recursive: true, force: true })
  }
})

/** Looks again, as a person does, until no harvest goes on. */
const untilIdle = async (page: Page) => {
  for (;;) {
    const again = page.getByRole('link', { name: 'Voir où elle en est maintenant' })
    if ((await again.count()) === 0) return
    await again.click()
  }
}

test('without JavaScript, with the keyboard, sources are found by state, theme and words, and slowed down', async () => {
  const shared = await portal()
  const { url } = shared
  const { context, page } = await signedIn(
    shared,
    { email: 'sources-sans-script@example.org', name: 'Paul Roy', role: 'editor' },
    '/atelier/sources',
    PASSWORD,
    { javaScriptEnabled: false, colorScheme: 'dark' },
  )
  await page.goto(`${url}/atelier/sources`)
  await page.getByLabel('Mots du titre ou du producteur').fill('naissances insee')
  await page.getByLabel('Thème').selectOption('SOCI')
  await page.getByRole('button', { name: 'Filtrer' }).press('Enter')
  await page.waitForURL(/mots=naissances\+insee&theme=SOCI/)
  assert.match(await page.locator('#liste').innerText(), /^\d+.sources? trouvées?$/)
  await page.getByRole('link', { name: /jamais moissonnées?$/ }).click()
  await page.waitForURL(/etat=never/)
  await page.locator('main').getByRole('link', { name: 'Naissances' }).first().click()
  await page.getByLabel('Vérifier').selectOption('pause')
  await page.getByRole('button', { name: 'Changer le rythme' }).click()
  await page.getByText('aucun, elle est en pause').waitFor()
  await context.close()
})
