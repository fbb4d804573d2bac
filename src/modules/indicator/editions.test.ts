import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import fc from 'fast-check'
import { prepared } from '../../../test/prepared.ts'
import { COMMUNES, definitionOf } from '../../../test/small-country.ts'
import { deskOver, type SmallDesk } from '../../../test/small-desk.ts'
import { conflict } from '../../kernel/errors.ts'
import { type Edition, valueAt } from './edition.ts'
import { keepValues } from './rebuild-indicators.ts'

let small: SmallDesk & { readonly close: () => Promise<void> }
before(async () => {
  small = await deskOver()
})
after(() => small.close())
const test = prepared(() => small.empty())

const rows = (n: number) => COMMUNES.map((code) => ({ code, an: 2022, n }))
const shownValue = async (slug = 'essai') => {
  const shown = await small.known.get(slug)
  return shown && valueAt(shown.edition, 'commune', '10002', '2022').value
}
const editionsOf = async (slug = 'essai') => {
  const { shown, editions } = await small.desk.kept.list(slug)
  return { shown, numbers: editions.map(({ number }) => number) }
}
const states = async () =>
  Object.fromEntries((await small.desk.list()).map(({ definition, state }) => [definition.slug, state]))
const ratio = () =>
  definitionOf(
    {},
    {
      slug: 'double',
      name: 'Le double',
      upward: 'none',
      formulas: [{ kind: 'ratio', of: 'essai', over: 'essai', times: 2 }],
    },
  )
const change = () =>
  definitionOf(
    {},
    {
      slug: 'derive',
      name: 'Un dérivé',
      upward: 'none',
      formulas: [{ kind: 'change', of: 'essai', as: 'difference' }],
    },
  )

test('an editor publishes a definition: it is shown at once, and the trail says who did it', async () => {
  small.give(rows(3))
  const published = await small.desk.publish(small.editor, definitionOf({}), null)
  assert.equal(published.outcome, 'published')
  assert.equal(await shownValue(), 3)
  assert.deepEqual(await states(), { essai: 'shown' })
  const [entry] = (await small.audit.list(1, 1, 'essai')).items
  assert.deepEqual(
    [entry?.who, entry?.what, entry?.details],
    ['e', 'indicator.create', { name: 'Un essai', edition: 1 }],
  )
  assert.deepEqual(
    (await small.desk.changes('essai')).map(({ number, who }) => [number, who]),
    [[1, 'e']],
  )
})

test('the same inputs give the same edition: nothing new is built, named or not', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  assert.deepEqual(await small.desk.rebuild(small.editor, ['essai']), [{ slug: 'essai', outcome: 'unchanged' }])
  assert.deepEqual(await small.desk.rebuildChanged(small.editor), [{ slug: 'essai', outcome: 'unchanged' }])
  assert.deepEqual(await editionsOf(), { shown: 1, numbers: [1] })
})

test('a source that changed makes a new edition, and the old one stays readable as it was', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  small.give(rows(5))
  assert.deepEqual(await states(), { essai: 'stale' })
  await small.desk.rebuildChanged(small.editor)
  assert.equal(await shownValue(), 5)
  const old = await small.desk.kept.read('essai', 1)
  assert.equal(valueAt(old.edition, 'commune', '10002', '2022').value, 3)
  const compared = await small.desk.kept.difference('essai', 2)
  assert.equal(compared?.difference.changes.filter(({ by }) => by === 2).length, COMMUNES.length)
})

test('one goes back to an earlier edition, which no rebuilding undoes until the sources change again', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  small.give(rows(5))
  await small.desk.rebuildChanged(small.editor)
  await small.desk.show(small.editor, 'essai', 1)
  assert.equal(await shownValue(), 3)
  assert.deepEqual(await states(), { essai: 'chosen' })
  assert.deepEqual(await small.desk.rebuildChanged(small.editor), [{ slug: 'essai', outcome: 'chosen' }])
  assert.deepEqual(await small.desk.rebuild(small.editor, ['essai']), [{ slug: 'essai', outcome: 'chosen' }])
  assert.equal(await shownValue(), 3)
  const [entry] = (await small.audit.list(1, 5, 'essai')).items.filter(({ what }) => what === 'indicator.show-edition')
  assert.deepEqual([entry?.who, entry?.details], ['e', { name: 'Un essai', edition: 1, before: 2 }])
  small.give(rows(8))
  await small.desk.rebuildChanged(small.editor)
  assert.equal(await shownValue(), 8)
  assert.deepEqual(await editionsOf(), { shown: 3, numbers: [3, 2, 1] })
})

