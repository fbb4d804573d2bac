import { readConfig } from './config.ts'
import { serve } from './serve.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)
try {
  await serve(readConfig(process.env), say)
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
