import { fold } from '../../kernel/fold.ts'
import { type Canton, cantonRows } from './cantons.ts'
import type { CogArea, CogCommune, CogEdition, CogEpci, CogPast } from './cog-packages.node.ts'
import { type CommunesSince, communesSince } from './communes-since.ts'
import { datedContainers, type Life } from './dated-containers.ts'
import { arrondissementsOfDay, communesOfDay, epciOfDay } from './edition-days.ts'
import { editionMovements, registerMovements } from './movements.ts'
import { type Past, pastCommunes } from './past-communes.ts'
import type { Level } from './place.ts'
import type { Movement } from './rebuild-series.ts'

export interface PlaceRow {
  readonly id: string
  readonly level: Level
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly liaison: number
  readonly validFrom: string | null
  /** A day when it was not yet, when no source gives the first. */
  readonly fromAfter: string | null
  readonly validUntil: string | null
  /** A day when it still was, when no source gives the last. */
  readonly untilAfter: string | null
  readonly postcodes: readonly string[]
}

export interface EventRow {
  readonly before: string
  readonly after: string
  readonly on: string | null
  /** A day when it had not happened yet, when `on` is only the latest possible. */
  readonly onAfter: string | null
  readonly why: string
}

/** Who holds whom, and when: empty dates are older than our sources, or not come. */
export interface MembershipRow {
  readonly member: string
  readonly container: string
  readonly validFrom: string | null
  readonly fromAfter: string | null
  readonly validUntil: string | null
  readonly untilAfter: string | null
  /** Present when only a part of the member lies there. */
  readonly part?: true
}

export interface Territory {
  readonly places: readonly PlaceRow[]
  readonly memberships: readonly MembershipRow[]
  readonly events: readonly EventRow[]
  /** What became of the land of codes, by level, oldest first. */
  readonly movements: readonly (Movement & { readonly level: Level })[]
  /** The commune in force today that holds the land of a code, whatever its age. */
  readonly currentOf: (code: string) => string | undefined
}

interface Sources {
  readonly communes: readonly CogCommune[]
  readonly epci: readonly CogEpci[]
  readonly arrondissements: readonly CogArea[]
  readonly departements: readonly CogArea[]
  readonly regions: readonly CogArea[]
  readonly cantons: readonly Canton[]
  readonly history: readonly CogPast[]
  /** Editions of the code, oldest first. */
  readonly editions: readonly CogEdition[]
}

/** How a search compares names: folded, and « St », « Ste » opened. */
export const searchedName = (name: string): string =>
  fold(name)
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')

