import { type Database, sql } from '../../kernel/sql.ts'
import { checkedAtEnd } from './checked-at-end.postgres.ts'
import { COG_EDITION, cogEditions, cogHistory, cogNow, populations } from './cog-packages.node.ts'
import { postgresContours } from './contour-store.postgres.ts'
import { countPopulations } from './count-populations.ts'
import { drawCantons } from './load-contours.ts'
import { postgresPlaces } from './place-store.postgres.ts'
import { type PlaceRow, readTerritory, searchedName, type Territory } from './read-territory.ts'
import { shippedCantons } from './shipped-cantons.node.ts'

/** The last figure moves when the same packages are read another way. */
const EDITION = `cog-${COG_EDITION}-4`

/** Loads all the places of France from the packages and the files brought with the portal, once an edition. True when it had to. */
export const loadTerritory = async (
  db: Database,
  now: Date,
  tell: (doing: string) => void = () => undefined,
): Promise<boolean> => {
  const [known] = await db.query(sql`select name from territory.edition where name = ${EDITION}`)
  if (known) return false
  tell('Lecture du code officiel géographique')
  const territory = readTerritory({
    ...cogNow(),
    history: cogHistory(),
    editions: cogEditions(),
    cantons: shippedCantons(),
  })
  await db.transaction(async (tx) => {
    await tx.query(
      sql`truncate territory.movement, territory.population, territory.event, territory.membership, territory.place`,
    )
    await checkedAtEnd(tx, async () => {
      tell(`Écriture de ${territory.places.length} lieux`)
      await insertPlaces(tx, territory.places)
      await insertPairs(tx, territory)
      await insertMovements(tx, territory.movements)
      tell('Populations de 2016 à 2023')
      await insertPopulations(tx, territory)
      await describePlaces(tx)
    })
    await tx.query(sql`insert into territory.edition (name, loaded_at) values (${EDITION}, ${now})`)
  })
  await drawCantons({ places: postgresPlaces(db, ''), contours: postgresContours(db), now: () => now })
  await db.query(sql`analyze territory.place, territory.membership, territory.population`)
  return true
}

const insertPlaces = async (tx: Database, places: readonly PlaceRow[]) => {
  const of = <T>(pick: (place: PlaceRow) => T): T[] => places.map(pick)
  await tx.query(sql`
  insert into territory.place (id, level, code, name, kind, liaison, valid_from, valid_until, from_after, until_after, postcodes, folded)
  select id, level, code, name, kind, liaison, valid_from, valid_until, from_after, until_after, coalesce(string_to_array(nullif(postcodes, ''), '|'), '{}'), folded
  from unnest(${of((p) => p.id)}::text[], ${of((p) => p.level)}::text[], ${of((p) => p.code)}::text[], ${of((p) => p.name)}::text[],
    ${of((p) => p.kind)}::text[], ${of((p) => p.liaison)}::int[], ${of((p) => p.validFrom)}::date[], ${of((p) => p.validUntil)}::date[],
    ${of((p) => p.fromAfter)}::date[], ${of((p) => p.untilAfter)}::date[],
    ${of((p) => p.postcodes.join('|'))}::text[], ${of(searchedAs)}::text[])
    as t(id, level, code, name, kind, liaison, valid_from, valid_until, from_after, until_after, postcodes, folded)
  on conflict (id) do nothing`)
}

/** A canton mostly bears the name of a commune, which is what one looks for first by that name. */
const searchedAs = ({ level, name }: PlaceRow): string => searchedName(level === 'canton' ? `canton ${name}` : name)

const insertPairs = async (tx: Database, territory: Territory) => {
  const known = new Set(territory.places.map((p) => p.id))
  const held = territory.memberships.filter((m) => known.has(m.member) && known.has(m.container))
  const ofMember = <T>(pick: (m: (typeof held)[number]) => T): T[] => held.map(pick)
  await tx.query(sql`
    insert into territory.membership (member_id, container_id, valid_from, from_after, valid_until, until_after, part)
    select * from unnest(${ofMember((m) => m.member)}::text[], ${ofMember((m) => m.container)}::text[],
      ${ofMember((m) => m.validFrom)}::date[], ${ofMember((m) => m.fromAfter)}::date[],
      ${ofMember((m) => m.validUntil)}::date[], ${ofMember((m) => m.untilAfter)}::date[],
      ${ofMember((m) => m.part === true)}::boolean[]) on conflict do nothing`)
  const events = territory.events.filter((e) => known.has(e.before) && known.has(e.after))
  const ofEvent = <T>(pick: (e: (typeof events)[number]) => T): T[] => events.map(pick)
  await tx.query(sql`
    insert into territory.event (before_id, after_id, happened_on, on_after, why)
    select * from unnest(${ofEvent((e) => e.before)}::text[], ${ofEvent((e) => e.after)}::text[],
      ${ofEvent((e) => e.on)}::date[], ${ofEvent((e) => e.onAfter)}::date[], ${ofEvent((e) => e.why)}::text[])
    on conflict do nothing`)
}

const insertMovements = async (tx: Database, movements: Territory['movements']) => {
  const of = <T>(pick: (movement: Territory['movements'][number]) => T): T[] => movements.map(pick)
  await tx.query(sql`
    insert into territory.movement (level, happened_on, not_before, before, into_codes, why)
    select level, happened_on, not_before, string_to_array(before, ' '), string_to_array(into_codes, ' '), why
    from unnest(${of((m) => m.level)}::text[], ${of((m) => m.on)}::date[], ${of((m) => m.after)}::date[],
      ${of((m) => m.before.join(' '))}::text[], ${of((m) => m.into.join(' '))}::text[], ${of((m) => m.why)}::text[])
      as t(level, happened_on, not_before, before, into_codes, why)`)
}

/** What searches sort by, kept beside each place. */
const describePlaces = async (tx: Database) => {
  await tx.query(sql`
    update territory.place p set inhabitants = c.value
    from (select distinct on (place_id) place_id, value from territory.population order by place_id, year desc) c where c.place_id = p.id`)
  await tx.query(sql`
    update territory.place p set departement = substr(m.container_id, 13)
    from territory.membership m where m.member_id = p.id and m.container_id like 'departement:%'`)
  await tx.query(sql`update territory.place set departement = code where level = 'departement'`)
}

const insertPopulations = async (tx: Database, territory: Territory) => {
  const rows = [...populations()].flatMap((counted) => countPopulations(counted, territory))
  await tx.query(sql`
    insert into territory.population (place_id, year, value, source)
    select * from unnest(${rows.map((r) => r.place)}::text[], ${rows.map((r) => r.year)}::int[],
      ${rows.map((r) => r.value)}::int[], ${rows.map((r) => r.source)}::text[])`)
  await tx.query(sql`
    insert into territory.population (place_id, year, value, source)
    select 'pays:FR', year, sum(value), min(source) from territory.population where place_id like 'region:%'
    group by year having count(*) = (select count(*) from territory.place where level = 'region')`)
}
