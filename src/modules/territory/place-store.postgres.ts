import { type Static, Type } from 'typebox'
import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { Place } from './place.ts'
import type { PlaceHit, PlaceStore } from './ports.ts'
import { searchedName } from './read-territory.ts'

const COLUMNS = new Sql(
  [
    `p.id, p.level, p.code, p.name, p.kind, p.liaison, p.valid_from as "validFrom", p.valid_until as "validUntil", p.postcodes,
     (select json_build_object('value', c.value, 'year', c.year, 'source', c.source) from territory.population c
      where c.place_id = p.id order by c.year desc limit 1) as population`,
  ],
  [],
)
const living = (on: string) =>
  sql`(p.valid_until is null or p.valid_until > ${on}::date) and (p.valid_from is null or p.valid_from <= ${on}::date)`

const Linked = Type.Object({ ...Place.properties, on: Type.Union([Type.String(), Type.Null()]), why: Type.String() })
const linked = ({ on, why, ...place }: Static<typeof Linked>) => ({ place, on, why })

/** Places in PostgreSQL; `home` is the département whose places come first in searches. */
export const postgresPlaces = (db: Database, home: string): PlaceStore => ({
  get: (id) => first(db, Place, sql`select ${COLUMNS} from territory.place p where p.id = ${id}`),

  byCode: (level, code, on) =>
    first(
      db,
      Place,
      sql`select ${COLUMNS} from territory.place p where p.level = ${level} and p.code = ${code}
          order by (${living(on)}) desc, p.id limit 1`,
    ),

  containers: (id, on) =>
    many(
      db,
      Place,
      sql`select ${COLUMNS} from territory.membership m join territory.place p on p.id = m.container_id
          where m.member_id = ${id} and ${living(on)}
          order by array_position(array['commune', 'epci', 'arrondissement', 'departement', 'region', 'pays'], p.level)`,
    ),

  members: (id, level, on) =>
    many(
      db,
      Place,
      sql`select ${COLUMNS} from territory.membership m join territory.place p on p.id = m.member_id
          where m.container_id = ${id} and p.level = ${level} and (${level} <> 'commune' or m.container_id like 'commune:%' or ${living(on)})
          order by p.folded, p.code`,
    ),

  neighbours: (id, level) =>
    many(
      db,
      Place,
      sql`select ${COLUMNS} from territory.place p where p.level = ${level} and p.id in (
            select other.container_id from territory.membership mine join territory.membership other on other.member_id = mine.member_id
            where mine.container_id = ${id}) order by p.folded`,
    ),

  predecessors: async (id) =>
    (
      await many(
        db,
        Linked,
        sql`select ${COLUMNS}, e.happened_on as on, e.why from territory.event e join territory.place p on p.id = e.before_id
            where e.after_id = ${id} order by e.happened_on nulls last, p.folded`,
      )
    ).map(linked),

  successors: async (id) =>
    (
      await many(
        db,
        Linked,
        sql`select ${COLUMNS}, e.happened_on as on, e.why from territory.event e join territory.place p on p.id = e.after_id
            where e.before_id = ${id} order by e.happened_on nulls last`,
      )
    ).map(linked),

  population: (id) =>
    many(
      db,
      Type.Object({ year: Type.Integer(), value: Type.Integer(), source: Type.String() }),
      sql`select year, value, source from territory.population where place_id = ${id} order by year`,
    ),

  search: (text, limit) => search(db, text, limit, home),

  async codes(level) {
    const rows = await many(
      db,
      Type.Object({ code: Type.String() }),
      sql`select distinct code from territory.place where level = ${level}`,
    )
    return new Set(rows.map((row) => row.code))
  },

  async postcodes() {
    const rows = await many(
      db,
      Type.Object({ code: Type.String() }),
      sql`select distinct unnest(postcodes) as code from territory.place`,
    )
    return new Set(rows.map((row) => row.code))
  },
})

const Hit = Type.Object({
  ...Place.properties,
  parent: Type.Union([Type.String(), Type.Null()]),
  why: Type.Union([Type.String(), Type.Null()]),
})

const search = async (db: Database, text: string, limit: number, home: string): Promise<readonly PlaceHit[]> => {
  const typed = text.trim()
  if (typed === '') return []
  const name = searchedName(typed)
  const rows = await many(
    db,
    Hit,
    sql`with hit as (
          select p.*, case when p.code = upper(${typed}) then 0 when ${typed} = any(p.postcodes) then 1 when p.folded = ${name} then 2
                           when p.folded like ${`${name}%`} then 3 when p.folded like ${`% ${name}%`} then 4 else 5 end as rank,
                 case when p.code = upper(${typed}) then 'code ' || p.code when ${typed} = any(p.postcodes) then 'code postal ' || ${typed} end as why
          from territory.place p
          where p.code = upper(${typed}) or p.postcodes @> array[${typed}] or (${name} <> '' and (p.folded like ${`%${name}%`} or p.folded % ${name})))
        select ${COLUMNS}, p.why,
          (select d.name from territory.membership m join territory.place d on d.id = m.container_id
           where m.member_id = p.id and d.level in ('departement', 'commune') order by d.level limit 1) as parent
        from hit p
        order by p.rank >= 5, p.valid_until is not null or p.kind like '%associee%',
          p.rank <= 1 desc,
          exists (select 1 from territory.membership m where m.member_id = p.id and m.container_id = ${`departement:${home}`}) desc,
          p.rank, array_position(array['commune', 'departement', 'epci', 'region', 'arrondissement', 'pays'], p.level), similarity(p.folded, ${name}) desc,
          (select c.value from territory.population c where c.place_id = p.id order by c.year desc limit 1) desc nulls last, p.id
        limit ${limit}`,
  )
  return rows.map(({ parent, why, ...place }) => ({ place, parent, why }))
}
