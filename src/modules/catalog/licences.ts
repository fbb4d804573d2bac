/** Licences under which a French administration may publish (CRPA, articles L323-2 and D323-2-1), with their identifiers elsewhere. */
export interface Licence {
  readonly id: string
  readonly title: string
  readonly spdx: string
  readonly url: string
}

export const LICENCES: readonly Licence[] = [
  {
    id: 'lov2',
    title: 'Licence Ouverte 2.0',
    spdx: 'etalab-2.0',
    url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
  },
  {
    id: 'odc-odbl',
    title: 'ODbL 1.0 (partage à l’identique)',
    spdx: 'ODbL-1.0',
    url: 'https://opendatacommons.org/licenses/odbl/1-0/',
  },
]

export const licenceOf = (id: string | null): Licence | undefined => LICENCES.find((licence) => licence.id === id)
