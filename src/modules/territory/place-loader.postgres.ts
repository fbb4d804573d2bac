import { type Database, sql } from '../../kernel/sql.ts'
import { checkedAtEnd } from './checked-at-end.postgres.ts'
import { COG_EDITION, cogEditions, cogHistory, cogNow, populations } from './cog-packages.node.ts'
import { communesOfDay } from './movements.ts'
import { type PlaceRow, readTerritory, searchedName, type Territory } from './read-territory.ts'

/** The last figure moves when the same packages are read another way. */
const EDITION = `cog-${COG_EDITION}-3`

/** Loads all the places of France from the packages, once an edition. True when it had to. */
export const loadTerritory = async (
  db: Database,
  now: Date,
  tell: (doing: string) => void = () => undefined,
): Promise<boolean> => {
  const [known] = await db.query(sql`select name from territory.edition where name = ${EDITION}`)
  if (known) return false
  tell('Lecture du code officiel géographique')
  const territory = readTerritory({ ...cogNow(), history: cogHistory(), editions: cogEditions().map(communesOfDay) })
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
  await db.query(sql`analyze territory.place, territory.membership, territory.population`)
  return true
}

const insertPlaces = async (tx: Database, places: readonly PlaceRow[]) => {
  const of = <T>(pick: (place: PlaceRow) => T): T[] => places.map(pick)
  await tx.query(sql`
  insert into territory.place (id, level, code, name, kind, liaison, valid_from, valid_until, postcodes, folded)
  select id, level, code, name, kind, liaison, valid_from, valid_until, coalesce(string_to_array(nullif(postcodes, ''), '|'), '{}'), folded
  from unnest(${of((p) => p.id)}::text[], ${of((p) => p.level)}::text[], ${of((p) => p.code)}::text[], ${of((p) => p.name)}::text[],
    ${of((p) => p.kind)}::text[], ${of((p) => p.liaison)}::int[], ${of((p) => p.validFrom)}::date[], ${of((p) => p.validUntil)}::date[],
    ${of((p) => p.postcodes.join('|'))}::text[], ${of((p) => searchedName(p.name))}::text[])
    as t(id, level, code, name, kind, liaison, valid_from, valid_until, postcodes, folded)
  on conflict (id) do nothing`)
}

const insertPairs = async (tx: Database, territory: Territory) => {
  const known = new Set(territory.places.map((p) => p.id))
  const members = territory.memberships.filter(([a, b]) => known.has(a) && known.has(b))
  await tx.query(sql`
    insert into territory.membership (member_id, container_id)
    select * from unnest(${members.map(([a]) => a)}::text[], ${members.map(([, b]) => b)}::text[]) on conflict do nothing`)
  const { events } = territory
  await tx.query(sql`
    insert into territory.event (before_id, after_id, happened_on, why)
    select * from unnest(${events.map((e) => e.before)}::text[], ${events.map((e) => e.after)}::text[], ${events.map((e) => e.on)}::date[], ${events.map((e) => e.why)}::text[])
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

/**
 * Counts of older communes are added to the commune that holds their land today; larger places add up their communes,
 * when none is missing.
 */
const insertPopulations = async (tx: Database, { currentOf, places }: Territory) => {
  const editions: { year: number; source: string }[] = []
  const beganOn = new Map(places.map((p) => [p.id, p.validFrom]))
  for (const { year, source, counts, contours } of populations()) {
    const today = new Map<string, { value: number; parts: number }>()
    for (const [code, value] of counts) {
      const current = currentOf(code)
      if (!current || !beganOn.has(`commune:${current}`)) continue
      // A commune born since then bears in that edition the count of its chief town alone.
      if (code === current && (beganOn.get(`commune:${current}`) ?? '') > contours) continue
      const sum = today.get(current) ?? { value: 0, parts: 0 }
      today.set(current, { value: sum.value + value, parts: sum.parts + 1 })
    }
    const rows = [...today]
    await tx.query(sql`
      insert into territory.population (place_id, year, value, source)
      select 'commune:' || code, ${year}, value, ${source} || case when parts > 1 then ' (somme des communes réunies depuis)' else '' end
      from unnest(${rows.map(([code]) => code)}::text[], ${rows.map(([, r]) => r.value)}::int[], ${rows.map(([, r]) => r.parts)}::int[]) as t(code, value, parts)`)
    editions.push({ year, source })
  }
  await tx.query(sql`analyze territory.place, territory.membership, territory.population`)
  await tx.query(sql`
    insert into territory.population (place_id, year, value, source)
    select m.container_id, e.year, sum(p.value), e.source || ' (somme des communes, contours de 2026)'
    from territory.membership m join territory.place c on c.id = m.member_id and c.kind = 'commune-actuelle'
    cross join unnest(${editions.map((e) => e.year)}::int[], ${editions.map((e) => e.source)}::text[]) as e(year, source)
    left join territory.population p on p.place_id = m.member_id and p.year = e.year
    where m.container_id !~ '^commune:' group by m.container_id, e.year, e.source having count(p.value) = count(*)`)
  await tx.query(sql`
    insert into territory.population (place_id, year, value, source)
    select 'pays:FR', year, sum(value), min(source) from territory.population where place_id like 'region:%'
    group by year having count(*) = (select count(*) from territory.place where level = 'region')`)
}
