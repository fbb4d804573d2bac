import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ValueStatus } from '../figure/index.ts'
import type { Geography, Level, Place } from '../territory/index.ts'
import { answerMany } from './answer-many.ts'
import { type Definition, readDefinition } from './definition.ts'
import { type MadeValue, packEdition } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { atEnd, columnAt, firstOf, rankFrom } from './many-places.ts'
import type { AskedOfMany } from './many-words.ts'
import type { Reading } from './question.ts'

const definitionOf = (slug: string): Definition =>
  readDefinition(JSON.parse(readFileSync(`indicators/${slug}.json`, 'utf8')))
const [population, growth, colleges, ips, poverty] = [
  ...['population', 'evolution-population', 'colleges', 'ips-colleges', 'taux-pauvrete'].map(definitionOf),
] as [Definition, Definition, Definition, Definition, Definition]

const placeOf = (level: Level, code: string, name: string, liaison = 0): Place => ({
  ...{ id: `${level}:${code}`, level, code, name, kind: level, liaison },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
})
const names = ['Auxerre', 'Avallon', 'Joigny', 'Sens', 'Toucy', 'Le Vault-de-Lugny']
const communes = names.map((name, i) => placeOf('commune', `8900${i}`, name, name.startsWith('Le ') ? 2 : 0))
const yonne = placeOf('departement', '89', 'Yonne', 5)
const jovinien = placeOf('epci', '248900938', 'CC du Jovinien')
const all = [
  ...communes,
  yonne,
  jovinien,
  placeOf('departement', '58', 'Nièvre', 3),
  placeOf('pays', 'FR', 'France', 3),
]

const codesOf = (level: Level) =>
  new Map(all.filter((one) => one.level === level).map(({ code, name }) => [code, name] as const))
const geography: Geography = {
  day: '2026-01-01',
  names: new Map((['commune', 'epci', 'departement', 'pays'] as const).map((level) => [level, codesOf(level)])),
  holders: new Map<Level, ReadonlyMap<string, string>>([
    ['departement', new Map([...communes.map(({ code }) => [code, '89'] as const), ['58001', '58']])],
    ['epci', new Map([...['89002', '89004', '58001'].map((code) => [code, jovinien.code] as const)])],
  ]),
}

const made = (value: number | null, status: ValueStatus = 'value'): MadeValue => ({
  ...{ value, status, making: 'published' },
})
/** Values of the communes in the order of their names, by period. */
const shown = (definition: Definition, periods: Readonly<Record<string, readonly MadeValue[]>>): ShownIndicator => ({
  definition,
  edition: packEdition(
    new Map([
      [
        'commune',
        new Map(
          communes.map(({ code }, i) => [
            code,
            new Map(Object.entries(periods).flatMap(([period, of]) => (of[i] ? [[period, of[i]] as const] : []))),
          ]),
        ),
      ],
    ]),
  ),
  record: {
    ...{ id: 'e', indicator: definition.slug, number: 1, builtAt: '', findings: [], counts: {}, madeFrom: '' },
    sources: [
      {
        ...{ datasetId: 'population-communes-france', slug: 'population-communes-france', title: 'Populations' },
        ...{ versionId: 'v', number: 2, producer: 'INSEE' },
      },
    ],
  },
})
const values = (...some: readonly number[]) => some.map((value) => made(value))
const counted = shown(population, {
  '2016': values(34_000, 7_000, 9_700, 25_000, 2_700, 300),
  '2023': values(35_097, 6_000, 9_016, 27_000, 2_600, 310),
})

const NOBODY = {
  place: null,
  sharing: [],
  also: [],
  alike: [],
  period: null,
  since: null,
  ...{ subject: [], rest: [] },
}
interface Asking extends Partial<Reading> {
  readonly level?: Level | null
  readonly said?: string
  readonly things?: string | null
}
const ask = (
  asked: AskedOfMany,
  { level = 'commune', said = 'plus', things = null, ...reading }: Asking,
  of = [counted],
) =>
  answerMany({
    places: { get: async (id) => all.find((place) => place.id === id), predecessors: async () => [] },
    territoryId: 'departement:89',
  })(
    { asked, level, said, things, reading: { ...NOBODY, indicator: 'population', ...reading } },
    { geography, shown: of, waiting: [growth] },
  )
const highest: AskedOfMany = { kind: 'end', end: 'highest', judged: null }
const lowest: AskedOfMany = { kind: 'end', end: 'lowest', judged: null }
const known = (code: string) => {
  const place = all.find((one) => one.code === code)
  assert.ok(place)
  return { level: place.level, code, name: place.name, population: null, here: true, epci: null }
}
const plain = (text: string | undefined) => text?.replace(/[\u00A0\u202F]/g, ' ')

