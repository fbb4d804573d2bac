// A bench measures the program as it is started: joined, as `npm start` has it.
import { run } from './run.js'

const [name] = process.argv.splice(2, 1)
await run(`bench/${name}.ts`)
