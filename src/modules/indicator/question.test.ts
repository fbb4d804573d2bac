import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { country } from '../../../test/country.ts'
import { type Definition, readDefinition } from './definition.ts'
import { indicatorDictionary } from './indicator-words.ts'
import { type PlaceDictionary, placeDictionary } from './place-dictionary.ts'
import { type Dictionaries, dictionaries, readQuestion } from './question.ts'

const shipped = (): readonly Definition[] =>
  ['population', 'evolution-population', 'variation-population-2016'].map((slug) =>
    readDefinition(JSON.parse(readFileSync(`indicators/${slug}.json`, 'utf8'))),
  )
const income = (): Definition => {
  const [population] = shipped()
  assert.ok(population)
  const words = ['revenu', 'revenus', 'niveau de vie']
  return { ...population, slug: 'revenu-median', name: 'Revenu médian', shortName: 'Revenu médian', words, key: 3 }
}

let all: ReturnType<typeof country> | undefined
const wholeCountry = () => {
  all ??= country()
  return all
}
let places: PlaceDictionary | undefined
const frenchPlaces = () => {
  places ??= placeDictionary(wholeCountry())
  return places
}
let made: Dictionaries | undefined
/** All the communes of France, and the indicators that come with the portal. */
const france = (): Dictionaries => {
  made ??= dictionaries(frenchPlaces(), indicatorDictionary(shipped()))
  return made
}
const read = (text: string) => {
  const { place, indicator, period, rest } = readQuestion(france(), text)
  return [place && `${place.level}:${place.code}`, indicator, period, rest.join(' ')]
    .map((part) => part || '-')
    .join(' ')
}

const CASES = JSON.parse(readFileSync('test/questions.json', 'utf8')) as readonly (readonly [string, string])[]

test('questions as people type them are read as they mean', () => {
  assert.ok(CASES.length >= 40)
  assert.deepEqual(
    CASES.map(([question]) => [question, read(question)]),
    CASES,
  )
})

const allShipped = (): readonly Definition[] =>
  readdirSync('indicators')
    .filter((file) => file.endsWith('.json'))
    .map((file) => readDefinition(JSON.parse(readFileSync(`indicators/${file}`, 'utf8'))))

test('a word that says nothing of an indicator never makes an answer of it', () => {
  const known = dictionaries(frenchPlaces(), indicatorDictionary(allShipped()))
  const asked = (text: string) => {
    const { place, indicator, period, rest } = readQuestion(known, text)
    return [place?.code ?? '-', indicator ?? '-', period ?? '-', rest.join(' ') || '-'].join(' ')
  }
  const cases = [
    ['où vit-on le mieux dans l’Yonne', '89 - - mieux'],
    ['combien de collèges dans l’Yonne', '89 colleges - -'],
    ['nombre de communes dans l’Yonne', '89 - - communes'],
    ['depuis quand Auxerre', '89024 - - -'],
    ['population Auxerre ou Avallon', '89024 population - Avallon'],
    ['population Auxerre et Sens', '89024 population - Sens'],
    ['le maire d’Auxerre', '89024 - - maire'],
    ['population de la France', 'FR population - -'],
    ['habitants france', 'FR population - -'],
    ['maisons France services Avallon', '89025 france-services - -'],
    ['maisons France services', '- france-services - -'],
    ['population auxerre 1850', '89024 population 1850 -'],
    ['chomage Avallon', '89025 demandeurs-emploi - -'],
    ['vols yonne', '89 vols-sans-violence - -'],
    ['personnes âgées yonne', '89 part-65-ans-et-plus - -'],
    ['dépenses pour les personnes âgées dans l’Yonne', '89 depenses-apa - -'],
    ['part des 65 ans et plus', '- part-65-ans-et-plus - -'],
    ['moyenne d’âge à Sens', '89387 - - moyenne âge'],
    ['age moyen yonne', '89 - - age moyen'],
    ['revenu moyen Sens', '89387 niveau-vie-median - moyen'],
  ] as const
  assert.deepEqual(
    cases.map(([question]) => [question, asked(question)]),
    cases,
  )
})