test('the first is told with its value, its date, its source, how many were compared, and the whole list', async () => {
  const told = await ask(highest, {})
  assert.equal(
    plain(told?.sentence),
    'Parmi les communes de l’Yonne, la plus peuplée est Auxerre : 35 097 habitants en 2023 (population municipale).',
  )
  assert.deepEqual(told?.notes.map(plain), ['6 communes comparées.'])
  assert.match(told?.origin?.href ?? '', /^\/donnees\/population-communes-france\?filtre=.*89000.*2023/)
  assert.deepEqual([told?.place?.code, told?.period, told?.stated?.value], ['89000', '2023', 35_097])
  assert.match(
    told?.many?.list.href ?? '',
    /^\/indicateurs\/population\?niveau=commune&periode=2023&ou=ici#classement$/,
  )
  assert.deepEqual(told?.many?.first.map(({ name }) => name).slice(0, 3), ['Auxerre', 'Sens', 'Joigny'])
})

test('the last, in an EPCI, at a date: its communes only, in its own table', async () => {
  const told = await ask(lowest, { place: known(jovinien.code), period: '2016' })
  assert.equal(
    plain(told?.sentence),
    'Parmi les communes de la communauté de communes du Jovinien, la moins peuplée est Toucy : 2 700 habitants en 2016 (population municipale).',
  )
  assert.equal(told?.many?.of, 2)
  assert.deepEqual([...(told?.many?.without ?? [])], [['missing', 1]])
  assert.match(
    told?.many?.list.href ?? '',
    /^\/territoires\/epci\/248900938-[a-z-]+\?tri=population&sens=croissant#communes$/,
  )
})

test('equal places share the end, and secret ones are counted apart from missing ones', async () => {
  const rates = [made(20), made(30), made(30), made(12), made(null, 'secret'), made(null, 'missing')]
  const told = await ask(highest, { indicator: 'taux-pauvrete' }, [shown(poverty, { '2021': rates })])
  assert.match(plain(told?.sentence) ?? '', /^Parmi .* la valeur la plus haute est partagée par Avallon et Joigny : 30/)
  assert.deepEqual(told?.notes.map(plain), [
    '4 communes comparées ; 2 n’ont pas de chiffre (1 : secret statistique, 1 : manquant).',
  ])
  assert.deepEqual([told?.place, told?.many?.count], [null, 2])
})

test('a place whose name has an article is told as French does', async () => {
  const rates = values(20, 21, 22, 23, 24, 25)
  const told = await ask(highest, { indicator: 'taux-pauvrete' }, [shown(poverty, { '2021': rates })])
  assert.match(told?.sentence ?? '', /la valeur la plus haute est celle du Vault-de-Lugny :/)
})

test('the best is the lowest of what is better with less, and there is none of what is neither', async () => {
  const best: AskedOfMany = { kind: 'end', end: 'highest', judged: 'best' }
  const rates = values(20, 21, 22, 23, 24, 25)
  const told = await ask(best, { indicator: 'taux-pauvrete' }, [shown(poverty, { '2021': rates })])
  assert.equal(told?.place?.name, 'Auxerre')
  const social = await ask(best, { indicator: 'ips-colleges' }, [shown(ips, { '2022': rates })])
  assert.deepEqual(
    [social?.place?.code, social?.notes[0]],
    ['89005', 'Cet indicateur ne dit ni mieux ni moins bien : voici la valeur la plus haute.'],
  )
})

test('those that have some are counted, those above a number too; a share is ranked', async () => {
  const schools = shown(colleges, {
    '2022': [made(6), made(1), made(1), made(4), made(0, 'zero'), made(null, 'missing')],
  })
  const having = await ask({ kind: 'having' }, { indicator: 'colleges' }, [schools])
  assert.equal(plain(having?.sentence), '4 communes de l’Yonne ont au moins 1 collège en 2022 (collèges).')
  const lacking = await ask({ kind: 'lacking' }, { indicator: 'colleges' }, [schools])
  assert.equal(plain(lacking?.sentence), '1 commune de l’Yonne a 0 collège en 2022 (collèges).')
  const above = await ask({ kind: 'above', than: 10_000 }, {})
  assert.equal(
    plain(above?.sentence),
    '2 communes de l’Yonne ont plus de 10 000 habitants en 2023 (population municipale).',
  )
  const none = await ask({ kind: 'above', than: 100_000 }, {})
  assert.equal(
    plain(none?.sentence),
    'Aucune commune de l’Yonne n’a plus de 100 000 habitants en 2023 (population municipale).',
  )
  const rates = shown(poverty, { '2021': values(20, 21, 22, 23, 24, 25) })
  const ranked = await ask({ kind: 'having' }, { indicator: 'taux-pauvrete' }, [rates])
  assert.match(plain(ranked?.sentence) ?? '', /^Taux de pauvreté, communes de l’Yonne, en 2021 : de 20 ?% à 25/)
  assert.equal(ranked?.many?.kind, 'ranking')
})

