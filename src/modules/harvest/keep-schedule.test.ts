import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communesSource } from '../../../test/harvest-office.ts'
import { harvestDesk } from './harvest-desk.ts'
import { interruptedSources, keepSchedule, SCHEDULE } from './keep-schedule.ts'
import type { HarvestRun } from './ports.ts'

const [one, other] = [communesSource(), communesSource({ id: 'autre', title: 'Une autre' })]

/** A schedule whose clock only moves when `pass` is called, over a desk that does nothing but remember. */
const office = (everyMinutes: number, { interrupted = [] as string[], fails = false } = {}) => {
  let now = Date.parse('2026-11-25T10:00:00Z')
  let wake: () => void = () => undefined
  let asleep: () => void = () => undefined
  let sleeping = new Promise<void>((done) => {
    asleep = done
  })
  const harvested: string[] = []
  const bugs: unknown[] = []
  const desk = harvestDesk({
    run: async (sources, { person }) => {
      harvested.push(`${person.id} : ${sources.map(({ id }) => id).join()}`)
      if (fails) throw new Error('panne')
      return []
    },
    onBug: (error) => bugs.push(error),
  })
  const schedule = keepSchedule({
    desk,
    due: async () => [one, other],
    interrupted: async () => [one, other].filter(({ id }) => interrupted.includes(id)),
    time: {
      now: () => new Date(now),
      wait: (milliseconds, signal) =>
        new Promise((done, fail) => {
          signal?.addEventListener('abort', () => fail(signal.reason))
          wake = () => {
            now += milliseconds
            done()
          }
          asleep()
        }),
    },
    everyMinutes,
    onBug: (error) => bugs.push(error),
  })
  return {
    ...{ schedule, desk, harvested, bugs },
    /** Ends when the schedule waits for its next look. */
    slept: () => sleeping,
    pass: () => {
      sleeping = new Promise((done) => {
        asleep = done
      })
      wake()
    },
  }
}
const DUE = `${SCHEDULE.id} : revenus,autre`

test('what is due is harvested at the beginning, then every so often; a stop ends it at once', async () => {
  const { schedule, harvested, slept, pass } = office(60)
  assert.equal(schedule.next(), null)
  schedule.begin()
  await slept()
  assert.deepEqual([harvested, schedule.next()?.toISOString()], [[DUE], '2026-11-25T11:00:00.000Z'])
  pass()
  await slept()
  assert.deepEqual([harvested, schedule.next()?.toISOString()], [[DUE, DUE], '2026-11-25T12:00:00.000Z'])
  await schedule.close()
  assert.equal(schedule.next(), null)
  assert.equal(harvested.length, 2)
})

test('without a schedule, only what a stop interrupted is done again', async () => {
  const quiet = office(0)
  quiet.schedule.begin()
  await quiet.schedule.close()
  assert.deepEqual(quiet.harvested, [])
  const { schedule, desk, harvested } = office(0, { interrupted: ['autre'] })
  schedule.begin()
  while (harvested.length === 0) await Promise.resolve()
  await desk.idle()
  await schedule.close()
  assert.deepEqual(harvested, [`${SCHEDULE.id} : autre`])
})

test('a harvest that fails is told and does not stop the schedule; one asked by a person is not doubled', async () => {
  const failing = office(60, { fails: true })
  failing.schedule.begin()
  await failing.slept()
  failing.pass()
  await failing.slept()
  await failing.schedule.close()
  assert.deepEqual([failing.harvested.length, failing.bugs.length], [2, 2])

  const busy = office(60)
  busy.desk.start([one], { person: { ...SCHEDULE, id: 'quelqu’un' } })
  assert.throws(() => busy.desk.start([other], { person: SCHEDULE }), /déjà en cours/)
  busy.schedule.begin()
  await busy.slept()
  await busy.schedule.close()
  assert.ok(busy.harvested.includes('quelqu’un : revenus'))
})

test('a desk that is closed begins nothing more', async () => {
  const { desk } = office(0)
  await desk.close()
  assert.throws(() => desk.start([one], { person: SCHEDULE }), /s’arrête/)
})

test('an interrupted run is done again once: two in a row are left to a person', () => {
  const run = (source: string, state: HarvestRun['state'], dry = false): HarvestRun => ({
    ...{ id: `${source}${state}`, source, actor: 'a', dry, state, doing: '', log: [], requests: 0, bytes: 0 },
    ...{ createdAt: '2026-11-25T10:00:00Z', finishedAt: null },
  })
  const runs = [
    run('a', 'interrupted'),
    run('b', 'published'),
    run('c', 'interrupted', true),
    run('d', 'interrupted'),
    run('b', 'interrupted'),
    run('a', 'unchanged'),
    run('d', 'interrupted'),
  ]
  assert.deepEqual([...interruptedSources(runs)], ['a'])
})
