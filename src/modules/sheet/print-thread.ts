import { parentPort } from 'node:worker_threads'
import { printSheet } from './print-sheet.node.ts'
import type { SheetContent } from './sheet-content.ts'

// The body of a printing thread: contents come in one at a time, sheets go out.
parentPort?.on('message', async (content: SheetContent) => {
  try {
    parentPort?.postMessage({ bytes: await printSheet(content) })
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
