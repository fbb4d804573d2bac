import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Misuse } from './command.ts'
import { commands } from './commands.ts'
import { progressBar } from './progress-bar.ts'
import { checkUsage, readArguments } from './read-arguments.ts'

const use = (line: string) => {
  const given = readArguments(line.split(' '))
  const command = commands.find((c) => line.startsWith(c.name))
  assert.ok(command, line)
  checkUsage(command, { ...given, words: given.words.slice(command.name.split(' ').length) })
}

for (const [line, complaint] of [
  ['dataset list --forse', 'L’option « --forse » n’existe pas.'],
  ['ingest a.csv --titre', 'L’option « --titre » attend une valeur.'],
  ['ingest a.csv --titre --publier', 'L’option « --titre » attend une valeur.'],
  ['ingest a.csv --publier=oui', 'L’option « --publier » ne prend pas de valeur.'],
  ['dataset list --force', 'L’option « --force » ne sert pas à « dataset list ».'],
  ['ingest a.csv b.csv', '« b.csv » est de trop : mettez entre guillemets ce qui contient des espaces.'],
  ['dataset show a --feuille B', 'L’option « --feuille » ne sert pas à « dataset show ».'],
  ['serve vite', '« vite » est de trop : mettez entre guillemets ce qui contient des espaces.'],
] as const)
  test(`« ${line} » is a misuse, told in French`, () => {
    assert.throws(() => use(line), new Misuse(complaint))
  })

test('what a usage shows is accepted', () => {
  for (const line of [
    'ingest a.csv --jeu subventions --publier --json',
    'ingest a.csv --titre=-2025-',
    'territory show Villeneuve sur Yonne',
    'restore s.zip --force',
    'dataset rebuild a --separateur ; --colonne 1.type=texte --colonne 2.type=date',
    'person add a@b.fr --nom Zoé --role editor --organisation insee',
  ])
    use(line)
})

test('a bar moves when a person looks, gives its line back, and is silent otherwise', () => {
  const written = (isTTY: boolean) => {
    const pieces: string[] = []
    const bar = progressBar({ isTTY, write: (text: string) => pieces.push(text) > 0 })
    bar.show(0.5, 'Lecture des lignes')
    bar.clear()
    bar.clear()
    return pieces
  }
  assert.deepEqual(written(true), [`\r\x1B[K${'█'.repeat(12)}${'░'.repeat(12)} 50 %  Lecture des lignes`, '\r\x1B[K'])
  assert.deepEqual(written(false), [])
})
