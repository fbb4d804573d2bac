import { compose, type Product } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'

/** The whole product on a data folder, for any port, without the limit of requests. */
export const started = async (folder: string): Promise<Product> =>
  compose(readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: '0' }), say)

/** Tells what a bench is at. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