test('going back then forward, however often, leaves everything as it was, the derived included', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  await small.desk.publish(small.editor, ratio(), null)
  for (const n of [5, 8]) {
    small.give(rows(n))
    await small.desk.rebuildChanged(small.editor)
  }
  const picture = async () => ({
    states: await states(),
    essai: await editionsOf(),
    double: await editionsOf('double'),
    value: await shownValue(),
  })
  const before = await picture()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }), async (journey) => {
      for (const number of journey) {
        await small.desk.show(small.editor, 'essai', number)
        assert.equal(await shownValue(), [3, 5, 8][number - 1])
        assert.equal((await editionsOf('double')).shown, number, 'the derived one follows')
      }
      await small.desk.show(small.editor, 'essai', 3)
      assert.deepEqual(await picture(), before)
    }),
    { numRuns: 8 },
  )
})

test('rows that a check refuses leave the edition shown, and the reason is kept until it is mended', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({ oneRow: true }), null)
  small.give([...rows(3), { code: '10002', an: 2022, n: 9 }])
  const [refused] = await small.desk.rebuildChanged(small.editor)
  assert.equal(refused?.outcome, 'refused')
  assert.equal(await shownValue(), 3)
  const [one] = await small.desk.list()
  assert.equal(one?.state, 'refused')
  assert.equal(one?.refusal?.findings[0]?.kind, 'duplicate')
  small.give(rows(4))
  await small.desk.rebuildChanged(small.editor)
  assert.deepEqual(await states(), { essai: 'shown' })
})

test('a new definition that is refused is not kept at all', async () => {
  small.give([...rows(3), { code: '10002', an: 2022, n: 9 }])
  const refused = await small.desk.publish(small.editor, definitionOf({ oneRow: true }), null)
  assert.equal(refused.outcome, 'refused')
  assert.deepEqual(await small.desk.list(), [])
})

test('one corrects what one made, never what comes with the portal, nor under the name of another', async () => {
  small.give(rows(3))
  await small.store.saveDefinition(definitionOf({}, { slug: 'livre' }), new Date())
  await assert.rejects(small.desk.publish(small.editor, definitionOf({}, { slug: 'livre' }), 'livre'), /livré avec/)
  await small.desk.publish(small.editor, definitionOf({}), null)
  await assert.rejects(small.desk.publish(small.editor, definitionOf({}), null), /porte déjà ce nom/)
  await small.desk.publish(small.editor, definitionOf({ times: 10 }, { unit: 'dixièmes' }), 'essai')
  assert.equal(await shownValue(), 30)
  await small.store.saveDefinition(definitionOf({}), new Date())
  assert.equal((await small.store.find('essai'))?.definition.unit, 'dixièmes', 'a file of the portal does not undo it')
  await small.desk.show(small.editor, 'essai', 1)
  assert.equal((await small.known.get('essai'))?.definition.unit, null, 'values keep the unit they were made for')
  assert.equal((await small.desk.changes('essai')).length, 2)
})

test('an indicator withdrawn leaves the pages, keeps its editions and comes back', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  await small.desk.publish(small.editor, ratio(), null)
  await assert.rejects(small.desk.withdraw(small.editor, 'essai', true), /sert à en calculer d’autres : double/)
  await small.desk.withdraw(small.editor, 'double', true)
  await small.desk.withdraw(small.editor, 'essai', true)
  assert.equal(await small.known.get('essai'), undefined)
  assert.deepEqual(await states(), { double: 'withdrawn', essai: 'withdrawn' })
  assert.equal(valueAt((await small.desk.kept.read('essai', 1)).edition, 'commune', '10002', '2022').value, 3)
  await small.desk.withdraw(small.editor, 'essai', false)
  assert.equal(await shownValue(), 3)
})

test('what gives no value at all is refused', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  await assert.rejects(small.desk.publish(small.editor, change(), null), /ne donnent aucune valeur/)
})

test('two that define each other, or one whose source is not there, are refused', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  await small.desk.publish(small.editor, ratio(), null)
  const circle = definitionOf({}, { upward: 'none', formulas: [{ kind: 'ratio', of: 'double', over: 'double' }] })
  await assert.rejects(small.desk.publish(small.editor, circle, 'essai'), /se définissent l’un par l’autre/)
  const orphan = definitionOf(
    {},
    { slug: 'orphelin', upward: 'none', formulas: [{ kind: 'ratio', of: 'rien', over: 'essai' }] },
  )
  await assert.rejects(small.desk.publish(small.editor, orphan, null), /« rien », dont celui-ci a besoin/)
})

