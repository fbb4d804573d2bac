import { type Static, Type } from 'typebox'
import { type Database, first, many, planned, type Sql, sql } from '../../kernel/sql.ts'
import { Place } from './place.ts'
import { COLUMNS } from './place-columns.postgres.ts'
import type { PlaceLink, PlaceStore } from './ports.ts'
import { searchPlaces } from './search-places.postgres.ts'

const living = (on: string) =>
  sql`(p.valid_until is null or p.valid_until > ${on}::date) and (p.valid_from is null or p.valid_from <= ${on}::date)`

const held = (on: string) =>
  sql`(m.valid_until is null or m.valid_until > ${on}::date) and (m.valid_from is null or m.valid_from <= ${on}::date)`

const Point = Type.Object({ year: Type.Integer(), value: Type.Integer(), source: Type.String() })
const Named = Type.Object({ id: Type.String(), name: Type.String() })
const Moved = Type.Object({
  on: Type.String(),
  after: Type.Union([Type.String(), Type.Null()]),
  before: Type.Array(Type.String()),
  into: Type.Array(Type.String()),
  why: Type.String(),
})
const Linked = Type.Object({
  ...Place.properties,
  on: Type.Union([Type.String(), Type.Null()]),
  after: Type.Union([Type.String(), Type.Null()]),
  why: Type.String(),
})
const CommuneRow = Type.Object({
  ...Place.properties,
  containers: Type.Array(Place),
  shared: Type.Array(Place),
  parts: Type.Array(Place),
  predecessors: Type.Array(Linked),
  successors: Type.Array(Linked),
  points: Type.Array(Point),
})
const linked = ({ on, after, why, ...place }: Static<typeof Linked>): PlaceLink => ({ place, on, after, why })

const CONTAINERS_ORDER = sql`array_position(array['commune', 'epci', 'canton', 'arrondissement', 'departement', 'region', 'pays'], p.level)`

const containersOf = (id: Sql, on: string) =>
  sql`select ${COLUMNS} from territory.membership m join territory.place p on p.id = m.container_id
      where m.member_id = ${id} and not m.part and ${held(on)} and ${living(on)} order by ${CONTAINERS_ORDER}`

const sharedOf = (id: Sql, on: string) =>
  sql`select ${COLUMNS} from territory.membership m
      join territory.place p on p.id = case when m.member_id = ${id} then m.container_id else m.member_id end
      where (m.member_id = ${id} or m.container_id = ${id}) and m.part and ${held(on)} and ${living(on)} order by p.folded`

const predecessorsOf = (id: Sql) =>
  sql`select ${COLUMNS}, e.happened_on as on, e.on_after as after, e.why from territory.event e join territory.place p on p.id = e.before_id
      where e.after_id = ${id} order by e.happened_on nulls last, p.folded`

const successorsOf = (id: Sql) =>
  sql`select ${COLUMNS}, e.happened_on as on, e.on_after as after, e.why from territory.event e join territory.place p on p.id = e.after_id
      where e.before_id = ${id} order by e.happened_on nulls last`

const populationOf = (id: Sql) =>
  sql`select year, value, source from territory.population where place_id = ${id} order by year`

const partsOf = (id: Sql, on: string) =>
  sql`select ${COLUMNS} from territory.membership m join territory.place p on p.id = m.member_id
      where m.container_id = ${id} and ${held(on)} and p.level = 'commune' order by p.folded, p.code, p.id`

/** A question whose rows make one array. */
const asArray = (question: Sql) => sql`(select coalesce(json_agg(found), '[]') from (${question}) found)`

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

  containers: (id, on) => many(db, Place, containersOf(sql`${id}`, on)),

  // Communes of another day: those of today that lived already, and those that they have taken in since.
  members: (id, level, on) =>
    many(
      db,
      Place,
      sql`with member as (select m.member_id as id from territory.membership m where m.container_id = ${id} and not m.part and ${held(on)}),
            held as (
              select id, bool_or(now) as now, bool_or(not now) as before from (
                select id, true as now from member
                union all select e.before_id, false from territory.event e join member m on m.id = e.after_id where ${id} not like 'commune:%')
              group by id)
          select ${COLUMNS} from held join territory.place p on p.id = held.id
          where p.level = ${level} and (
            (held.now and (${level} <> 'commune' or ${id} like 'commune:%' or ${living(on)}))
            or (held.before and p.valid_until > ${on}::date and (p.valid_from is null or p.valid_from <= ${on}::date)))
          order by p.folded, p.code, p.id`,
    ),

  shared: (id, on) => many(db, Place, sharedOf(sql`${id}`, on)),

  neighbours: (id, level) =>
    many(
      db,
      Place,
      sql`select ${COLUMNS} from territory.place p where p.level = ${level} and p.id in (
            select other.container_id from territory.membership mine join territory.membership other on other.member_id = mine.member_id
            where mine.container_id = ${id} and mine.valid_until is null and other.valid_until is null) order by p.folded`,
    ),

  predecessors: async (id) => (await many(db, Linked, predecessorsOf(sql`${id}`))).map(linked),

  successors: async (id) => (await many(db, Linked, successorsOf(sql`${id}`))).map(linked),

  population: (id) => many(db, Point, populationOf(sql`${id}`)),

  async communeRecords(ids, on) {
    const id = sql`wanted.id`
    const question = sql`select ${COLUMNS}, ${asArray(containersOf(id, on))} as containers, ${asArray(sharedOf(id, on))} as shared,
            ${asArray(partsOf(id, on))} as parts,
            ${asArray(predecessorsOf(id))} as predecessors, ${asArray(successorsOf(id))} as successors,
            ${asArray(populationOf(id))} as points
          from (select id from territory.place where id = any(${ids}) and level = 'commune') wanted
          join territory.place p on p.id = wanted.id`
    const rows = await many(db, CommuneRow, ids.length === 1 ? planned('commune-record', question) : question)
    return new Map(
      rows.map(({ containers, shared, parts, predecessors, successors, points, ...place }) => [
        place.id,
        {
          ...{ place, containers, shared, parts, population: points },
          ...{ predecessors: predecessors.map(linked), successors: successors.map(linked) },
        },
      ]),
    )
  },

  search: searchPlaces(db, home),

  async codes(level) {
    const rows = await many(
      db,
      Type.Object({ code: Type.String() }),
      sql`select distinct code from territory.place where level = ${level}`,
    )
    return new Set(rows.map((row) => row.code))
  },

  async names(ids) {
    const rows = await many(db, Named, sql`select id, name from territory.place where id = any(${ids})`)
    return new Map(rows.map((row) => [row.id, row.name]))
  },

  history: (level, from, to) =>
    many(
      db,
      Moved,
      sql`select happened_on as on, not_before as after, before, into_codes as into, why from territory.movement
          where level = ${level} and happened_on > ${from}::date and happened_on <= ${to}::date order by happened_on, id`,
    ),

  async postcodes() {
    const rows = await many(
      db,
      Type.Object({ code: Type.String() }),
      sql`select distinct unnest(postcodes) as code from territory.place`,
    )
    return new Set(rows.map((row) => row.code))
  },
})
