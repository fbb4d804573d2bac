import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from './place.ts'
import {
  changeWords,
  heirName,
  heirsLead,
  missingYears,
  missingYearsSentence,
  noSeriesSentence,
  populationSentence,
  rankAmong,
  rankSentence,
  trendSentence,
} from './place-words.ts'

const place = (name: string, value: number | null, more: Partial<Place> = {}): Place => ({
  id: `commune:${name}`,
  level: 'commune',
  code: '89024',
  name,
  kind: 'commune-actuelle',
  liaison: 1,
  validFrom: null,
  validUntil: null,
  postcodes: [],
  population: value === null ? null : { value, year: 2023, source: 'INSEE' },
  ...more,
})
const yonne = place('Yonne', 332_267, { id: 'departement:89', level: 'departement', liaison: 5 })
const series = (...values: readonly (readonly [number, number])[]) =>
  values.map(([year, value]) => ({ year, value, source: 'INSEE' }))
const plain = (text: string | null) => text?.replaceAll(/\s/g, ' ')

test('the sentence of a place says how many, when, and how that changed', () => {
  const counts = series([2016, 34_846], [2023, 35_097])
  assert.equal(
    plain(populationSentence(place('Auxerre', 35_097), counts)),
    'Auxerre compte 35 097 habitants en 2023, 251 de plus qu’en 2016 (+0,7 %).',
  )
})

test('a commune that had nobody has no percentage', () => {
  assert.equal(
    plain(populationSentence(place('Auxerre', 3), series([2016, 0], [2023, 3]))),
    'Auxerre compte 3 habitants en 2023, 3 de plus qu’en 2016.',
  )
})

test('the trend tells the turns in their order', () => {
  const counts = series([2016, 34_846], [2020, 34_151], [2022, 35_236], [2023, 35_097])
  assert.equal(
    plain(trendSentence(counts)),
    'Elle a été au plus bas en 2020 (34 151), puis au plus haut en 2022 (35 236).',
  )
})

test('a steady fall is said as such', () => {
  assert.equal(
    trendSentence(series([2018, 30], [2019, 20], [2020, 10])),
    'La population baisse à chaque comptage depuis 2018.',
  )
})

test('a fall with one rise tells the year of the rise', () => {
  assert.equal(
    trendSentence(series([2018, 40], [2019, 30], [2020, 32], [2021, 20])),
    'Elle baisse depuis 2018, sauf en 2020.',
  )
})

test('a rank counts those that are larger, and the first is called by its name', () => {
  const [auxerre, sens, unknown] = [place('Auxerre', 35_097), place('Sens', 27_106), place('Vaux', null)]
  const all = [sens, auxerre, unknown]
  const first = rankAmong(auxerre, yonne, all)
  const second = rankAmong(sens, yonne, all)
  assert.equal(first && rankSentence(first), 'Parmi les 3 communes de l’Yonne, c’est la plus peuplée.')
  assert.equal(
    second && rankSentence(second),
    'Parmi les 3 communes de l’Yonne, c’est la 2e par le nombre d’habitants.',
  )
  assert.equal(rankAmong(unknown, yonne, all), null)
})

test('the years without a count are listed', () => {
  assert.deepEqual(missingYears(series([2016, 1], [2018, 1], [2021, 1])), [2017, 2019, 2020])
})

test('what the register calls a change is said with a verb', () => {
  const delegated = 'commune devenant déléguée'
  assert.equal(changeWords(delegated, true, null), 'rejoignent la commune, dont elles deviennent communes déléguées')
  assert.equal(
    changeWords(delegated, true, 'Guillon-Terre-Plaine'),
    'se réunissent pour former Guillon-Terre-Plaine : elles en deviennent les communes déléguées',
  )
  assert.equal(changeWords('fusion simple', false, null), 'est réunie à la commune')
})

test('a series that lacks years says which and why: a larger place has no total when a commune is missing', () => {
  const gaps = series([2016, 1], [2018, 1], [2021, 1])
  assert.equal(missingYearsSentence(yonne, series([2022, 1], [2023, 2])), null)
  assert.equal(
    plain(missingYearsSentence(place('Toucy', 1), gaps)),
    'Les années 2017, 2019 et 2020 manquent dans les éditions réunies ici. Une année sans valeur n’est pas un zéro.',
  )
  assert.match(
    missingYearsSentence(yonne, gaps) ?? '',
    /2019 et 2020 manquent : .* une commune au moins n’y est pas connue/,
  )
  assert.match(missingYearsSentence(yonne, series([2018, 1], [2020, 1])) ?? '', /^L’année 2019 manque :/)
  assert.match(
    noSeriesSentence(yonne),
    /de l’Yonne : il n’additionne les communes d’une année que si toutes sont connues/,
  )
  assert.doesNotMatch(noSeriesSentence(place('Toucy', 1)), /additionne/)
  assert.match(noSeriesSentence({ ...yonne, level: 'pays' }), /celles d’outre-mer comprises, et il en manque/)
})

test('what became of a commune is told as French does: article, elision, several heirs', () => {
  const gone = place('Vignes', null, { validUntil: '2019-01-01' })
  const told = (...heirs: readonly Place[]) =>
    `${heirsLead(gone, heirs)} ${heirs.map(heirName).join(' et ')}`.replaceAll('\u00A0', ' ')
  const since = 'Vignes n’est plus une commune de plein exercice depuis le 1er janvier 2019 : son territoire'
  const vault = place('Le Vault-de-Lugny', null, { liaison: 2 })
  assert.equal(told(place('Auxerre', null)), `${since} fait partie de la commune d’Auxerre`)
  assert.equal(told(vault), `${since} fait partie de la commune du Vault-de-Lugny`)
  assert.equal(
    told(place('Auxerre', null), vault),
    `${since} est partagé entre les communes d’Auxerre et du Vault-de-Lugny`,
  )
  const epci = place('CC du Tonnerrois', null, { level: 'epci', validUntil: '2014-01-01' })
  const heir = place('CC Le Tonnerrois en Bourgogne', null, { level: 'epci', liaison: 0 })
  assert.equal(
    `${heirsLead(epci, [heir])} ${heirName(heir)}`.replaceAll('\u00A0', ' '),
    'La communauté de communes du Tonnerrois n’existe plus depuis le 1er janvier 2014 : la plupart de ses communes ont rejoint la communauté de communes Le Tonnerrois en Bourgogne',
  )
})
