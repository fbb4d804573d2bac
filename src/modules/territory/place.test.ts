import assert from 'node:assert/strict'
import { test } from 'node:test'
import { articled, type Level, ofPlace, titleOf } from './place.ts'

const place = (level: Level, name: string, liaison = 0) => ({ level, name, liaison })

for (const [given, of] of [
  [place('departement', 'Yonne', 5), 'de l’Yonne'],
  [place('departement', 'Cher', 2), 'du Cher'],
  [place('commune', 'Auxerre', 1), 'd’Auxerre'],
  [place('commune', 'Le Val-d’Ocre', 2), 'du Val-d’Ocre'],
  [place('commune', 'Les Ormes', 4), 'des Ormes'],
  [place('commune', 'La Belliole', 3), 'de La Belliole'],
  [place('commune', "L'Isle-sur-Serein", 5), 'de L’Isle-sur-Serein'],
  [place('arrondissement', 'Avallon', 1), 'de l’arrondissement d’Avallon'],
  [place('canton', 'Auxerre-1', 1), 'du canton d’Auxerre-1'],
  [place('canton', 'Tonnerrois', 2), 'du canton du Tonnerrois'],
  [place('canton', 'Le Val-d’Ajol', 2), 'du canton du Val-d’Ajol'],
  [place('canton', 'La Ferté-Saint-Aubin', 3), 'du canton de La Ferté-Saint-Aubin'],
  [place('canton', "L'Argentière-la-Bessée", 5), 'du canton de L’Argentière-la-Bessée'],
  [place('epci', "CA de l'Auxerrois"), 'de la communauté d’agglomération de l’Auxerrois'],
  [place('epci', 'Dijon Métropole'), 'de Dijon Métropole'],
] as const)
  test(`one writes « ${of} »`, () => assert.equal(ofPlace(given), of))

test('a sentence never begins with the letters of an administration', () => {
  assert.equal(articled(place('epci', 'CC du Jovinien')), 'la communauté de communes du Jovinien')
  assert.equal(articled(place('arrondissement', 'Sens')), 'l’arrondissement de Sens')
  assert.equal(articled(place('commune', 'La Belliole', 3)), 'La Belliole')
})

test('a title says what a place is when its name alone would be mistaken for a commune', () => {
  assert.equal(titleOf(place('arrondissement', 'Auxerre', 1)), 'Arrondissement d’Auxerre')
  assert.equal(titleOf(place('epci', "CA de l'Auxerrois")), 'Communauté d’agglomération de l’Auxerrois')
  assert.equal(titleOf(place('commune', 'Auxerre', 1)), 'Auxerre')
})
