import { type Database, sql } from '../../kernel/sql.ts'

/**
 * Writes places in bulk: their references are checked together once all is written, which takes a tenth of the time
 * that checking each row does. Within a transaction, nobody sees the tables without their checks.
 */
export const checkedAtEnd = async (tx: Database, write: () => Promise<void>): Promise<void> => {
  await tx.query(
    sql`alter table territory.membership drop constraint membership_member_id_fkey, drop constraint membership_container_id_fkey`,
  )
  await tx.query(
    sql`alter table territory.event drop constraint event_before_id_fkey, drop constraint event_after_id_fkey`,
  )
  await tx.query(sql`alter table territory.population drop constraint population_place_id_fkey`)
  await write()
  await tx.query(sql`alter table territory.membership
    add constraint membership_member_id_fkey foreign key (member_id) references territory.place (id),
    add constraint membership_container_id_fkey foreign key (container_id) references territory.place (id)`)
  await tx.query(sql`alter table territory.event
    add constraint event_before_id_fkey foreign key (before_id) references territory.place (id),
    add constraint event_after_id_fkey foreign key (after_id) references territory.place (id)`)
  await tx.query(sql`alter table territory.population
    add constraint population_place_id_fkey foreign key (place_id) references territory.place (id)`)
}
