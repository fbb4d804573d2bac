import { DomainError, type Issue } from '../../../kernel/errors.ts'
import type { OrganisationStore } from '../../catalog/index.ts'
import { type CatalogueKind, typedAddress } from './catalogue-addresses.ts'

/** A portal as a person describes it. */
export interface PortalDraft {
  readonly title: string
  readonly address: string
  /** Null: found from the address. */
  readonly kind: CatalogueKind | null
  /** Identifier of one that is known; empty when it is new. */
  readonly organisation: string
  /** Name of one that is not known yet. */
  readonly newOrganisation: string
}

/** What is wrong in a draft, by field: `/nom`, `/adresse`, `/organisation`, `/nouvelle`. Nothing is asked of the network. */
export const draftIssues = async (
  draft: PortalDraft,
  organisations: Pick<OrganisationStore, 'get'>,
): Promise<readonly Issue[]> => [
  ...titleIssues(titleOf(draft)),
  ...addressIssues(draft),
  ...(await organisationIssues(organisations, draft)),
]

/** The name of a draft on one line. */
export const titleOf = ({ title }: PortalDraft): string => title.replaceAll(/\s+/g, ' ').trim()

const titleIssues = (title: string): readonly Issue[] => {
  if (title.length >= 3 && title.length <= 100) return []
  return [
    { pointer: '/nom', message: 'Donnez un nom de 3 à 100 signes, par exemple « Données de la ville de Joigny ».' },
  ]
}

const addressIssues = ({ address }: Pick<PortalDraft, 'address'>): readonly Issue[] => {
  try {
    typedAddress(address)
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return [{ pointer: '/adresse', message: error.message }]
  }
}

const organisationIssues = async (
  organisations: Pick<OrganisationStore, 'get'>,
  { organisation, newOrganisation }: PortalDraft,
): Promise<readonly Issue[]> => {
  if (organisation !== '')
    return (await organisations.get(organisation))
      ? []
      : [{ pointer: '/organisation', message: 'Cette organisation n’existe pas : choisissez dans la liste.' }]
  const name = newOrganisation.trim()
  if (name === '')
    return [{ pointer: '/organisation', message: 'Choisissez une organisation, ou donnez le nom d’une nouvelle.' }]
  return name.length < 2 ? [{ pointer: '/nouvelle', message: 'Donnez le nom entier de l’organisation.' }] : []
}
