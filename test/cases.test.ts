import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Overrides } from '../src/modules/ingest/overrides.ts'
import { readRows, withFolder } from './read-rows.ts'

const Cells = Type.Array(Type.Union([Type.String(), Type.Null()]))
const Told = Type.Record(Type.String(), Type.String())

/** What a file must give; what a case does not name, it does not hold. */
const Expected = Type.Union([
  Type.Object({ about: Type.String(), refused: Type.String() }, { additionalProperties: false }),
  Type.Object(
    {
      about: Type.String({ description: 'The end of the sentence « a file … ».' }),
      overrides: Type.Optional(Overrides),
      header: Type.Array(Type.String()),
      rows: Type.Array(Cells),
      lines: Type.Optional(Type.Array(Type.Integer())),
      rejects: Type.Optional(Type.Array(Type.String(), { description: '« line;"reason" » in the order of the file.' })),
      decisions: Type.Optional(Told),
      said: Type.Optional(Type.Array(Type.String(), { description: 'Every kind of remark, sorted.' })),
    },
    { additionalProperties: false },
  ),
])
type Expected = Static<typeof Expected>

const root = fileURLToPath(new URL('./cases', import.meta.url))
const folders = readdirSync(root).flatMap((format) =>
  readdirSync(`${root}/${format}`).map((name) => `${format}/${name}`),
)

const check = (folder: string, expected: Expected) =>
  withFolder(async (work) => {
    const name = readdirSync(`${root}/${folder}`).find((file) => file.startsWith('input')) ?? 'input'
    const file = { path: `${root}/${folder}/${name}`, name, folder: work }
    if ('refused' in expected) {
      await assert.rejects(readRows(file), { name: 'DomainError', message: expected.refused })
      return
    }
    const { table, rows, lines, rejects } = await readRows(file, expected.overrides ?? {})
    assert.deepEqual(table.header, expected.header)
    assert.deepEqual(rows, expected.rows)
    if (expected.lines) assert.deepEqual(lines, expected.lines)
    const found = rejects.split('\n').flatMap((line) => /^\d+;"[^"]*"/.exec(line)?.[0] ?? [])
    assert.deepEqual(found, expected.rejects ?? [])
    assert.equal(table.rejectedCount, found.length)
    const kinds = [...new Set(table.diagnostics.map((d) => d.kind))].sort()
    if (expected.said) assert.deepEqual(kinds, expected.said)
    for (const [key, value] of Object.entries(expected.decisions ?? {}))
      assert.deepEqual(
        table.decisions.filter((d) => d.key === key).map((d) => d.value),
        [value],
      )
  })

for (const folder of folders) {
  const expected = Value.Parse(Expected, JSON.parse(readFileSync(`${root}/${folder}/expected.json`, 'utf8')))
  test(`${folder}: ${expected.about}`, () => check(folder, expected))
}
