import { Type } from 'typebox'
import { type Database, many, planned, type Sql, sql } from '../../kernel/sql.ts'
import { Place } from './place.ts'
import { COLUMNS } from './place-columns.postgres.ts'
import type { PlaceHit, PlaceStore } from './ports.ts'
import { searchedName } from './read-territory.ts'

const Hit = Type.Object({
  ...Place.properties,
  parent: Type.Union([Type.String(), Type.Null()]),
  why: Type.Union([Type.String(), Type.Null()]),
})

interface Typed {
  readonly typed: string
  readonly name: string
  readonly limit: number
  readonly home: string
}

/** No name is as long; of a longer text, only the beginning is looked for. */
const MOST_LETTERS = 120

/** Places by name, code or postcode: those that hold what was typed; when none does, those that resemble it. `home`: a département. */
export const searchPlaces =
  (db: Database, home: string): PlaceStore['search'] =>
  async (text, limit) => {
    const typed = text.trim().slice(0, MOST_LETTERS).trim()
    const name = searchedName(typed).replace(/^canton (de l|de la|du|des|de|d) /, 'canton ')
    if (typed === '') return []
    const asked = { typed, name, limit, home }
    for (const question of widening(asked)) {
      const hits = await best(db, asked, question)
      if (hits.length >= limit) return hits
    }
    const plan = isTelling(name)
    const holding = await best(db, asked, { plan: plan ? 'places-that-hold' : null, where: holds(asked) })
    if (holding.length > 0 || name.length < 3) return holding
    return best(db, asked, { plan: plan ? 'places-that-resemble' : null, where: sql`p.folded % ${name}` })
  }

interface Question {
  /** The name of its plan, when one serves for all that is typed. */
  readonly plan: string | null
  readonly where: Sql
}

const isCoded = ({ typed }: Typed): Sql => sql`p.code = upper(${typed}) or p.postcodes @> array[${typed}]`
const begins = ({ name }: Typed): Sql => sql`p.folded like ${`${name}%`} or p.folded = ${`canton ${name}`}`
const beginsWord = ({ name }: Typed): Sql => sql`p.folded like ${`${name}%`} or p.folded like ${`% ${name}%`}`
const atHome = ({ home }: Typed): Sql => sql`p.departement = ${home}`
const ENDED = sql`p.valid_until is not null or p.kind like '%associee%'`

const holds = (asked: Typed): Sql =>
  sql`${isCoded(asked)} or (${asked.name} <> '' and p.folded like ${`%${tellingWord(asked.name)}%`} and p.folded || '' like ${`%${asked.name}%`})`

/**
 * Questions about fewer places than hold the name, each about those of the one before and more. What one finds comes
 * before all other places in the order of a search: the first that fills the page gives the answer, and a few letters do
 * not have a third of France sorted.
 */
const widening = (asked: Typed): readonly Question[] => {
  if (asked.name === '' || isRare(asked.name)) return []
  const here = sql`${isCoded(asked)} or (${atHome(asked)} and (${beginsWord(asked)}))`
  const near = { plan: 'places-that-begin-here', where: sql`(${here}) and not (${ENDED})` }
  if (isTelling(asked.name)) return [near]
  const inside = sql`${atHome(asked)} and not (${ENDED}) and p.folded || '' like ${`%${asked.name}%`}`
  return [
    near,
    { plan: 'places-that-begin', where: sql`(${here} or ${begins(asked)}) and not (${ENDED})` },
    { plan: 'places-with-a-word-that-begins', where: sql`${isCoded(asked)} or ${beginsWord(asked)} or (${inside})` },
  ]
}

/**
 * The longest word of a name, « saint » last: the index is asked for it alone, and the whole name looked for in what it
 * finds. Of a name in several words, it would read the places that hold each three of its letters, a third of France.
 */
const tellingWord = (name: string): string =>
  name.split(' ').reduce((best, word) => (isSaint(best) || word.length > best.length ? word : best))

const isSaint = (word: string): boolean => /^sainte?$/.test(word)

/** Fewer letters, or « saint », are those of thousands of places: how to look for them depends on which they are. */
const FEWEST_PLANNED = 4

const isTelling = (name: string): boolean => {
  const word = tellingWord(name)
  return word.length >= FEWEST_PLANNED && !isSaint(word)
}

/** A code, several words, or one so long that few places hold it: one question finds them at once. */
const isRare = (name: string): boolean =>
  /^\d{3,}$/.test(name) || (isTelling(name) && (name.includes(' ') || tellingWord(name).length > 5))

/** Those that hold the letters inside a word last, then what is no more, then codes first, home, the beginning, the level, the likeness, the size. */
const order = ({ name, home }: Typed): Sql =>
  sql`p.rank >= 5, ${ENDED}, p.rank <= 1 desc, p.departement is not distinct from ${home} desc,
      p.rank, array_position(array['commune', 'departement', 'epci', 'region', 'canton', 'arrondissement', 'pays'], p.level),
      similarity(p.folded, ${name}) desc, p.inhabitants desc nulls last, p.id`

const best = async (db: Database, asked: Typed, { plan, where }: Question): Promise<readonly PlaceHit[]> => {
  const { typed, name, limit } = asked
  const question = sql`with hit as (
          select p.*, case when p.code = upper(${typed}) then 0 when ${typed} = any(p.postcodes) then 1 when p.folded = ${name} then 2
                           when p.folded like ${`${name}%`} or p.folded = ${`canton ${name}`} then 3 when p.folded like ${`% ${name}%`} then 4 else 5 end as rank,
                 case when p.code = upper(${typed}) then 'code ' || p.code when ${typed} = any(p.postcodes) then 'code postal ' || ${typed} end as why
          from territory.place p where ${where}),
        first as materialized (
          select p.*, row_number() over () as place from (select p.* from hit p order by ${order(asked)} limit ${limit}) p)
        select ${COLUMNS}, p.why,
          coalesce(
            (select d.name from territory.membership m join territory.place d on d.id = m.container_id
             where m.member_id = p.id and d.level = 'departement' limit 1),
            (select concat_ws(', ', h.name, d.name) from territory.membership m join territory.place h on h.id = m.container_id
               left join territory.place d on d.id = 'departement:' || h.departement
             where m.member_id = p.id and h.level = 'commune' limit 1),
            (select d.name from territory.event e join territory.place h on h.id = e.after_id
               join territory.place d on d.id = 'departement:' || coalesce(p.departement, h.departement)
             where e.before_id = p.id and p.level = 'commune' limit 1)) as parent
        from first p order by p.place`
  const rows = await many(db, Hit, plan ? planned(plan, question) : question)
  return rows.map(({ parent, why, ...place }) => ({ place, parent, why }))
}
