import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../test/make.ts'
import { townPortal } from '../../test/memory-portals.ts'
import { type CommandInput, Misuse } from './command.ts'
import { portalCommands } from './portal-commands.ts'

/** Types a command; what it did, and what it printed. */
const typed = async (name: string, words: readonly string[], options: CommandInput['options'] = {}) => {
  const done: unknown[] = []
  const lines: string[] = []
  const edit = {
    attempt: async (_: unknown, draft: unknown) => {
      done.push(draft)
      return { catalogue: townPortal().catalogue, titles: ['Arbres', 'Bancs'], whole: false }
    },
    add: async (_: unknown, draft: unknown) => {
      done.push(draft)
      return 'ville'
    },
    change: async (_: unknown, id: string, draft: unknown) => {
      done.push(id, draft)
      return id
    },
    retire: async (_: unknown, id: string) => void done.push(['retire', id]),
    restore: async (_: unknown, id: string) => void done.push(['restore', id]),
  }
  const organisations = {
    get: async (id: string) => (id === 'joigny' ? make.organisation({ id, name: 'Ville de Joigny' }) : undefined),
  }
  const kept = { title: 'Données', address: 'data.ville.fr', organisation: 'joigny' }
  const known = async () => [{ portal: townPortal(), kept }]
  const harvest = { portals: { edit, known, list: async () => [townPortal()] } }
  const command = portalCommands.find((one) => one.name === `harvest portals ${name}`)
  assert.ok(command)
  const print = (_: unknown, told: readonly string[]) => void lines.push(...told)
  const product = async () => ({ harvest, organisations }) as never
  await command.run({ words, options, print, product } as unknown as CommandInput)
  return { done, lines }
}

test('a portal is tried, added under the name of who holds it, retired and put back', async () => {
  const tried = await typed('try', ['data.ville.fr'])
  assert.deepEqual(tried.done, [{ address: 'data.ville.fr', kind: null }])
  assert.match(tried.lines.join('\n'), /^portail CKAN, au moins 2\u00A0jeux\n {2}Arbres\n {2}Bancs$/)
  const same = { address: 'data.ville.fr', organisation: '', newOrganisation: '' }
  assert.deepEqual((await typed('add', ['data.ville.fr'], { organisation: 'joigny' })).done, [
    { ...same, kind: null, title: 'Ville de Joigny', organisation: 'joigny' },
  ])
  const options = { organisation: 'Pays d’Othe', nom: 'Données du pays' }
  const added = await typed('add', ['data.ville.fr', 'csw'], options)
  assert.deepEqual(added.done, [{ ...same, kind: 'csw', title: 'Données du pays', newOrganisation: 'Pays d’Othe' }])
  assert.match(added.lines[0] ?? '', /icauna harvest portals read ville/)
  assert.deepEqual((await typed('retire', ['ville'])).done, [['retire', 'ville']])
  assert.deepEqual((await typed('restore', ['ville'])).done, [['restore', 'ville']])
})

test('a change keeps what is not told anew', async () => {
  const same = { address: 'data.ville.fr', kind: null, title: 'Données', organisation: 'joigny', newOrganisation: '' }
  assert.deepEqual((await typed('change', ['ville'], { nom: 'La ville' })).done, [
    'ville',
    { ...same, title: 'La ville' },
  ])
  const moved = { ...same, address: 'geo.ville.fr', kind: 'csw', organisation: '', newOrganisation: 'Pays d’Othe' }
  const options = { organisation: 'Pays d’Othe' }
  assert.deepEqual((await typed('change', ['ville', 'geo.ville.fr', 'csw'], options)).done, ['ville', moved])
  await assert.rejects(typed('change', ['inconnu']), /n’est pas un portail que quelqu’un a ajouté/)
})

test('what is missing, or is no kind of catalogue, is told before anything is done', async () => {
  await assert.rejects(
    typed('add', ['data.ville.fr']),
    (error) => error instanceof Misuse && /qui tient/.test(error.message),
  )
  await assert.rejects(typed('add', [], { organisation: 'joigny' }), /Il manque l’adresse/)
  await assert.rejects(typed('try', ['data.ville.fr', 'socrata']), /Le type est l’un de : udata, opendatasoft/)
})
