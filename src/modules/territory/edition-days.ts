import type { CogEdition } from './cog-packages.node.ts'
import type { HoldersOfDay } from './dated-containers.ts'
import type { CommunesOfDay } from './movements.ts'

/** The communes of an edition of the code. */
export const communesOfDay = ({ day, communes }: CogEdition): CommunesOfDay => {
  const actual = communes.filter(({ type }) => type === 'commune-actuelle')
  const parts = communes.filter(({ type }) => type !== 'commune-actuelle')
  return {
    day,
    living: new Map(actual.map(({ code, nom }) => [code, nom])),
    partOf: new Map([
      ...actual.flatMap(({ code, anciensCodes = [] }) => anciensCodes.map((old) => [old, code] as const)),
      ...parts.map(({ code, chefLieu, commune }) => [code, chefLieu ?? commune ?? ''] as const),
    ]),
    ownParts: new Set(parts.filter(({ type }) => type === 'commune-deleguee').map(({ code }) => code)),
  }
}

/** The EPCI of an edition, and their communes. */
export const epciOfDay = (edition: CogEdition): HoldersOfDay => ({
  day: edition.epciDay,
  containers: new Map(edition.epci.map(({ code, nom, type }) => [code, { name: nom, kind: type }])),
  holderOf: new Map(edition.epci.flatMap(({ code, membres }) => membres.map((m) => [m.code, code] as const))),
  partOf: communesOfDay(edition).partOf,
})

/** The arrondissements of an edition, and their communes. */
export const arrondissementsOfDay = (edition: CogEdition): HoldersOfDay => {
  const containers = new Map(
    edition.arrondissements.map(({ code, nom }) => [code, { name: nom, kind: 'arrondissement' }]),
  )
  return {
    day: edition.arrondissementsDay,
    containers,
    holderOf: new Map(
      edition.communes.flatMap(({ code, type, arrondissement }) =>
        type === 'commune-actuelle' && arrondissement && containers.has(arrondissement)
          ? [[code, arrondissement] as const]
          : [],
      ),
    ),
    partOf: communesOfDay(edition).partOf,
  }
}
