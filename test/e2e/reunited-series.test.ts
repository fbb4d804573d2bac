import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { OPERATOR } from '../../src/cli/operator.ts'
import { type Definition, refusedOf } from '../../src/modules/indicator/index.ts'
import { definitionOf } from '../small-country.ts'
import { calm, type Portal, portal, publishTable } from './portal.ts'

/*
 * A synthetic table, 2012 to 2026, on the codes of each year: every commune of the Yonne of that year has a line. Nothing
 * of it is real but the codes.
 */
const YEARS = Array.from({ length: 15 }, (_, i) => 2012 + i)
const [GUILLON, MONTHOLON, CHARNY] = ['89197', '89003', '89086']
const REUNIONS = [
  { code: GUILLON, name: 'guillon-terre-plaine', year: 2019, parts: 5 },
  { code: MONTHOLON, name: 'montholon', year: 2017, parts: 4 },
  { code: CHARNY, name: 'charny-oree-de-puisaye', year: 2016, parts: 14 },
] as const
/** A part of Guillon-Terre-Plaine that has no figure in 2014. */
const [HOLED, HOLE] = ['89109', 2014]

const countIn = (code: string, year: number): number => (Number(code) % 41) + (year - 2012)
const householdsIn = (code: string): number => (Number(code) % 7) + 1
const rateIn = (code: string): number => (Number(code) % 13) + 5

const TITLE = 'Essai synthétique, 2012-2026 (aucun chiffre n’est réel)'
const HEAD = 'annee;code_commune;nombre;taux;menages'
const line = (year: number, code: string): string =>
  [year, code, code === HOLED && year === HOLE ? '' : countIn(code, year), rateIn(code), householdsIn(code)].join(';')

const counted = definitionOf(
  {
    ...{ dataset: 'essai-reunions', territory: { column: 'code_commune' }, period: { column: 'annee' } },
    ...{ value: { of: 'sum', column: 'nombre' }, boundaries: 'each-year', oneRow: true },
  },
  { slug: 'essai-compte', name: 'Essai : un compte', subtheme: 'Essai de compte', levels: ['commune', 'departement'] },
)
const rate = (slug: string, subtheme: string, weights: { readonly weights?: string }) => ({
  ...counted,
  ...{ slug, name: `Essai : ${subtheme}`, subtheme, kind: 'rate' as const, unit: '%', decimals: 2 },
  ...{ levels: ['commune' as const], upward: 'none' as const },
  formulas: counted.formulas.map((formula) => ({
    ...formula,
    ...{ value: { of: 'avg' as const, column: 'taux' }, ...weights },
  })) as Definition['formulas'],
})
const weighed = rate('essai-taux-pondere', 'taux pondéré', { weights: 'menages' })
const bare = rate('essai-taux-seul', 'taux sans poids', {})

let own: Portal
const partsOf = new Map<string, readonly string[]>()
const communesOf = async (year: number): Promise<readonly string[]> =>
  (await own.product.places.members('departement:89', 'commune', `${year}-01-01`)).map(({ code }) => code)