test('a year that « depuis » is said with, or the first of several, is where a change is told from', () => {
  const since = (text: string) => {
    const reading = readQuestion(france(), text)
    return [reading.since, reading.period]
  }
  assert.deepEqual(since('population de l’Yonne depuis 2012'), ['2012', '2012'])
  assert.deepEqual(since('population Sens entre 2016 et 2020'), ['2016', '2020'])
  assert.deepEqual(since('population Sens 2020'), [null, '2020'])
  assert.deepEqual(since('depuis quand Auxerre'), [null, null])
})

test('other places that are named are told, so that all may be compared', () => {
  const also = (text: string) => readQuestion(france(), text).also.map(({ name }) => name)
  assert.deepEqual(also('population Auxerre et Sens'), ['Sens'])
  assert.deepEqual(also('habitants à Joigny, Avallon ou Villeneuve-sur-Yonne').toSorted(), ['Avallon', 'Joigny'])
  assert.deepEqual(also('population Saint-Florentin et Saint-Fargeau'), ['Saint-Fargeau'])
  assert.deepEqual(also('Joigny (Yonne) population 2020'), [])
  assert.deepEqual(also('population trifouillis'), [])
})

test('every definition that comes with the portal is found by its name and its short name', () => {
  const definitions = allShipped()
  const known = indicatorDictionary(definitions)
  const all = dictionaries(frenchPlaces(), known)
  const wrong = definitions.flatMap(({ slug, name, shortName }) =>
    [name, shortName].flatMap((text) => {
      const found = readQuestion(all, `${text} à Joigny`)
      return found.indicator === slug && found.place?.code === '89206' ? [] : [`${text} → ${found.indicator}`]
    }),
  )
  assert.deepEqual(wrong, [])
})

test('the order of words does not change what is understood', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CASES.map(([question]) => question)).chain((question) => {
        const words = question.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
        return fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length }))
      }),
      ([words, mixed]) => {
        const of = (some: readonly string[]) => {
          const { rest, subject, ...reading } = readQuestion(france(), some.join(' '))
          return { ...reading, rest: rest.toSorted(), subject: subject.toSorted() }
        }
        assert.deepEqual(of(mixed), of(words))
      },
    ),
  )
})

test('a commune of the territory is the same with or without its accents, hyphens and capitals', () => {
  const { geography } = wholeCountry()
  const own = [...(geography.names.get('commune') ?? [])].filter(([code]) => code.startsWith('89'))
  const styles: readonly ((name: string) => string)[] = [
    (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
    (name) => name.normalize('NFD'),
    (name) => name.toUpperCase(),
    (name) => name.toLowerCase().replaceAll('-', ' '),
    (name) => name.replaceAll("'", '’'),
    (name) => name.replace(/\bSaint\b/, 'St'),
  ]
  fc.assert(
    fc.property(fc.constantFrom(...own), fc.subarray([...styles]), ([code, name], changes) => {
      const written = changes.reduce((text, change) => change(text), name)
      assert.equal(readQuestion(france(), `population ${written}`).place?.code, code, written)
    }),
  )
})

test('any text at all is read without failing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      assert.ok(readQuestion(france(), text).rest.length <= 24)
    }),
  )
})

test('an indicator that is known takes its words, and those of a missing one stay', () => {
  const known = dictionaries(frenchPlaces(), indicatorDictionary([...shipped(), income()]))
  const asked = (text: string) => {
    const { place, indicator, rest } = readQuestion(known, text)
    return [place?.code, indicator, ...rest]
  }
  assert.deepEqual(asked('revenu médian avallon'), ['89025', 'revenu-median'])
  assert.deepEqual(asked('revnu median avallon'), ['89025', 'revenu-median'])
  assert.deepEqual(asked('âge médian avallon'), ['89025', null, 'âge', 'médian'])
})

test('the communes of a postcode are all told, the largest first', () => {
  const { place, sharing } = readQuestion(france(), 'habitants 89300')
  assert.equal(place?.name, 'Joigny')
  assert.ok(sharing.length > 3)
  const sizes = [place, ...sharing].map((one) => one?.population ?? 0)
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  )
})
