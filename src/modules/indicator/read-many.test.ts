import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { country } from '../../../test/country.ts'
import { type Definition, readDefinition } from './definition.ts'
import { indicatorDictionary } from './indicator-words.ts'
import { placeDictionary } from './place-dictionary.ts'
import { type Dictionaries, dictionaries, readQuestion } from './question.ts'
import { readMany } from './read-many.ts'

const shipped = (): readonly Definition[] =>
  readdirSync('indicators')
    .filter((file) => file.endsWith('.json'))
    .map((file) => readDefinition(JSON.parse(readFileSync(`indicators/${file}`, 'utf8'))))

let made: Dictionaries | undefined
const france = (): Dictionaries => {
  made ??= dictionaries(placeDictionary(country()), indicatorDictionary(shipped()))
  return made
}

/** « highest commune population departement:89 2016 | left »: what was understood, in one line. */
const read = (text: string): string => {
  const many = readMany(france(), text)
  if (!many) return '-'
  const { asked, level, reading } = many
  const what = asked.kind === 'end' ? `${asked.judged ? `${asked.judged} ` : ''}${asked.end}` : asked.kind
  const than = asked.kind === 'above' || asked.kind === 'below' ? ` ${asked.than}` : ''
  const place = reading.place && `${reading.place.level}:${reading.place.code}`
  const rest = reading.rest.length > 0 ? ` | ${reading.rest.join(' ')}` : ''
  return [`${what}${than}`, level, reading.indicator, place, reading.period].map((part) => part ?? '-').join(' ') + rest
}

const ASKED = [
  ['la commune la plus peuplée de l’Yonne', 'highest commune population departement:89 -'],
  ['PLUS GRANDE VILLE YONNE', 'highest commune population departement:89 -'],
  ['plus petite commune de l yonne', 'lowest commune population departement:89 -'],
  ['comune la moin peuplee du jovinien', 'lowest commune population epci:248900938 -'],
  ['la commune la plus pus peuplee', 'highest commune population - -'],
  ['commune la pus peuplee', 'highest commune population - -'],
  ['ville la puls grande de l yonne', 'highest commune population departement:89 -'],
  ['musée le plus visité', 'highest - entrees-musees - -'],
  ['comune la moins peuplé du jovinien', 'lowest commune population epci:248900938 -'],
  ['où le revenu médian est-il le plus haut dans l’Yonne', 'highest - niveau-vie-median departement:89 -'],
  ['commune la plus pauvre', 'highest commune taux-pauvrete - -'],
  ['la commune la plus peuplée du Cher', 'highest commune population departement:18 -'],
  ['commune la plus peuplée de Haute-Marne', 'highest commune population departement:52 -'],
  ['commune la moins chère', 'lowest commune - - -'],
  ['impots locaux les moins chers', 'lowest - taux-taxe-habitation-commune - -'],
  ['quelle commune perd le plus d’habitants', 'lowest commune variation-population-2016 - -'],
  ['la commune qui gagne le plus d’habitants', 'highest commune variation-population-2016 - -'],
  ['abstention la plus forte', 'lowest - participation-municipales-2026 - -'],
  ['département le plus peuplé de Bourgogne-Franche-Comté', 'highest departement population region:27 -'],
  ['région la plus peuplée de France', 'highest region population pays:FR -'],
  ['niveau de vie le plus bas de la CC du Jovinien', 'lowest - niveau-vie-median epci:248900938 -'],
  ['population la plus faible en 2016', 'lowest - population - 2016'],
  ['quelle commune a le meilleur ips', 'best highest commune ips-colleges - -'],
  ['la commune viticole la plus peuplée', 'highest commune population - - | viticole'],
  ['part des 65 ans et plus la plus haute', 'highest - part-65-ans-et-plus - -'],
  ['clasement des comunes par pauvreté', 'ranking commune taux-pauvrete - -'],
  ['top 10 des communes les plus peuplées', 'highest commune population - -'],
  ['quelles communes ont un collège', 'having commune colleges - -'],
  ['combien de communes sans collège', 'lacking commune colleges - -'],
  ['combien de communes de moins de 100 habitants', 'below commune population - -'],
  ['communes de plus de 5 000 habitants', 'above commune population - -'],
  ['combien de communes dans l’Yonne', 'members commune - departement:89 -'],
  ['combien de communes dans la CC du Jovinien', 'members commune - epci:248900938 -'],
  ['combien de communes dans la communauté de communes du Jovinien', 'members commune - epci:248900938 -'],
  ['nombre de communes puisaye forterre', 'members commune - epci:200067130 -'],
  ['combien d’intercommunalités dans l’Yonne', 'members epci - departement:89 -'],
  ['liste des communes de l’agglo d’auxerre', 'members commune - epci:200067114 -'],
] as const

test('what is asked of several places is read as it means, as people type it', () => {
  const than = { 'combien de communes de moins de 100 habitants': 100, 'communes de plus de 5 000 habitants': 5000 }
  assert.deepEqual(
    ASKED.map(([question]) => [question, read(question)]),
    ASKED.map(([question, meant]) => {
      const n = Object.entries(than).find(([one]) => one === question)?.[1]
      return [question, n === undefined ? meant : meant.replace(/^(\w+)/, `$1 ${n}`)]
    }),
  )
})

// What the portal’s own indicators are asked as residents, councillors and journalists type it.
const TYPED = JSON.parse(readFileSync('test/shipped-questions.json', 'utf8')) as readonly (readonly [string, string])[]

test('questions typed in haste are read as they mean, and what no indicator tells is left over', () => {
  assert.ok(TYPED.length >= 60)
  const meant = (text: string): string => {
    const many = readMany(france(), text)
    const { place, indicator, period, rest } = many?.reading ?? readQuestion(france(), text)
    const { asked, level } = many ?? { asked: null, level: null }
    const kind = asked && `${asked.kind === 'end' ? asked.end : asked.kind} ${level ?? '-'} `
    const parts = [place && `${place.level}:${place.code}`, indicator, period, rest.join(' ')]
    return `${kind ?? ''}${parts.map((part) => part || '-').join(' ')}`
  }
  assert.deepEqual(
    TYPED.map(([question]) => [question, meant(question)]),
    TYPED,
  )
})

test('a question about one place is not one about several', () => {
  for (const text of [
    'combien d’habitants à Joigny',
    'combien d’habitants dans la communauté de communes du Jovinien',
    'combien d’habitants dans la commune',
    'combien de communes à Joigny',
    'population la plus récente de Sens',
    'commune la plus proche d’Auxerre',
    'ville de Sens',
    'personnes de 65 ans et plus',
  ])
    assert.equal(read(text), '-', text)
})

test('no name of an indicator is taken for a question about several places', () => {
  const wrong = shipped().flatMap(({ name, shortName }) =>
    [name, shortName].filter((text) => readMany(france(), `${text} à Joigny`) !== null),
  )
  assert.deepEqual(wrong, [])
})

test('any text at all is read without failing, and the more is never what the less is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      readMany(france(), text)
    }),
    { numRuns: 50 },
  )
  const measured = fc.constantFrom('peuplée', 'riche', 'pauvre', 'grande', 'endettée', 'dense')
  fc.assert(
    fc.property(measured, (adjective) => {
      const [more, less] = ['plus', 'moins'].map((degree) => read(`la commune la ${degree} ${adjective}`))
      assert.equal(less, more?.replace('highest', 'lowest'))
      assert.match(more ?? '', /^highest/)
    }),
  )
})
