import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { OPERATOR } from '../../src/cli/operator.ts'
import { publishDataset } from '../../src/modules/catalog/index.ts'
import type { Definition, RowsFormula } from '../../src/modules/indicator/index.ts'
import { sharedFolder } from '../shared.ts'
import { portal } from './portal.ts'

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')
const AUXERRE = '/territoires/communes/89024-auxerre'
const PUISAYE = '/territoires/epci/200067130-cc-de-puisaye-forterre'
const YONNE = '/territoires/departements/89-yonne'

test('a place says where and what it is, shows its figures with date, rank and source, and where to go next', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url + AUXERRE)
  assert.match(plain(await page.locator('.head .lead').innerText()), /^Auxerre compte 35 097 habitants en 2023,.*\.$/s)
  assert.equal(await page.locator('.head .locator').count(), 1)
  const figures = page.locator('.keys.first .onefigure')
  for (const figure of await figures.all()) {
    assert.match(await figure.locator('.when').innerText(), /^(en|au) /)
    assert.equal(await figure.locator('.origin a').count(), 1)
    assert.doesNotMatch(await figure.locator('.big').innerText(), /manquant|secret/)
  }
  assert.ok((await figures.count()) >= 2)
  assert.match(plain(await figures.first().innerText()), /\d+e sur \d+ communes comparables\./)
  const next = page.getByRole('navigation', { name: 'Et maintenant ?' })
  assert.equal(await next.getByRole('link', { name: 'Comparer à ses pairs' }).count(), 1)
  assert.equal(await next.getByRole('link', { name: /Le site du Département de l’Yonne/ }).count(), 1)
  await context.close()
})

test('the communes of an EPCI are sorted by a link, both ways, and those outside the département are told', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url + PUISAYE)
  assert.match(plain(await page.locator('.head .lead').innerText()), /57 communes, dont 6 hors de l’Yonne \(Nièvre\)/)
  const table = page.locator('section[aria-labelledby=communes] table').last()
  const numbers = async () =>
    (await table.locator('tbody td.num:nth-of-type(3)').allInnerTexts()).map((cell) => Number(cell.replace(/\s/g, '')))
  await table.getByRole('link', { name: 'Habitants' }).click()
  const falling = await numbers()
  assert.equal(falling.length, 57)
  assert.deepEqual(
    falling,
    falling.toSorted((a, b) => b - a),
  )
  await table.getByRole('link', { name: /^Habitants/ }).click()
  assert.deepEqual(
    await numbers(),
    falling.toSorted((a, b) => a - b),
  )
  assert.equal(await table.getByRole('cell', { name: 'Nièvre', exact: true }).count(), 6)
  await context.close()
})

test('the page of a place is also JSON and CSV, with the same figures', async () => {
  const { url } = await portal()
  const json = (await (await fetch(`${url}${AUXERRE}.json`)).json()) as PlaceJson
  const population = json.figures.find(({ indicator }) => indicator === 'population')
  assert.deepEqual([population?.value, population?.status, population?.period], [35_097, 'value', '2023'])
  const answer = await fetch(`${url}${AUXERRE}.csv`)
  assert.match(answer.headers.get('content-type') ?? '', /text\/csv/)
  assert.match(await answer.text(), /\ncommune,89024,Auxerre,Habitants,population,[^\n]*,2023,35097,value,/)
})

