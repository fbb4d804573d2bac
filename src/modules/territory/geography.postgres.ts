import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '../../kernel/clock.ts'
import { type Database, many, sql } from '../../kernel/sql.ts'
import type { Geography, GeographyStore } from './geography.ts'
import { Level } from './place.ts'
import type { PlaceStore } from './ports.ts'

const Named = Type.Object({ level: Level, code: Type.String(), name: Type.String() })
const Counted = Type.Object({
  code: Type.String(),
  name: Type.String(),
  year: Type.Integer(),
  value: Type.Integer(),
  source: Type.String(),
})
const Held = Type.Object({ level: Level, member: Type.String(), holder: Type.String() })

/** The whole geography of today, read in two questions and remembered until the day changes. */
export const postgresGeography = (db: Database, places: Pick<PlaceStore, 'history'>, now: Clock): GeographyStore => {
  let known: Promise<Geography> | undefined
  let day = ''
  return {
    today() {
      const today = now().toISOString().slice(0, 10)
      if (!known || day !== today) {
        day = today
        known = read(db, today)
        known.catch(() => {
          known = undefined
        })
      }
      return known
    },
    history: (level, from, to) => places.history(level, from, to),
    async *populations() {
      const rows = db.stream(sql`select p.code, p.name, c.year, c.value, c.source from territory.population c
        join territory.place p on p.id = c.place_id where p.level = 'commune' order by p.code, c.year`)
      for await (const row of rows) yield Value.Parse(Counted, row)
    },
  }
}

const read = async (db: Database, day: string): Promise<Geography> => {
  const [named, held] = await Promise.all([
    many(
      db,
      Named,
      sql`select level, code, name from territory.place
          where id = level || ':' || code and (valid_until is null or valid_until > ${day}::date)
            and (valid_from is null or valid_from <= ${day}::date)`,
    ),
    many(
      db,
      Held,
      sql`select holder.level, member.code as member, holder.code as holder
          from territory.membership m join territory.place member on member.id = m.member_id
          join territory.place holder on holder.id = m.container_id
          where member.level = 'commune' and member.id = 'commune:' || member.code and holder.level <> 'commune'
            and (m.valid_until is null or m.valid_until > ${day}::date) and (m.valid_from is null or m.valid_from <= ${day}::date)
          order by m.valid_from nulls first`,
    ),
  ])
  return {
    day,
    names: grouped(named, ({ code, name }) => [code, name]),
    holders: grouped(held, ({ member, holder }) => [member, holder]),
  }
}

const grouped = <T extends { readonly level: Static<typeof Level> }>(
  rows: readonly T[],
  entry: (row: T) => readonly [string, string],
) => {
  const levels = new Map<Static<typeof Level>, Map<string, string>>()
  for (const row of rows) {
    const of = levels.get(row.level) ?? new Map<string, string>()
    levels.set(row.level, of)
    of.set(...entry(row))
  }
  return levels
}
