import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Clock } from '../../kernel/clock.ts'
import { type Database, first, ident, sql } from '../../kernel/sql.ts'
import type { Geography, GeographyStore } from './geography.ts'
import { Level } from './place.ts'
import type { PlaceStore } from './ports.ts'

const Named = Type.Object({ level: Level, places: Type.Array(Type.Tuple([Type.String(), Type.String()])) })
const Counted = Type.Object({
  code: Type.String(),
  name: Type.String(),
  year: Type.Integer(),
  value: Type.Integer(),
  source: Type.String(),
})
/** A quarter of a million rows: worth compiling. */
const counted = Compile(Counted)
const Held = Type.Object({ level: Level, code: Type.String(), communes: Type.Array(Type.String()) })
const Shared = Type.Object({ code: Type.String(), communes: Type.Array(Type.String()) })
/** Lists of tens of thousands: worth compiling for one reading. */
const [named, held, shared] = [Compile(Named), Compile(Held), Compile(Shared)]
const Moves = Type.Object({ moves: Type.Boolean() })

/** The whole geography of today, read in two questions, and again on a day when places or what holds them change. */
export const postgresGeography = (db: Database, places: Pick<PlaceStore, 'history'>, now: Clock): GeographyStore => {
  let known: Promise<Geography> | undefined
  let day = ''
  return {
    today() {
      const today = now().toISOString().slice(0, 10)
      if (!known || day !== today) {
        day = today
        known = known ? known.then((before) => onDay(db, before, today)) : geographyOn(db, today)
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
      for await (const row of rows) yield counted.Parse(row)
    },
  }
}

/** The geography of a day: that of another day, with all that was worked out from it, when nothing begins or ends between. */
const onDay = async (db: Database, before: Geography, day: string): Promise<Geography> => {
  const [from, to] = [before.day, day].toSorted()
  const between = (column: 'valid_from' | 'valid_until') =>
    sql`(${ident(column)} > ${from}::date and ${ident(column)} <= ${to}::date)`
  const either = sql`(${between('valid_from')} or ${between('valid_until')})`
  const found = await first(
    db,
    Moves,
    sql`select exists (select from territory.place where ${either}) or exists (select from territory.membership where ${either}) as moves`,
  )
  return found?.moves === false ? { ...before, day } : geographyOn(db, day)
}

/** The places of a day (`AAAA-MM-JJ`), as what the portal holds tells them, at each call. Hundreds of thousands of rows, gathered before they are sent: that is what takes long. */
export const geographyOn = async (db: Database, day: string): Promise<Geography> => {
  const inForce = sql`(valid_until is null or valid_until > ${day}::date) and (valid_from is null or valid_from <= ${day}::date)`
  const [places, memberships, cantons] = await Promise.all([
    db.query(
      sql`select level, json_agg(json_build_array(code, name)) as places from territory.place
          where id = level || ':' || code and kind <> 'arrondissement-municipal' and ${inForce} group by level`,
    ),
    // Parts of communes (`commune:89024@…`) hold nothing of their own.
    db.query(
      sql`select split_part(container_id, ':', 1) as level, split_part(container_id, ':', 2) as code,
            json_agg(substr(member_id, 9)) as communes
          from territory.membership
          where member_id like 'commune:%' and member_id not like '%@%' and container_id not like 'commune:%' and not part
            and ${inForce}
          group by container_id, valid_from order by valid_from nulls first`,
    ),
    db.query(
      sql`select p.code, coalesce(array_agg(substr(m.member_id, 9)) filter (where m.part), '{}') as communes
          from territory.place p left join territory.membership m on m.container_id = p.id
          where p.level = 'canton' and p.kind <> 'canton' group by p.code`,
    ),
  ])
  const holders = new Map<Level, Map<string, string>>()
  for (const { level, code, communes } of memberships.map((row) => held.Parse(row))) {
    const of = holders.get(level) ?? new Map<string, string>()
    holders.set(level, of)
    for (const commune of communes) of.set(commune, code)
  }
  return {
    day,
    names: new Map(places.map((row) => named.Parse(row)).map(({ level, places }) => [level, new Map(places)])),
    holders,
    shared: new Map(cantons.map((row) => shared.Parse(row)).map(({ code, communes }) => [code, communes])),
  }
}