test('whoever is no editor changes nothing', async () => {
  small.give(rows(3))
  const contributor = { ...small.editor, role: 'contributor' as const }
  await assert.rejects(small.desk.publish(contributor, definitionOf({}), null), /Seul un éditeur/)
  await small.desk.publish(small.editor, definitionOf({}), null)
  await assert.rejects(small.desk.show(contributor, 'essai', 1), /Seul un éditeur/)
  await assert.rejects(small.desk.withdraw(contributor, 'essai', true), /Seul un éditeur/)
  await assert.rejects(small.desk.rebuild(contributor, ['essai']), /Seul un éditeur/)
})

test('the portal follows sources that changed, stops between two, and begins nothing when none did', async () => {
  const running = () => new AbortController().signal
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  await small.desk.publish(small.editor, ratio(), null)
  assert.deepEqual(await small.desk.follow(running()), [])
  small.give(rows(5))
  const outcomes = (await small.desk.follow(running())).map(({ slug, outcome }) => [slug, outcome])
  assert.deepEqual(outcomes.toSorted(), [
    ['double', 'built'],
    ['essai', 'built'],
  ])
  assert.deepEqual(small.desk.rebuilding()?.over, true)
  assert.equal(await shownValue(), 5)
  small.give(rows(7))
  const stop = new AbortController()
  const done: string[] = []
  const stopped = small.desk.follow(stop.signal, ({ slug }) => {
    done.push(slug)
    stop.abort(new Error('arrêt'))
  })
  await assert.rejects(stopped, /arrêt/)
  assert.equal(done.length, 1)
  await small.desk.follow(running())
  assert.equal(await shownValue(), 7)
})

test('an indicator that another program is building is left to it, in words, and nothing is held against its rows', async () => {
  const second = await deskOver(async () => null)
  try {
    second.give(rows(3))
    await second.store.saveDefinition(definitionOf({}), new Date(0))
    const [left] = await second.desk.rebuildChanged(second.editor)
    assert.match(left?.outcome === 'refused' ? left.reasons.join() : '', /déjà en construction/)
    assert.equal((await second.store.find('essai'))?.refusal, null)
    const other = definitionOf({}, { slug: 'autre', name: 'Un autre' })
    await assert.rejects(second.desk.publish(second.editor, other, null), /déjà en construction/)
    assert.equal(await second.store.find('autre'), undefined)
  } finally {
    await second.close()
  }
})

test('values that come second leave no file; those whose record may have been kept stay', async () => {
  const files = new Map<string, Edition>()
  const disk = {
    write: async (id: string, values: Edition) => void files.set(id, values),
    read: async () => NO_VALUES,
    remove: async (id: string) => void files.delete(id),
  }
  const kept = await keepValues(disk, 'a', NO_VALUES, async () => undefined)
  const overtaken = await keepValues(disk, 'b', NO_VALUES, async () => {
    throw conflict('Une autre construction vient de finir.')
  })
  const lost = keepValues(disk, 'c', NO_VALUES, async () => {
    throw new Error('connection lost')
  })
  await assert.rejects(lost, /lost/)
  assert.deepEqual([kept, overtaken?.message], [null, 'Une autre construction vient de finir.'])
  assert.deepEqual([...files.keys()], ['a', 'c'])
})

const NO_VALUES: Edition = { periods: [], levels: new Map() }

test('a definition that someone changed meanwhile is not written over by who saw the one before', async () => {
  small.give(rows(3))
  await small.desk.publish(small.editor, definitionOf({}), null)
  const [seen] = await small.desk.changes('essai')
  const named = (name: string) => definitionOf({}, { name })
  await small.desk.publish(small.editor, named('Le premier'), 'essai', seen?.number)
  await assert.rejects(
    small.desk.publish(small.editor, named('Le second'), 'essai', seen?.number),
    /Rien n’a été publié/,
  )
  assert.equal((await small.store.find('essai'))?.definition.name, 'Le premier')
  const [now] = await small.desk.changes('essai')
  await small.desk.publish(small.editor, named('Le second'), 'essai', now?.number)
  assert.equal((await small.store.find('essai'))?.definition.name, 'Le second')
})