/** Places, who belongs to whom, and what became of what, from the official codes. A date that no source gives stays empty. */
export const readTerritory = (s: Sources): Territory => {
  const actual = new Map(s.communes.filter((c) => c.type === 'commune-actuelle').map((c) => [c.code, c]))
  const past = pastCommunes(s.history)
  const days = s.editions.map(communesOfDay)
  const since = communesSince(days)
  const parts = s.communes.filter((c) => c.type !== 'commune-actuelle')
  const parentOf = new Map([
    ...[...actual.values()].flatMap(({ code, anciensCodes = [] }) => anciensCodes.map((old) => [old, code] as const)),
    ...parts.map((p) => [p.code, p.chefLieu ?? p.commune ?? ''] as const),
  ])
  const currentOf = (code: string): string | undefined => follow(code, actual, parentOf, past)
  const communes = [...actual.values()].map((c): PlaceRow => {
    const born = since.bornOn(c.code)
    const validFrom = born?.day ?? past.beganOn(c.code)
    return { ...communeRow(`commune:${c.code}`, c, c.type), validFrom, fromAfter: born?.after ?? null }
  })
  const partRows = parts.map((p): PlaceRow => {
    const row = communeRow(partId(p, actual), p, p.type)
    return { ...row, validFrom: past.beganOn(p.code, true), ...endOf(p, since, past, actual) }
  })
  const known = new Set([...communes, ...partRows].map((row) => row.code))
  const goneRows = goneCommunes(past, since).filter((row) => !known.has(row.code) && currentOf(row.code) !== undefined)
  const former = formerNames(actual, past, since, partRows)
  const epci = datedContainers('epci', s.editions.map(epciOfDay))
  const arrondissements = datedContainers('arrondissement', s.editions.map(arrondissementsOfDay))
  const cantons = cantonRows(s.cantons)
  return {
    places: [
      ...communes,
      ...partRows,
      ...goneRows,
      ...former.map(({ row }) => row),
      ...s.epci.map((e) => began(areaRow('epci', { ...e, typeLiaison: 0 }, e.type), epci.lives)),
      ...epci.places,
      ...s.arrondissements.map((a) => began(areaRow('arrondissement', a, 'arrondissement'), arrondissements.lives)),
      ...arrondissements.places,
      ...cantons.places,
      ...s.departements.map((d) => areaRow('departement', d, 'departement')),
      ...s.regions.map((r) => areaRow('region', r, 'region')),
      areaRow('pays', { code: 'FR', nom: 'France', typeLiaison: 3 }, 'pays'),
    ],
    memberships: [
      ...membershipsOf(s, actual, partRows, parts),
      ...epci.memberships,
      ...arrondissements.memberships,
      ...cantons.memberships,
    ],
    events: [
      ...former.map(({ row, why }) => eventOf(row, row.code, why)),
      ...eventsOf(
        [
          ...partRows.map((row, i) => ({ row, parent: parts[i]?.chefLieu ?? parts[i]?.commune })),
          ...goneRows.map((row) => ({ row, parent: currentOf(row.code) })),
        ],
        past,
        actual,
      ),
      ...epci.events,
      ...arrondissements.events,
    ],
    movements: [
      ...[...registerMovements(s.history), ...editionMovements(days)].map((m) => ({ level: 'commune' as const, ...m })),
      ...epci.movements,
      ...arrondissements.movements,
    ],
    currentOf,
  }
}

const UNDATED = { validFrom: null, fromAfter: null, validUntil: null, untilAfter: null }

const areaRow = (level: Level, a: CogArea, kind: string): PlaceRow => ({
  id: `${level}:${a.code}`,
  level,
  code: a.code,
  name: a.nom,
  kind,
  liaison: a.typeLiaison ?? 0,
  ...UNDATED,
  postcodes: [],
})

const began = (row: PlaceRow, lives: ReadonlyMap<string, Life>): PlaceRow => {
  const from = lives.get(row.code)?.from
  return { ...row, validFrom: from?.day ?? null, fromAfter: from?.after ?? null }
}

const goneCommunes = (past: Past, since: CommunesSince): readonly PlaceRow[] => [
  ...past.ended.map((p) => ({
    ...communeRow(`commune:${p.code}`, { code: p.code, nom: p.nom, type: '' }, 'ancienne-commune'),
    validUntil: p.dateFin ?? null,
  })),
  ...since.gone.map(({ code, name }) => ({
    ...communeRow(`commune:${code}`, { code, nom: name, type: '' }, 'ancienne-commune'),
    validUntil: since.endedOn(code)?.day ?? null,
    untilAfter: since.endedOn(code)?.after ?? null,
  })),
]

/** Names that codes in force bore before: other places, with dates of their own. */
const formerNames = (
  actual: ReadonlyMap<string, CogCommune>,
  past: Past,
  since: CommunesSince,
  partRows: readonly PlaceRow[],
): readonly { readonly row: PlaceRow; readonly why: string }[] => {
  const covered = new Set(partRows.map((row) => `${row.code} ${row.validUntil}`))
  const rowOf = (c: CogCommune, nom: string, until: string) =>
    communeRow(`commune:${c.code}@${until}`, { ...c, nom, codesPostaux: [] }, 'ancienne-commune')
  const registered = [...actual.values()].flatMap((c) =>
    past
      .formerly(c.code)
      .filter(({ until }) => !covered.has(`${c.code} ${until}`))
      .map(({ name, from, until, why }) => ({
        why,
        row: { ...rowOf(c, name, until), validFrom: from, validUntil: until },
      })),
  )
  const recent = since.renamed.flatMap(({ code, name, day, after }) => {
    const c = actual.get(code)
    return c ? [{ why: 'changement de nom', row: { ...rowOf(c, name, day), validUntil: day, untilAfter: after } }] : []
  })
  return [...registered, ...recent]
}

