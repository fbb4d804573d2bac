import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase } from '../../test/postgres.ts'
import { type Exclusive, exclusiveHere } from '../kernel/exclusive.ts'
import type { Database } from '../kernel/sql.ts'
import { exclusiveWork } from './exclusive-work.postgres.ts'

let [database, close]: [Database | undefined, () => Promise<void>] = [undefined, async () => undefined]
before(async () => {
  const fresh = await freshDatabase()
  database = fresh.database
  close = fresh.close
})
after(() => close())

/** Two that work side by side: two programs on one database, or two works of one program. */
const WAYS: Readonly<Record<string, () => readonly [Exclusive, Exclusive]>> = {
  'one program': () => {
    const exclusive = exclusiveHere()
    return [exclusive, exclusive]
  },
  'two programs': () => {
    assert.ok(database)
    return [exclusiveWork(database), exclusiveWork(database)]
  },
}
for (const [way, pair] of Object.entries(WAYS))
  test(`a work is done by one at a time, another is not kept waiting (${way})`, async () => {
    const [mine, theirs] = pair()
    let end: () => void = () => undefined
    let began: () => void = () => undefined
    const started = new Promise<void>((done) => {
      began = done
    })
    const long = mine('moisson une', () => {
      began()
      return new Promise<string>((done) => {
        end = () => done('fini')
      })
    })
    await started
    assert.equal(await theirs('moisson une', async () => 'deux fois'), null)
    assert.deepEqual(await theirs('moisson autre', async () => 'à côté'), { done: 'à côté' })
    end()
    assert.deepEqual(await long, { done: 'fini' })
    assert.deepEqual(await theirs('moisson une', async () => 'ensuite'), { done: 'ensuite' })
    await assert.rejects(
      theirs('moisson une', async () => {
        throw new Error('panne')
      }),
      /panne/,
    )
    assert.deepEqual(await mine('moisson une', async () => 'encore'), { done: 'encore' }, 'a failure lets go')
  })

test('a work that ended counts, even when the connection that held it is lost', async () => {
  const lost: Database = {
    query: async () => [],
    stream: async function* () {},
    async transaction(work) {
      await work({ ...lost, query: async () => [{ mine: true }] })
      throw new Error('connection lost')
    },
  }
  assert.deepEqual(await exclusiveWork(lost)('une', async () => 7), { done: 7 })
})
