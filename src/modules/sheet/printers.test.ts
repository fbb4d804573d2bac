import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sheetContent } from '../../../test/sheet.ts'
import { printSheet } from './print-sheet.node.ts'
import { threadPrinter } from './printers.node.ts'

test('a thread prints what would be printed here, one sheet after the other', async () => {
  const printer = threadPrinter()
  const here = await printSheet(sheetContent())
  const there = [await printer.print(sheetContent()), await printer.print(sheetContent({ title: 'Toucy' }))]
  await printer.close()
  assert.deepEqual(Buffer.from(there[0] ?? []), here)
  assert.notDeepEqual(there[1], there[0])
})