const get = async (path: string): Promise<string> => {
  const answer = await own.product.server.inject(path)
  assert.equal(answer.statusCode, 200, path)
  return answer.body.replaceAll(/[\u00A0\u202F]/g, ' ')
}
const seriesOf = async (slug: string, code: string) => {
  const csv = await get(`/api/v1/indicators/${slug}/values.csv`)
  const rows = csv.split('\n').filter((text) => text.startsWith(`commune,${code},`))
  return new Map(rows.map((text) => [Number(text.split(',')[3]), text.trim().split(',').slice(4)] as const))
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

// Kept to this file: the portal is shared, and other journeys must not meet these indicators.
describe('a synthetic series over reunited communes', () => {
  before(async () => {
    own = await portal()
    const lines = [HEAD]
    for (const year of YEARS) for (const code of await communesOf(year)) lines.push(line(year, code))
    await publishTable(own, 'essai-reunions', TITLE, lines)
    for (const { code, year } of REUNIONS) {
      const [then, now] = [await communesOf(year - 1), new Set(await communesOf(year))]
      const older = new Set((await own.product.places.predecessors(`commune:${code}`)).map(({ place }) => place.code))
      partsOf.set(code, [...new Set([...then.filter((one) => older.has(one) && !now.has(one)), code])])
    }
    for (const definition of [counted, weighed, bare]) {
      const shown = await own.product.indicators.atelier.desk.publish(OPERATOR, definition, null)
      assert.equal(shown.outcome, 'published', JSON.stringify(shown))
    }
  })
  after(async () => {
    for (const { slug } of [counted, weighed, bare])
      await own.product.indicators.atelier.desk.withdraw(OPERATOR, slug, true)
  })

  for (const { code, name, year, parts } of REUNIONS) {
    test(`a count of ${name} is the sum of its ${parts} communes before ${year}, and its own figure after`, async () => {
      const of = partsOf.get(code) ?? []
      assert.equal(of.length, parts)
      const series = await seriesOf(counted.slug, code)
      for (const one of YEARS) {
        const holed = one === HOLE && of.includes(HOLED)
        const expected = one < year ? sum(of.map((part) => countIn(part, one))) : countIn(code, one)
        const making = one < year ? 'rebuilt' : 'published'
        assert.deepEqual(
          series.get(one),
          holed ? ['', 'missing', 'rebuilt'] : [String(expected), expected === 0 ? 'zero' : 'value', making],
          `${one}`,
        )
      }
    })

    test(`a rate of ${name} is the mean of its communes by their weights; without weights it is said impossible`, async () => {
      const of = partsOf.get(code) ?? []
      const mean = sum(of.map((one) => rateIn(one) * householdsIn(one))) / sum(of.map(householdsIn))
      const [averaged, alone] = [await seriesOf(weighed.slug, code), await seriesOf(bare.slug, code)]
      for (const one of YEARS) {
        assert.ok(Math.abs(Number(averaged.get(one)?.[0]) - (one < year ? mean : rateIn(code))) < 1e-9, `${one}`)
        assert.deepEqual(
          alone.get(one),
          one < year ? ['', 'missing', 'rebuilt'] : [String(rateIn(code)), 'value', 'published'],
        )
      }
    })

    test(`the pages of ${name} say how its past was made`, async () => {
      const hole = code === GUILLON ? ' 2014 manque : l’une de ces communes au moins n’a pas de chiffre.' : ''
      const until = `Jusqu’en ${year - 1}`
      const sentences = {
        [counted.slug]: `${until} : somme des communes réunies depuis.${hole}`,
        [weighed.slug]: `${until} : moyenne pondérée des communes réunies depuis. Les plus grandes y comptent davantage.`,
        [bare.slug]: `${until}, il n’y a pas de chiffre. Les communes réunies depuis étaient encore séparées, et un taux ne s’additionne pas`,
      }
      const page = await get(`/territoires/communes/${code}-${name}`)
      for (const [slug, sentence] of Object.entries(sentences)) {
        assert.ok(page.includes(sentence), `place page, ${slug}`)
        const indicator = await get(`/indicateurs/${slug}?lieux=${code}`)
        assert.ok(indicator.includes(sentence), `page of ${slug}`)
        assert.ok((await get(`/cartes/${slug}/communes/${code}-${name}`)).includes(sentence), `card of ${slug}`)
        const json = JSON.parse(await get(`/cartes/${slug}/communes/${code}-${name}.json`))
        assert.ok(json.words.reunited.startsWith(sentence), `JSON of the card of ${slug}`)
      }
      const past = await get(`/indicateurs/${bare.slug}?periode=${year - 1}`)
      assert.match(past, /manquant/)
      const card = await get(`/cartes/${bare.slug}/communes/${code}-${name}?periode=${year - 1}`)
      assert.match(card, /étaient encore séparées, et un taux ne s’additionne pas/)
      assert.doesNotMatch(card, /La source ne donne pas/)
    })
  }

  test('a département adds up the same whole whatever the codes of the year', async () => {
    const csv = await get(`/api/v1/indicators/${counted.slug}/values.csv`)
    for (const year of [2012, 2015, 2016, 2018, 2026]) {
      const [row] = csv.split('\n').filter((text) => text.startsWith(`departement,89,`) && text.includes(`,${year},`))
      const codes = await communesOf(year)
      assert.equal(Number(row?.trim().split(',')[4]), sum(codes.map((code) => countIn(code, year))), `${year}`)
    }
  })

  test('a commune counted in its new commune and under its old code is refused, with its rows', async () => {
    const lines = [HEAD, ...(await communesOf(2020)).map((code) => line(2020, code)), line(2020, '89109')]
    await publishTable(own, 'essai-deleguee', `${TITLE} : une déléguée de trop`, lines)
    const twice = { ...counted, slug: 'essai-deleguee' }
    const formulas = counted.formulas.map((formula) => ({
      ...formula,
      dataset: 'essai-deleguee',
    })) as Definition['formulas']
    const { findings } = await own.product.indicators.atelier.desk.preview({ ...twice, formulas })
    const [found, more] = refusedOf(findings)
    assert.equal(more, undefined)
    assert.equal(
      found?.message.replaceAll(/\s/g, ' '),
      '1 commune réunie est comptée deux fois : sous l’ancien code et dans celle qui lui a succédé.',
    )
    const rows = new URL(found?.rows?.[0] ?? '', 'http://portal').searchParams.get('filtre') ?? ''
    for (const word of ['89109', '89197', '2020']) assert.ok(rows.includes(word), rows)
  })

  test('the page of a reunited commune stays whole on a phone, and axe finds nothing there', async () => {
    const context = await own.browser.newContext({ viewport: { width: 320, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${own.url}/territoires/communes/${GUILLON}-guillon-terre-plaine`)
    await calm(page)
    await context.close()
  })
})