const eventOf = (row: PlaceRow, heir: string, why: string): EventRow => ({
  before: row.id,
  after: `commune:${heir}`,
  on: row.validUntil,
  onAfter: row.untilAfter,
  why,
})

/** A part that bears the code of its commune (Guillon in Guillon-Terre-Plaine) has a name of its own. */
const partId = (part: CogCommune, actual: ReadonlyMap<string, CogCommune>): string =>
  actual.has(part.code) ? `commune:${part.code}@${part.type}` : `commune:${part.code}`

const communeRow = (id: string, c: CogCommune, kind: string) => ({
  id,
  level: 'commune' as const,
  code: c.code,
  name: c.nom,
  kind,
  liaison: c.typeLiaison ?? 0,
  postcodes: c.codesPostaux ?? [],
  ...UNDATED,
})

const follow = (
  code: string,
  actual: ReadonlyMap<string, CogCommune>,
  parentOf: ReadonlyMap<string, string>,
  past: Past,
): string | undefined => {
  let at: string | undefined = code
  for (let step = 0; step < 8 && at !== undefined; step += 1) {
    if (actual.has(at)) return at
    at = parentOf.get(at) ?? past.heirOf(at)
  }
  return undefined
}

/** When a part ceased to be a commune of full exercise: the register's day, else the first edition where it no longer is one. */
const endOf = (
  part: CogCommune,
  since: CommunesSince,
  past: Past,
  actual: ReadonlyMap<string, CogCommune>,
): Pick<PlaceRow, 'validUntil' | 'untilAfter'> => {
  if (part.type === 'arrondissement-municipal') return { validUntil: null, untilAfter: null }
  const framed = actual.has(part.code) ? since.bornOn(part.code) : since.endedOn(part.code)
  if (framed) return { validUntil: framed.day, untilAfter: framed.after }
  return { validUntil: past.endOf(part.code)?.dateFin ?? null, untilAfter: null }
}

const membershipsOf = (
  s: Sources,
  actual: ReadonlyMap<string, CogCommune>,
  partRows: readonly PlaceRow[],
  parts: readonly CogCommune[],
): readonly MembershipRow[] => {
  const pairs: (readonly [string, string])[] = []
  for (const c of actual.values()) {
    if (c.departement) pairs.push([`commune:${c.code}`, `departement:${c.departement}`])
    if (c.region) pairs.push([`commune:${c.code}`, `region:${c.region}`])
  }
  partRows.forEach((row, i) => {
    const parent = parts[i]?.chefLieu ?? parts[i]?.commune
    if (parent && actual.has(parent)) pairs.push([row.id, `commune:${parent}`])
  })
  for (const a of s.arrondissements)
    if (a.departement) pairs.push([`arrondissement:${a.code}`, `departement:${a.departement}`])
  for (const d of s.departements) if (d.region) pairs.push([`departement:${d.code}`, `region:${d.region}`])
  for (const r of s.regions) pairs.push([`region:${r.code}`, 'pays:FR'])
  return pairs.map(([member, container]) => ({ member, container, ...UNDATED }))
}

const eventsOf = (
  lost: readonly { readonly row: PlaceRow; readonly parent: string | undefined }[],
  past: Past,
  actual: ReadonlyMap<string, CogCommune>,
): readonly EventRow[] =>
  lost.flatMap(({ row, parent }): readonly EventRow[] => {
    if (!parent || !actual.has(parent) || row.kind === 'arrondissement-municipal') return []
    const registered = row.untilAfter === null ? past.endOf(row.code)?.raisonFin : undefined
    const why = registered ?? (row.kind === 'commune-deleguee' ? 'commune devenant déléguée' : 'réunion de communes')
    return [eventOf(row, parent, why)]
  })