test('what is first among things that no figure tells apart is said to be told by place', async () => {
  const college = await ask(highest, { indicator: ips.slug, level: null, things: 'collège' }, [
    shown(ips, { '2022': values(100, 90, 98, 95, 110) }),
  ])
  assert.match(college?.sentence ?? '', /^Le portail n’a pas de chiffre par « collège », seulement par commune\. Parmi/)
  const plainly = await ask(highest, { level: null, things: 'population' })
  assert.match(plainly?.sentence ?? '', /^Parmi/)
})

test('places are counted at the date of the geography, those that go beyond apart', async () => {
  const members: AskedOfMany = { kind: 'members', direct: true }
  const communesTold = await ask(members, { indicator: null, place: known('89') })
  assert.equal(plain(communesTold?.sentence), 'L’Yonne compte 6 communes, au 1er janvier 2026.')
  assert.equal(communesTold?.many?.list.href, '/territoires/departements/89-yonne#communes')
  const epci = await ask(members, { level: 'epci', indicator: null, place: known('89') })
  assert.equal(
    plain(epci?.sentence),
    'L’Yonne compte 1 intercommunalité, dont 1 dépasse ses limites, au 1er janvier 2026.',
  )
  const inside = await ask(members, { indicator: null, place: known(jovinien.code) })
  assert.equal(inside?.notes[0], '1 de ses communes est dans un autre département.')
  assert.equal(await ask(members, { level: 'departement', indicator: null, place: known('89') }), null)
})

test('what is not known is said: a word, an indicator that waits, a period', async () => {
  const unknown = await ask(highest, { rest: ['viticole'] })
  assert.match(unknown?.sentence ?? '', /ne sait pas ce que veut dire « viticole »/)
  const dear = await ask(lowest, { indicator: null, said: 'moins chère' })
  assert.match(dear?.sentence ?? '', /^Aucun indicateur du portail ne répond à « moins chère » pour l’Yonne/)
  const waits = await ask(highest, { indicator: growth.slug })
  assert.match(waits?.sentence ?? '', /^Le portail n’a pas encore/)
  assert.equal((await ask(highest, { period: '1950' }))?.notes[0], 'En 1950 : pas de valeur ; la plus proche est 2016.')
})

test('communes that are named are told where they stand', async () => {
  const told = await ask(highest, { place: known('89003'), also: [known('89000')] })
  assert.deepEqual(told?.notes.map(plain).slice(1), [
    'Sens : 27 000 habitants, 2e en partant de la valeur la plus haute.',
    'Auxerre : 35 097 habitants, 1re en partant de la valeur la plus haute.',
  ])
})

test('the ends of a column are its least and greatest values, and its first ones are those of a sort', () => {
  const cell = fc.option(fc.integer({ min: -9, max: 9 }), { nil: null })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 6 }), (cells, most) => {
      const { edition } = shown(population, {
        '2023': cells.map((value) => made(value, value === null ? 'secret' : 'value')),
      })
      const column = columnAt(edition, 'commune', new Set(communes.map(({ code }) => code)), null)
      const numbers = cells.filter((value) => value !== null)
      if (numbers.length === 0) return assert.equal(column, null)
      assert.ok(column)
      const sorted = numbers.toSorted((a, b) => a - b)
      assert.ok(atEnd(column, 'highest').every(({ value }) => value === sorted.at(-1)))
      assert.ok(atEnd(column, 'lowest').every(({ value }) => value === sorted[0]))
      assert.deepEqual(
        firstOf(column.known, 'lowest', most).map(({ value }) => value),
        sorted.slice(0, most),
      )
      assert.equal(rankFrom(column, 'lowest', sorted[0] ?? 0).rank, 1)
      const without = [...column.without.values()].reduce((sum, n) => sum + n, 0)
      return assert.equal(column.known.length + without, communes.length)
    }),
  )
})
