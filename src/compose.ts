import { join } from 'node:path'
import { startEmbeddedPostgres } from './adapters/embedded-postgres.ts'
import { migrate } from './adapters/migrate.ts'
import { connect } from './adapters/postgres.ts'
import type { Config } from './config.ts'
import { buildServer } from './http/server.ts'

/** The whole product on one page: which adapter fills which port. Nothing else may choose. */
export const compose = async (config: Config) => {
  const embedded = config.DATABASE_URL ? undefined : await startEmbeddedPostgres(join(config.DATA_DIR, 'postgres'))
  const { database, close } = connect(config.DATABASE_URL ?? embedded?.url ?? '')
  await migrate(database)
  const server = await buildServer({ logLevel: config.LOG_LEVEL, api: [], pages: [] })
  return {
    database,
    server,
    close: async () => {
      await server.close()
      await close()
      await embedded?.stop()
    },
  }
}
