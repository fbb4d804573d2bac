import { compose } from './compose.ts'
import { readConfig } from './config.ts'

const config = readConfig(process.env)
const product = await compose(config)
const address = await product.server.listen({ port: config.PORT, host: config.HOST })
process.stderr.write(`Le portail est prêt : ${address}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => product.close())
