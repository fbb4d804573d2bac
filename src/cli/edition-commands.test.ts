import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { prepared } from '../../test/prepared.ts'
import { COMMUNES, definitionOf } from '../../test/small-country.ts'
import { deskOver, type SmallDesk } from '../../test/small-desk.ts'
import type { Product } from '../compose.ts'
import { type CommandInput, Misuse } from './command.ts'
import { editionCommands } from './edition-commands.ts'

let small: SmallDesk & { readonly close: () => Promise<void> }
let folder: string
before(async () => {
  small = await deskOver()
  folder = await mkdtemp(join(tmpdir(), 'icauna-commandes-'))
})
after(async () => {
  await small.close()
  await rm(folder, { recursive: true })
})
const test = prepared(() => small.empty())

/** What a command answers to words: its code, its lines, its JSON, and what it says to people. */
const asked = async (name: string, ...words: string[]) => {
  const command = editionCommands.find((one) => one.name === name)
  assert.ok(command, name)
  const [lines, said]: [string[], string[]] = [[], []]
  let json: unknown
  const input = {
    ...{ words, options: {}, config: {} },
    product: async () => ({ indicators: { atelier: { desk: small.desk } } }) as unknown as Product,
    print: (value: unknown, printed: readonly string[]) => {
      json = value
      lines.push(...printed.map((line) => line.replaceAll(/[\u00A0\u202F]/g, ' ')))
    },
    say: (text: string) => said.push(text),
    progress: () => undefined,
  }
  const code = await command.run(input as unknown as CommandInput)
  return { code, lines, said, json: JSON.parse(JSON.stringify(json)) }
}
/** Every commune has that value in 2022, but the second when another is said for it. */
const give = (n: number, second = n) =>
  small.give(COMMUNES.map((code) => ({ code, an: 2022, n: code === COMMUNES[1] ? second : n })))
const fileOf = async (text: string) => {
  const path = join(folder, 'definition.json')
  await writeFile(path, text)
  return path
}
const added = async (changes: Parameters<typeof definitionOf>[1] = {}) =>
  asked('indicator add', await fileOf(JSON.stringify(definitionOf({}, changes))))
const refused = (name: string, words: readonly string[], why: RegExp) =>
  assert.rejects(asked(name, ...words), (error: Error) => error instanceof Misuse && why.test(error.message))

test('add publishes a definition from a file, then corrects it as another edition', async () => {
  give(3)
  const first = await added()
  assert.deepEqual([first.code, first.lines], [0, ['essai publié : édition 1, commune 24, departement 2, pays 1']])
  assert.deepEqual(first.json, {
    ...{ slug: 'essai', outcome: 'published', edition: 1 },
    counts: { commune: 24, departement: 2, pays: 1 },
  })
  const second = await added({ levels: ['commune'], upward: 'none' })
  assert.deepEqual(second.lines, ['essai publié : édition 2, commune 24'])
})

test('add refuses rows that a check refuses: it says why, ends in 1, and publishes nothing', async () => {
  small.give([
    { code: '10002', an: 2022, n: 1 },
    { code: '99999', an: 2022, n: 1 },
  ])
  const { code, said, lines, json } = await added()
  assert.deepEqual([code, lines, json.outcome], [1, [], 'refused'])
  assert.match(said.join(' '), /99999/)
  assert.deepEqual(await small.desk.list(), [])
})

test('add refuses a file that is not there, is not JSON, or is no definition', async () => {
  await refused('indicator add', [], /^Il manque le fichier de la définition\.$/)
  await refused('indicator add', [join(folder, 'absent.json')], /absent\.json » ne peut pas être lu/)
  await refused('indicator add', [await fileOf('{ non')], /n’est pas du JSON/)
  await assert.rejects(asked('indicator add', await fileOf('{"slug":"x"}')), /définition/)
})

test('editions lists them, the newest first, a star before the one shown; rollback moves the star', async () => {
  for (const n of [3, 4, 5]) {
    give(n)
    await added()
  }
  const stars = async () => (await asked('indicator editions', 'essai')).lines.map((line) => line.slice(0, 3))
  assert.deepEqual(await stars(), ['* 3', '  2', '  1'])
  const back = await asked('indicator rollback', 'essai', '1')
  assert.deepEqual(
    [back.code, back.lines, back.json],
    [0, ['essai : l’édition 1 est montrée'], { slug: 'essai', edition: 1 }],
  )
  assert.deepEqual(await stars(), ['  3', '  2', '* 1'])
  const { json } = await asked('indicator editions', 'essai')
  assert.deepEqual(
    json.map((one: { number: number; shown: boolean }) => [one.number, one.shown]),
    [
      [3, false],
      [2, false],
      [1, true],
    ],
  )
  await asked('indicator rollback', 'essai', '3')
  assert.deepEqual(await stars(), ['* 3', '  2', '  1'])
})

test('diff tells what changed between the last two editions, or between those named', async () => {
  for (const [n, second] of [
    [3, 3],
    [3, 1000],
    [3, 1000],
  ] as const) {
    give(n, second)
    await added()
  }
  const { lines, json, code } = await asked('indicator diff', 'essai', '1', '2')
  assert.equal(code, 0)
  assert.equal(lines[0], 'De l’édition 1 à l’édition 2 : 3 valeurs ont changé')
  assert.match(lines.join('\n'), /10002, 2022 : 3 → 1 000 \(\+997\)/)
  assert.deepEqual([json.before, json.after, json.counts.revised], [1, 2, 3])
  assert.equal((await asked('indicator diff', 'essai')).lines[0], 'De l’édition 2 à l’édition 3 : 0 valeur a changé')
})

test('words that make no sense are misuses told in French', async () => {
  give(3)
  await added()
  await refused('indicator diff', ['essai'], /n’a pas deux éditions à comparer/)
  await refused('indicator diff', ['essai', '1'], /^Il manque le numéro de l’édition\.$/)
  await refused('indicator rollback', ['essai'], /^Il manque le numéro de l’édition\.$/)
  for (const number of ['zéro', '0', '1.5'])
    await refused('indicator rollback', ['essai', number], new RegExp(`« ${number} » n’est pas un numéro d’édition`))
  await refused('indicator editions', [], /^Il manque le nom de l’indicateur\.$/)
  await assert.rejects(asked('indicator editions', 'inconnu'), /inconnu/)
  await assert.rejects(asked('indicator rollback', 'essai', '9'), /9/)
})
