import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Clock } from '../../kernel/clock.ts'
import { type Database, first, ident, sql } from '../../kernel/sql.ts'
import type { Geography, GeographyStore } from './geography.ts'
import { LEVEL_PATHS, Level } from './place.ts'
import type { PlaceStore } from './ports.ts'

const Named = Type.Object({ level: Level, code: Type.String(), name: Type.String() })
const Counted = Type.Object({
  code: Type.String(),
  name: Type.String(),
  year: Type.Integer(),
  value: Type.Integer(),
  source: Type.String(),
})
/** A quarter of a million rows: worth compiling. */
const counted = Compile(Counted)
const Held = Type.Object({ member: Type.String(), holder: Type.String() })
const Shared = Type.Object({ code: Type.String(), communes: Type.Array(Type.String()) })
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

/** The places of a day (`AAAA-MM-JJ`), as what the portal holds tells them: some hundred thousand rows, at each call. */
export const geographyOn = async (db: Database, day: string): Promise<Geography> => {
  const [places, memberships, cantons] = await Promise.all([
    db.query(
      sql`select level, code, name from territory.place
          where id = level || ':' || code and kind <> 'arrondissement-municipal' and (valid_until is null or valid_until > ${day}::date)
            and (valid_from is null or valid_from <= ${day}::date)`,
    ),
    db.query(
      sql`select member_id as member, container_id as holder from territory.membership
          where member_id like 'commune:%' and container_id not like 'commune:%' and not part
            and (valid_until is null or valid_until > ${day}::date) and (valid_from is null or valid_from <= ${day}::date)
          order by valid_from nulls first`,
    ),
    db.query(
      sql`select p.code, coalesce(array_agg(substr(m.member_id, 9)) filter (where m.part), '{}') as communes
          from territory.place p left join territory.membership m on m.container_id = p.id
          where p.level = 'canton' and p.kind <> 'canton' group by p.code`,
    ),
  ])
  return {
    day,
    names: namesOf(places.map((row) => named.Parse(row))),
    holders: holdersOf(memberships.map((row) => held.Parse(row))),
    shared: new Map(cantons.map((row) => shared.Parse(row)).map(({ code, communes }) => [code, communes])),
  }
}

const namesOf = (rows: readonly Static<typeof Named>[]): Geography['names'] => {
  const levels = new Map<Level, Map<string, string>>()
  for (const { level, code, name } of rows) {
    const of = levels.get(level) ?? new Map<string, string>()
    levels.set(level, of.set(code, name))
  }
  return levels
}

/** Identifiers say level and code; those of parts of communes (`commune:89024@…`) hold nothing of their own. */
const holdersOf = (rows: readonly Static<typeof Held>[]): Geography['holders'] => {
  const levels = new Map<Level, Map<string, string>>()
  for (const { member, holder } of rows) {
    const [commune = '', code = ''] = [member.slice('commune:'.length), holder.split(':')[1]]
    const level = Object.keys(LEVEL_PATHS).find((one): one is Level => holder.startsWith(`${one}:`))
    if (!level || commune.includes('@')) continue
    const of = levels.get(level) ?? new Map<string, string>()
    levels.set(level, of.set(commune, code))
  }
  return levels
}
