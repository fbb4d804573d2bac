import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '../../../kernel/errors.ts'
import { notes } from './notes.ts'
import { readJson } from './read-json.node.ts'
import { readSheet } from './read-sheet.node.ts'

// The body of the reading thread: one file, one answer.
const { file, format, overrides, maxJson } = workerData
try {
  const isBook = format === 'xlsx' || format === 'xls' || format === 'ods'
  const table = isBook
    ? await readSheet(file, format, overrides, notes())
    : await readJson(file, format, overrides, notes(), maxJson)
  parentPort?.postMessage({ table })
} catch (error) {
  if (error instanceof DomainError) parentPort?.postMessage({ fault: error.fault })
  else throw error
}
