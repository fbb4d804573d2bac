import { run } from './run.js'

await run('src/main.ts')
