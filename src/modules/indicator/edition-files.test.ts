import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ValueStatus } from '../figure/index.ts'
import {
  columnOf,
  type Edition,
  firstKnown,
  groupAt,
  groupOf,
  knowsPlace,
  lastKnown,
  type MadeValue,
  middleAt,
  packEdition,
  seriesOf,
  valueAt,
} from './edition.ts'
import { clearUnrecorded, diskEditions } from './edition-files.disk.ts'
import { keptBlocks } from './kept-blocks.ts'
import { type Middle, middleOf } from './middle.ts'

const LEVELS = ['commune', 'epci'] as const
const CODES = Array.from({ length: 900 }, (_, i) => `89${String(i).padStart(3, '0')}`)

const made = fc.oneof(
  fc.record<MadeValue>({
    value: fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
    status: fc.constantFrom<ValueStatus>('value', 'estimated'),
    making: fc.constantFrom('published', 'added-up', 'rebuilt', 'worked-out'),
  }),
  fc.record<MadeValue>({
    value: fc.constant(null),
    status: fc.constantFrom<ValueStatus>('missing', 'secret', 'not-yet', 'not-applicable'),
    making: fc.constant('published'),
  }),
)
/** Some values, in places and periods few or many enough for one block or several. */
const someEdition = fc
  .record({
    cells: fc.array(fc.tuple(fc.constantFrom(...LEVELS), fc.constantFrom(...CODES), fc.nat(11), made), {
      minLength: 1,
      maxLength: 300,
    }),
    periods: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ cells, periods }) => {
    const levels = new Map(LEVELS.map((level) => [level, new Map<string, Map<string, MadeValue>>()]))
    for (const [level, code, at, value] of cells) {
      const of = levels.get(level)?.get(code) ?? new Map<string, MadeValue>()
      levels.get(level)?.set(code, of.set(String(2010 + (at % periods)), value))
    }
    return packEdition(levels)
  })

/** Some known, in no order, and one that is not. */
const SOME: ReadonlySet<string> = new Set(['ailleurs', ...CODES.filter((code) => code.endsWith('7')).toReversed()])

/** Zero has no sign in JSON. */
const plain = (middle: Middle | null) => middle && { ...middle, median: middle.median + 0 }

/** All that pages can ask of an edition. */
const told = (edition: Edition) =>
  LEVELS.map((level) => [
    edition.levels.get(level)?.codes,
    edition.periods.map((period) => columnOf(edition, level, period)),
    edition.periods.map((period) => columnOf(edition, level, period, SOME)),
    edition.periods.map((period) => plain(middleAt(edition, level, period))),
    [...CODES.slice(0, 60), ...CODES.slice(-20), 'ailleurs'].map((code) => [
      knowsPlace(edition, level, code),
      seriesOf(edition, level, code),
      lastKnown(edition, level, code),
      firstKnown(edition, level, code),
      edition.periods.map((period) => valueAt(edition, level, code, period)),
    ]),
  ])

const inFolder = async (work: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-editions-'))
  await work(folder).finally(() => rm(folder, { recursive: true, force: true }))
}

test('an edition read from its file tells what it told in memory, however little is kept', () =>
  inFolder(async (folder) => {
    const [roomy, narrow] = [diskEditions(folder), diskEditions(folder, 100)]
    await fc.assert(
      fc.asyncProperty(someEdition, fc.uuid(), async (edition, id) => {
        await roomy.write(id, edition)
        const expected = told(edition)
        assert.deepEqual(told(await roomy.read(id)), expected)
        assert.deepEqual(told(await narrow.read(id)), expected)
      }),
      { numRuns: 8 },
    )
  }))

test('the middles of a file are those of its columns, and are worked out where it was written without them', () =>
  inFolder(async (folder) => {
    const files = diskEditions(folder)
    await fc.assert(
      fc.asyncProperty(someEdition, fc.uuid(), async (edition, id) => {
        const middles = (from: Edition) =>
          LEVELS.map((level) => from.periods.map((period) => plain(middleAt(from, level, period))))
        const expected = LEVELS.map((level) =>
          edition.periods.map((period) =>
            plain(middleOf(columnOf(edition, level, period).flatMap(({ value }) => (value === null ? [] : [value])))),
          ),
        )
        await files.write(id, edition)
        assert.deepEqual(middles(await files.read(id)), expected)
        await writeFile(`${folder}/${id}.valeurs`, withoutMiddles(await readFile(`${folder}/${id}.valeurs`)))
        assert.deepEqual(middles(await files.read(id)), expected)
      }),
      { numRuns: 8 },
    )
  }))

/** The bytes of an edition as they were before middles were kept. */
const withoutMiddles = (bytes: Buffer): Buffer => {
  const end = 8 + bytes.readUInt32LE(0)
  const { middles, ...head } = JSON.parse(bytes.subarray(8, end).toString())
  assert.equal(middles.length, LEVELS.length)
  const line = Buffer.from(JSON.stringify(head))
  const padded = Buffer.concat([line, Buffer.alloc((8 - (line.length % 8)) % 8, ' ')])
  const size = Buffer.alloc(8)
  size.writeUInt32LE(padded.length)
  return Buffer.concat([size, padded, bytes.subarray(end)])
}

