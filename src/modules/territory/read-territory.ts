import { fold } from '../../kernel/fold.ts'
import type { CogArea, CogCommune, CogEpci, CogPast } from './cog-packages.node.ts'
import { type CommunesOfDay, editionMovements, registerMovements } from './movements.ts'
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
  readonly validUntil: string | null
  readonly postcodes: readonly string[]
}

export interface EventRow {
  readonly before: string
  readonly after: string
  readonly on: string | null
  readonly why: string
}

export interface Territory {
  readonly places: readonly PlaceRow[]
  /** Member and container. */
  readonly memberships: readonly (readonly [string, string])[]
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
  readonly history: readonly CogPast[]
  /** Editions of the code, oldest first. */
  readonly editions: readonly CommunesOfDay[]
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
  const parts = s.communes.filter((c) => c.type !== 'commune-actuelle')
  const parentOf = new Map(parts.filter((p) => !actual.has(p.code)).map((p) => [p.code, p.chefLieu ?? p.commune ?? '']))
  const currentOf = (code: string): string | undefined => follow(code, actual, parentOf, past)
  const area =
    (level: Level, kind: string) =>
    (a: CogArea): PlaceRow => ({
      id: `${level}:${a.code}`,
      level,
      code: a.code,
      name: a.nom,
      kind,
      liaison: a.typeLiaison ?? 0,
      validFrom: null,
      validUntil: null,
      postcodes: [],
    })
  const communes = [...actual.values()].map(
    (c): PlaceRow => ({ ...communeRow(`commune:${c.code}`, c, c.type), validFrom: past.beganOn(c.code) }),
  )
  const partRows = parts.map(
    (p): PlaceRow => ({
      ...communeRow(partId(p, actual), p, p.type),
      validFrom: past.beganOn(p.code, true),
      validUntil: endOf(p, s.editions, past, actual),
    }),
  )
  const known = new Set([...communes, ...partRows].map((row) => row.code))
  const gone = past.ended.filter((p) => !known.has(p.code) && currentOf(p.code) !== undefined)
  const goneRows = gone.map(
    (p): PlaceRow => ({
      id: `commune:${p.code}`,
      level: 'commune',
      code: p.code,
      name: p.nom,
      kind: 'ancienne-commune',
      liaison: 0,
      validFrom: null,
      validUntil: p.dateFin ?? null,
      postcodes: [],
    }),
  )
  const covered = new Set(partRows.map((row) => `${row.code} ${row.validUntil}`))
  const formerRows = [...actual.values()].flatMap((c) =>
    past
      .formerly(c.code)
      .filter(({ until }) => !covered.has(`${c.code} ${until}`))
      .map(({ name, from, until, why }) => ({
        why,
        row: {
          ...communeRow(`commune:${c.code}@${until}`, { ...c, nom: name, codesPostaux: [] }, 'ancienne-commune'),
          validFrom: from,
          validUntil: until,
        },
      })),
  )
  const epci = s.epci.map(
    (e): PlaceRow => ({
      id: `epci:${e.code}`,
      level: 'epci',
      code: e.code,
      name: e.nom,
      kind: e.type,
      liaison: 0,
      validFrom: null,
      validUntil: null,
      postcodes: [],
    }),
  )
  const france: PlaceRow = {
    id: 'pays:FR',
    level: 'pays',
    code: 'FR',
    name: 'France',
    kind: 'pays',
    liaison: 3,
    validFrom: null,
    validUntil: null,
    postcodes: [],
  }
  return {
    places: [
      ...communes,
      ...partRows,
      ...goneRows,
      ...formerRows.map(({ row }) => row),
      ...epci,
      ...s.arrondissements.map(area('arrondissement', 'arrondissement')),
      ...s.departements.map(area('departement', 'departement')),
      ...s.regions.map(area('region', 'region')),
      france,
    ],
    memberships: membershipsOf(s, actual, partRows, parts),
    events: [
      ...formerRows.map(({ row, why }) => ({ before: row.id, after: `commune:${row.code}`, on: row.validUntil, why })),
      ...eventsOf(
        [
          ...partRows.map((row, i) => ({ row, parent: parts[i]?.chefLieu ?? parts[i]?.commune })),
          ...goneRows.map((row) => ({ row, parent: currentOf(row.code) })),
        ],
        past,
        actual,
      ),
    ],
    movements: [...registerMovements(s.history), ...editionMovements(s.editions)].map((movement) => ({
      level: 'commune',
      ...movement,
    })),
    currentOf,
  }
}

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
  validFrom: null,
  validUntil: null,
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
  editions: Sources['editions'],
  past: Past,
  actual: ReadonlyMap<string, CogCommune>,
): string | null => {
  if (part.type === 'arrondissement-municipal') return null
  const registered = past.endOf(part.code)?.dateFin
  if (registered) return registered
  if (actual.has(part.code)) return null
  const last = editions.findLastIndex(({ living }) => living.has(part.code))
  return last === -1 ? null : (editions[last + 1]?.day ?? null)
}

const membershipsOf = (
  s: Sources,
  actual: ReadonlyMap<string, CogCommune>,
  partRows: readonly PlaceRow[],
  parts: readonly CogCommune[],
): readonly (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = []
  for (const c of actual.values()) {
    if (c.arrondissement) pairs.push([`commune:${c.code}`, `arrondissement:${c.arrondissement}`])
    if (c.departement) pairs.push([`commune:${c.code}`, `departement:${c.departement}`])
    if (c.region) pairs.push([`commune:${c.code}`, `region:${c.region}`])
  }
  partRows.forEach((row, i) => {
    const parent = parts[i]?.chefLieu ?? parts[i]?.commune
    if (parent && actual.has(parent)) pairs.push([row.id, `commune:${parent}`])
  })
  for (const e of s.epci)
    for (const m of e.membres) if (actual.has(m.code)) pairs.push([`commune:${m.code}`, `epci:${e.code}`])
  for (const a of s.arrondissements)
    if (a.departement) pairs.push([`arrondissement:${a.code}`, `departement:${a.departement}`])
  for (const d of s.departements) if (d.region) pairs.push([`departement:${d.code}`, `region:${d.region}`])
  for (const r of s.regions) pairs.push([`region:${r.code}`, 'pays:FR'])
  const codes = new Set([
    ...s.arrondissements.map((a) => `arrondissement:${a.code}`),
    ...s.departements.map((d) => `departement:${d.code}`),
    ...s.regions.map((r) => `region:${r.code}`),
  ])
  return pairs.filter(
    ([, container]) =>
      container.startsWith('commune:') ||
      container.startsWith('epci:') ||
      container === 'pays:FR' ||
      codes.has(container),
  )
}

const eventsOf = (
  lost: readonly { readonly row: PlaceRow; readonly parent: string | undefined }[],
  past: Past,
  actual: ReadonlyMap<string, CogCommune>,
): readonly EventRow[] =>
  lost.flatMap(({ row, parent }): readonly EventRow[] => {
    if (!parent || !actual.has(parent) || row.kind === 'arrondissement-municipal') return []
    const registered = past.endOf(row.code)
    const why =
      registered?.raisonFin ?? (row.kind === 'commune-deleguee' ? 'commune devenant déléguée' : 'réunion de communes')
    return [
      {
        before: row.id,
        after: `commune:${parent}`,
        on: row.validUntil,
        why: registered ? why : `${why} (date de la première édition du code officiel qui le dit)`,
      },
    ]
  })
