import { createRequire } from 'node:module'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

const require = createRequire(import.meta.url)

const Commune = Type.Object({
  code: Type.String(),
  nom: Type.String(),
  type: Type.String(),
  typeLiaison: Type.Optional(Type.Integer()),
  arrondissement: Type.Optional(Type.String()),
  departement: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  chefLieu: Type.Optional(Type.String()),
  commune: Type.Optional(Type.String()),
  anciensCodes: Type.Optional(Type.Array(Type.String())),
  codesPostaux: Type.Optional(Type.Array(Type.String())),
  population: Type.Optional(Type.Integer()),
})
export type CogCommune = Static<typeof Commune>

const Epci = Type.Object({
  code: Type.String(),
  nom: Type.String(),
  type: Type.String(),
  membres: Type.Array(Type.Object({ code: Type.String(), populationMunicipale: Type.Optional(Type.Integer()) })),
})
export type CogEpci = Static<typeof Epci>

const Area = Type.Object({
  code: Type.String(),
  nom: Type.String(),
  typeLiaison: Type.Optional(Type.Integer()),
  departement: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
})
export type CogArea = Static<typeof Area>

const PastCommune = Type.Object({
  id: Type.String(),
  code: Type.String(),
  nom: Type.String(),
  type: Type.String(),
  dateDebut: Type.Optional(Type.String()),
  dateFin: Type.Optional(Type.String()),
  raisonDebut: Type.Optional(Type.String()),
  raisonFin: Type.Optional(Type.String()),
  predecesseur: Type.Optional(Type.String()),
  successeur: Type.Optional(Type.String()),
  pole: Type.Optional(Type.String()),
})
export type CogPast = Static<typeof PastCommune>

/** The first rows are checked: a package that changed its shape fails here, by name. Checking every row of a known package would only cost time. */
const table = <S extends TSchema>(path: string, row: S): readonly Static<S>[] => {
  const rows: readonly Static<S>[] = require(path)
  for (const sample of rows.slice(0, 200)) Value.Assert(row, sample)
  return rows
}

const CURRENT = '@etalab/decoupage-administratif'

/** The official codes of 1 January 2026 (INSEE's COG, DGCL's EPCI), as the package holds them. */
export const cogNow = () => ({
  communes: table(`${CURRENT}/data/communes.json`, Commune),
  epci: table(`${CURRENT}/data/epci.json`, Epci),
  arrondissements: table(`${CURRENT}/data/arrondissements.json`, Area),
  departements: table(`${CURRENT}/data/departements.json`, Area),
  regions: table(`${CURRENT}/data/regions.json`, Area),
})

/** Communes since 1943, up to the changes of 1 January 2019. */
export const cogHistory = () => table('cog-2019/data/historique-communes.json', PastCommune)

export const COG_EDITION = '2026'

export interface Counted {
  readonly year: number
  readonly source: string
  /** The day of the boundaries on which these counts were made: INSEE counts a year on those of two years later. */
  readonly contours: string
  /** Each code of that edition with its municipal population. */
  readonly counts: readonly (readonly [string, number])[]
}

/** Municipal populations by year: each from the edition that carries it (years checked against INSEE's own files). */
export function* populations(): Iterable<Counted> {
  const editions = [
    [2016, 'cog-2019'],
    [2019, 'cog-2020'],
    [2020, 'cog-2021'],
    [2021, 'cog-2023'],
    [2022, 'cog-2024'],
    [2023, CURRENT],
  ] as const
  const counted = (year: number, counts: Counted['counts']): Counted => ({
    year,
    source: `INSEE, populations légales ${year}`,
    contours: `${year + 2}-01-01`,
    counts,
  })
  for (const [year, name] of editions) {
    const counts = table(`${name}/data/communes.json`, Commune).flatMap((c) =>
      isLiving(c) && c.population !== undefined ? [[c.code, c.population] as const] : [],
    )
    yield counted(year, counts)
    if (year === 2016) yield counted(2018, members2018())
  }
}

const members2018 = () =>
  table('cog-2020/data/epci.json', Epci).flatMap((e) =>
    e.membres.flatMap((m) => (m.populationMunicipale === undefined ? [] : [[m.code, m.populationMunicipale] as const])),
  )

/** A commune in force (Paris, Lyon and Marseille have arrondissements beside it, which are not communes). */
export const isLiving = (commune: CogCommune): boolean => commune.type === 'commune-actuelle'

/** One published state of the codes. */
export interface CogEdition {
  /** The first day known on which its communes were those. */
  readonly day: string
  readonly arrondissementsDay: string
  /** The day of its EPCI, which are published apart. */
  readonly epciDay: string
  readonly communes: readonly CogCommune[]
  readonly epci: readonly CogEpci[]
  readonly arrondissements: readonly CogArea[]
}

/**
 * The editions that packages hold, oldest first, to date what happened since 2019. Their days are those of what they
 * hold, known by the number of communes and EPCI and by dated changes (Sannerville restored in 2019, L’Oie in 2024):
 * the packages of 2020, 2021 and 2023 carry the codes of the year after. That of 2024 repeats the codes of that of 2023.
 * The communes of 2026 are, one for one, those of 1 January 2025.
 */
export const cogEditions = (): readonly CogEdition[] =>
  (
    [
      ['cog-2019', '2019-01-01', '2019-01-01', '2020-01-01'],
      ['cog-2020', '2021-01-01', '2021-01-01', '2021-01-01'],
      ['cog-2021', '2022-01-01', '2022-01-01', '2022-01-01'],
      ['cog-2023', '2024-01-01', '2024-01-01', '2024-01-01'],
      [CURRENT, '2025-01-01', `${COG_EDITION}-01-01`, `${COG_EDITION}-01-01`],
    ] as const
  ).map(([name, day, arrondissementsDay, epciDay]) => ({
    day,
    arrondissementsDay,
    epciDay,
    communes: table(`${name}/data/communes.json`, Commune),
    epci: table(`${name}/data/epci.json`, Epci),
    arrondissements: table(`${name}/data/arrondissements.json`, Area),
  }))

const Delivery = Type.Object({
  codePostal: Type.String(),
  codeCommune: Type.String(),
  nomCommune: Type.String(),
  libelleAcheminement: Type.String(),
})

/** Postcodes of communes, with the name that carries their mail (La Poste, 2023). */
export const deliveries = () => table('codes-postaux/codes-postaux.json', Delivery)
