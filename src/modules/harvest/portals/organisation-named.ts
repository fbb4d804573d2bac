import { fold } from '../../../kernel/fold.ts'
import type { Organisation, OrganisationType } from '../../catalog/index.ts'

/** Finds an organisation by its name, as folded; of two that bear it, none: a portal does not choose between them. */
export const organisationNamed = (all: readonly Pick<Organisation, 'id' | 'name'>[]) => (name: string) => {
  const found = all.filter((one) => fold(one.name) === fold(name))
  return found.length === 1 ? found[0] : undefined
}

const KINDS: readonly (readonly [said: RegExp, type: OrganisationType])[] = [
  [/^(commune|ville|mairie)\b/, 'commune'],
  [/^(communaute|metropole|ca|cc|cu)\b/, 'epci'],
  [/^(conseil departemental|departement)\b/, 'departement'],
  [/^(conseil regional|region)\b/, 'region'],
  [/^(syndicat|sivom|sivu|petr)\b/, 'syndicat'],
  [/^(ministere|prefecture|ddt|dreal|direction departementale)\b/, 'etat'],
]

/** What kind of body a name tells that it is; « autre » when it tells nothing. */
export const organisationTypeNamed = (name: string): OrganisationType =>
  KINDS.find(([said]) => said.test(fold(name)))?.[1] ?? 'autre'
