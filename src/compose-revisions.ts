import { type Static, Type } from 'typebox'
import { askedTogether } from './kernel/asked-together.ts'
import { onceARequest } from './kernel/once-a-request.ts'
import { type Database, first, sql } from './kernel/sql.ts'

const Revisions = Type.Object({ figures: Type.String(), datasets: Type.Number() })

/** What moves with the figures shown, and with the catalogue. */
export type AskRevisions = () => Promise<Static<typeof Revisions>>

/** Both at once, once in a request: its page is kept under the state that it was made from. */
export const postgresRevisions = (database: Database): AskRevisions =>
  onceARequest(
    askedTogether(async () => {
      const found = await first(
        database,
        Revisions,
        sql`select (select last_value::text || is_called::text from indicator.revision) as figures,
              (select number from catalog.revision) as datasets`,
      )
      return found ?? { figures: '', datasets: 0 }
    }),
  )