test('an edition of many blocks is read whole by its columns', () =>
  inFolder(async (folder) => {
    const periods = Array.from({ length: 10 }, (_, i) => String(2010 + i))
    const value = (row: number, column: number): MadeValue => ({
      value: row * 100 + column,
      status: 'value',
      making: 'published',
    })
    const places = CODES.map(
      (code, row) => [code, new Map(periods.map((p, column) => [p, value(row, column)]))] as const,
    )
    const files = diskEditions(folder)
    await files.write('a', packEdition(new Map([['commune', new Map(places)]])))
    const edition = await files.read('a')
    assert.ok((edition.levels.get('commune')?.rowsABlock ?? 0) < CODES.length)
    const column = columnOf(edition, 'commune', '2013')
    assert.deepEqual(
      column.map(({ value }) => value),
      CODES.map((_, row) => row * 100 + 3),
    )
  }))

test('editions about the same places share their codes', () =>
  inFolder(async (folder) => {
    const files = diskEditions(folder)
    const place = new Map([['2020', { value: 1, status: 'value', making: 'published' } as const]])
    for (const id of ['a', 'b']) await files.write(id, packEdition(new Map([['commune', new Map([['89024', place]])]])))
    const [a, b] = [await files.read('a'), await files.read('b')]
    assert.equal(a.levels.get('commune')?.codes, b.levels.get('commune')?.codes)
  }))

test('an edition cut short is refused, and one that is not there is not found', () =>
  inFolder(async (folder) => {
    const files = diskEditions(folder)
    const place = new Map([['2020', { value: 1, status: 'value', making: 'published' } as const]])
    await files.write('a', packEdition(new Map([['commune', new Map([['89024', place]])]])))
    for (const length of [80, 12, 3]) {
      await truncate(join(folder, 'a.valeurs'), length)
      await assert.rejects(files.read('a'), /coupée ou abîmée/)
    }
    await assert.rejects(files.read('b'), /L’édition/)
    await assert.rejects(files.read('../a'), /L’édition/)
  }))

test('blocks that nobody reads leave first, and what is kept never passes the room', () => {
  const block = { values: new Float64Array(8), statuses: new Uint8Array(8), makings: new Uint8Array(8) }
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 200 }), (asked) => {
      const blocks = keptBlocks(240)
      const read = blocks.reader(() => ({ ...block }))
      for (const index of asked) {
        read(index)
        assert.ok(blocks.bytes() <= 240)
      }
    }),
  )
  const readings: number[] = []
  const read = keptBlocks(240).reader((index) => {
    readings.push(index)
    return block
  })
  for (const index of [0, 1, 2, 0, 3, 0, 1]) read(index)
  assert.deepEqual(readings, [0, 1, 2, 3, 1])
})

test('the first number of a place is the first of its series', () => {
  fc.assert(
    fc.property(someEdition, (edition) => {
      for (const code of edition.levels.get('commune')?.codes ?? []) {
        const at = seriesOf(edition, 'commune', code).findIndex(({ value }) => value !== null)
        const period = edition.periods[at]
        assert.deepEqual(
          firstKnown(edition, 'commune', code),
          period === undefined ? null : { period, stated: valueAt(edition, 'commune', code, period) },
        )
      }
    }),
    { numRuns: 20 },
  )
})

test('the group of several places is made of the values of each', () => {
  fc.assert(
    fc.property(someEdition, fc.array(fc.constantFrom(...CODES, 'ailleurs')), (edition, codes) => {
      for (const period of [...edition.periods, '1900'])
        assert.deepEqual(
          groupAt(edition, 'commune', codes, period),
          groupOf(codes.map((code) => valueAt(edition, 'commune', code, period))),
        )
    }),
    { numRuns: 20 },
  )
})

test('of files that no record tells of, only those a day old are removed: another program may be at the others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-editions-'))
  try {
    const day = new Date('2026-11-25T10:00:00Z')
    const [old, young] = [new Date('2026-11-20T10:00:00Z'), new Date('2026-11-25T12:00:00Z')]
    for (const [name, at] of [
      ['gardee.valeurs', old],
      ['laissee.valeurs', old],
      ['laissee.valeurs.en-cours', old],
      ['recente.valeurs', young],
      ['autre-chose.txt', old],
    ] as const) {
      await writeFile(join(folder, name), 'x')
      await utimes(join(folder, name), at, at)
    }
    assert.equal(await clearUnrecorded(folder, new Set(['gardee']), day), 2)
    assert.deepEqual((await readdir(folder)).toSorted(), ['autre-chose.txt', 'gardee.valeurs', 'recente.valeurs'])
    assert.equal(await clearUnrecorded(join(folder, 'absent'), new Set(), day), 0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
