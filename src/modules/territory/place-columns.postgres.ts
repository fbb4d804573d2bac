import { Sql } from '../../kernel/sql.ts'

/** What a `Place` is made of, of the rows of `territory.place p`. */
export const COLUMNS = new Sql(
  [
    `p.id, p.level, p.code, p.name, p.kind, p.liaison, p.valid_from as "validFrom", p.valid_until as "validUntil",
     p.from_after as "fromAfter", p.until_after as "untilAfter", p.postcodes,
     (select json_build_object('value', c.value, 'year', c.year, 'source', c.source) from territory.population c
      where c.place_id = p.id order by c.year desc limit 1) as population`,
  ],
  [],
)