test('the page of the département, its 423 communes on a map, weighs less than 120 kB compressed and needs no script', async () => {
  const { url } = await portal()
  const html = await (await fetch(url + YONNE)).text()
  const [style = ''] = /\/assets\/styles[^"]*/.exec(html) ?? []
  const weight = gzipSync(html).length + gzipSync(await (await fetch(url + style)).text()).length
  assert.ok(weight < 120_000, `${weight} bytes`)
  assert.doesNotMatch(html, /<script/)
  assert.ok((html.match(/Évolution annuelle[^<]*carte|sur la carte/gi) ?? []).length > 0)
})

interface PlaceJson {
  readonly figures: readonly PlaceFigure[]
}
interface PlaceFigure {
  readonly indicator: string
  readonly period: string
  readonly value: number | null
  readonly status: string
  readonly making: string
  readonly origin: { readonly href: string } | null
}

/** Loads a few real files, when they are there: more figures to follow. */
const moreFigures = async () => {
  const { product } = await portal()
  const shared = sharedFolder()
  if (!existsSync(join(shared, 'data'))) return
  const folder = join(product.folder, 'deposes-lieux')
  await mkdir(folder, { recursive: true })
  for (const file of ['data/indicateurs/filosofi_2021_communes.csv', 'data/services/france_services_2023.csv'])
    await symlink(join(shared, file), join(folder, basename(file))).catch(() => undefined)
  const by = { actor: OPERATOR.id, publish: (id: string) => publishDataset(product.edit)(OPERATOR, id) }
  await product.indicators.load(folder, by, () => undefined)
  await product.indicators.takeIn()
  await product.indicators.rebuild()
}

type Ask = (measure: string, where: string | undefined) => Promise<number | null>

/** A formula worked out again over the rows that a link keeps. */
const workedOutAgain = async (formula: RowsFormula, period: string, code: string, ask: Ask) => {
  const { value, over, times = 1, territory, period: of } = formula
  const wide = 'columns' in of ? of.columns[period] : 'columns' in territory ? territory.columns[code] : undefined
  const measured = async ({ of: kind, column, columns, where }: RowsFormula['value']) => {
    const names = columns ?? [wide ?? column]
    const parts = await Promise.all(names.map((name) => ask(kind === 'count' ? 'count' : `${kind}(${name})`, where)))
    return parts.reduce<number | null>((sum, part) => (part === null ? sum : (sum ?? 0) + part), null)
  }
  const [top, bottom] = [await measured(value), over ? await measured(over) : 1]
  return top === null || bottom === null ? null : (top / bottom) * times
}

test('every figure of three pages leads to rows that give it again', async () => {
  const { url, product } = await portal()
  await moreFigures()
  let followed = 0
  for (const path of [AUXERRE, PUISAYE, YONNE]) {
    const html = await (await fetch(url + path)).text()
    const { figures } = (await (await fetch(`${url}${path}.json`)).json()) as PlaceJson
    const visible = new Set([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&')))
    const definitions = new Map<string, Definition>()
    for (const { definition } of await product.indicators.known.shown()) definitions.set(definition.slug, definition)
    for (const figure of figures) {
      if (figure.value === null) continue
      const { href = '' } = figure.origin ?? {}
      assert.ok(visible.has(href), `${path} ${figure.indicator}: no visible link to ${href}`)
      const reached = await fetch(url + href)
      await reached.text() // a body left unread would keep the server from closing
      assert.equal(reached.status, 200, href)
      if (figure.making === 'worked-out') {
        const source = href.replace('/indicateurs/', '')
        assert.ok(definitions.has(source), `${figure.indicator} comes from ${source}`)
        assert.ok(
          figures.some(({ indicator, origin }) => indicator === source && origin?.href.startsWith('/donnees/')),
          `${path}: ${source} has its own rows on the page`,
        )
        continue
      }
      const parameters = new URL(href, url).searchParams
      const ask: Ask = async (measure, where) => {
        const both = [parameters.get('filtre'), where].filter(Boolean).map((part) => `(${part})`)
        const query = new URLSearchParams({ measures: `${measure} as n`, version: parameters.get('version') ?? '' })
        if (both.length > 0) query.set('where', both.join(' and '))
        const slug = new URL(href, url).pathname.replace('/donnees/', '')
        const answer = await fetch(`${url}/api/v1/datasets/${slug}/aggregates?${query}`)
        const { groups } = (await answer.json()) as { groups?: { n: number | null }[] }
        assert.equal(answer.status, 200, `${slug} ${query}`)
        return groups?.[0]?.n ?? null
      }
      const definition = definitions.get(figure.indicator)
      const slug = new URL(href, url).pathname.replace('/donnees/', '')
      const fed = (await product.datasets.getBySlug(slug))?.id
      const formula = definition?.formulas.find((one) => one.kind === 'rows' && one.dataset === fed)
      assert.ok(formula?.kind === 'rows', `${figure.indicator}: no formula over ${slug}`)
      const again = await workedOutAgain(formula, figure.period, /\/(\w+)-/.exec(path)?.[1] ?? '', ask)
      assert.ok(
        again !== null && Math.abs(again - figure.value) <= 1e-9 * Math.abs(figure.value),
        `${path} ${figure.indicator}: ${again} from ${href}, shown ${figure.value}`,
      )
      followed += 1
    }
  }
  assert.ok(followed >= 3, String(followed))
})
