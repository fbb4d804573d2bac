import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../../kernel/clock.ts'
import { conflict, DomainError, forbidden, invalid, notFound } from '../../../kernel/errors.ts'
import { slug } from '../../../kernel/fold.ts'
import { type Audit, hasRole, type Person } from '../../access/index.ts'
import type { Organisation, OrganisationStore } from '../../catalog/index.ts'
import { type CatalogueKind, typedAddress } from './catalogue-addresses.ts'
import type { FoundCatalogue } from './find-catalogue.ts'
import type { KeptPortal, KeptPortals } from './kept-portal.ts'
import type { CatalogueFetch } from './list-catalogue.ts'
import type { LocalPortal } from './local-portals.ts'
import { organisationNamed } from './organisation-named.ts'
import { draftIssues, type PortalDraft, titleOf } from './portal-draft.ts'

export interface EditPortalsDeps {
  readonly known: () => Promise<readonly LocalPortal[]>
  readonly kept: Pick<KeptPortals, 'save' | 'retire'>
  readonly find: (url: URL, kind: CatalogueKind | null) => Promise<FoundCatalogue>
  readonly organisations: Pick<OrganisationStore, 'get' | 'list'>
  readonly addOrganisation: (person: Person, name: string) => Promise<Organisation>
  /** The place that datasets cover when who publishes them is of none. */
  readonly home: () => Promise<string>
  readonly settle: () => Promise<void>
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

/** What administrators do to the list of portals. Mistakes are told by field: `/nom`, `/adresse`, `/organisation`, `/nouvelle`. */
export const editPortals = (deps: EditPortalsDeps) => {
  const record = (person: Person, what: string, id: string, title: string) =>
    deps.audit.record({ at: deps.now(), who: person.id, what, subject: id, details: { title } })
  const portalOf = async (id: string): Promise<LocalPortal> => {
    const found = (await deps.known()).find(({ portal }) => portal.id === id)
    if (!found) throw notFound('Le portail', id)
    return found
  }
  const save = async (person: Person, draft: PortalDraft, before: LocalPortal | null): Promise<string> => {
    const title = titleOf(draft)
    const issues = await draftIssues(draft, deps.organisations)
    if (issues.length > 0) throw invalid('Ce portail ne peut pas être enregistré.', issues)
    const url = typedAddress(draft.address)
    const all = await deps.known()
    const catalogue = unchanged(before?.kept ?? null, draft) ?? (await foundAt(deps, draft)).catalogue
    const twin = all.find(
      ({ portal }) => portal.id !== before?.portal.id && isDeepStrictEqual(portal.catalogue, catalogue),
    )
    if (twin) throw alreadyRead(twin)
    const organisation = await organisationOf(deps, person, draft)
    const id = before?.portal.id ?? freeName(title, new Set(all.map(({ portal }) => portal.id)))
    const definition: KeptPortal = {
      ...{ title, page: pageOfCatalogue(url, catalogue), address: draft.address.trim(), catalogue },
      ...{ organisation: organisation.id, covers: organisation.territory ?? (await deps.home()), theme: THEME },
    }
    await deps.kept.save(id, definition, person.id, deps.now())
    await record(person, before ? 'portal.change' : 'portal.add', id, title)
    return id
  }
  const setRetired = async (person: Person, id: string, retired: boolean): Promise<void> => {
    administrators(person)
    const { portal, retiredAt } = await portalOf(id)
    if ((retiredAt !== null) === retired)
      throw conflict(retired ? 'Ce portail est déjà retiré.' : 'Ce portail n’est pas retiré.')
    await deps.kept.retire(id, retired ? deps.now() : null, person.id, deps.now())
    await record(person, retired ? 'portal.retire' : 'portal.restore', id, portal.title)
    await deps.settle()
  }
  return {
    /** Reads the beginning of the catalogue at the address of a draft, and keeps nothing. */
    attempt: async (person: Person, draft: Pick<PortalDraft, 'address' | 'kind'>): Promise<FoundCatalogue> => {
      administrators(person)
      return foundAt(deps, draft)
    },
    /** Adds a portal whose catalogue could be read; gives its name. */
    add: async (person: Person, draft: PortalDraft): Promise<string> => {
      administrators(person)
      return save(person, draft, null)
    },
    /** Changes a portal that a person added; its catalogue is read anew only when its address or its kind changes. */
    change: async (person: Person, id: string, draft: PortalDraft): Promise<string> => {
      administrators(person)
      const before = await portalOf(id)
      if (!before.kept) throw conflict('Ce portail est livré avec Icauna : il peut être retiré, pas modifié.')
      return save(person, draft, before)
    },
    /** Its catalogue is not read any more, and proposes nothing; what was taken of it stays, and is still harvested. */
    retire: (person: Person, id: string) => setRetired(person, id, true),
    /** Puts a retired portal back as it was. */
    restore: (person: Person, id: string) => setRetired(person, id, false),
  }
}

const administrators = (person: Person): void => {
  if (!hasRole(person, 'administrator')) throw forbidden('Seul un administrateur change la liste des portails.')
}

/** Of datasets whose catalogue tells none of the European list: régions and cities. */
const THEME = 'REGI'

const organisationOf = async (deps: EditPortalsDeps, person: Person, draft: PortalDraft): Promise<Organisation> => {
  const known = draft.organisation === '' ? undefined : await deps.organisations.get(draft.organisation)
  if (known) return known
  const name = draft.newOrganisation.trim()
  try {
    return (await namedOrganisation(deps, name)) ?? (await deps.addOrganisation(person, name))
  } catch (error) {
    if (!(error instanceof DomainError) || error.fault.kind !== 'invalid') throw error
    // A form sent twice adds its organisation once.
    const added = await namedOrganisation(deps, name)
    if (added) return added
    throw invalid(error.message, [{ pointer: '/nouvelle', message: `${error.message} Choisissez-la dans la liste.` }])
  }
}

const namedOrganisation = async ({ organisations }: EditPortalsDeps, name: string) => {
  const found = organisationNamed(await organisations.list())(name)
  return found && organisations.get(found.id)
}

const foundAt = async (
  { find }: EditPortalsDeps,
  { address, kind }: Pick<PortalDraft, 'address' | 'kind'>,
): Promise<FoundCatalogue> => {
  try {
    return await find(typedAddress(address), kind)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw invalid(error.message, [{ pointer: '/adresse', message: error.message }])
  }
}

const alreadyRead = ({ portal: { title }, retiredAt }: LocalPortal) => {
  const message =
    retiredAt === null
      ? `« ${title} » lit déjà ce catalogue.`
      : `« ${title} », qui est retiré, lit ce catalogue : remettez-le.`
  return invalid(message, [{ pointer: '/adresse', message }])
}

/** The catalogue of before, when the draft asks for no other. */
const unchanged = (kept: KeptPortal | null, { address, kind }: PortalDraft): CatalogueFetch | null =>
  kept !== null && kept.address === address.trim() && (kind === null || kind === kept.catalogue.kind)
    ? kept.catalogue
    : null

/** Where people read a portal: the address given, unless it is one that only machines read. */
const pageOfCatalogue = (url: URL, catalogue: CatalogueFetch): string =>
  (catalogue.kind === 'dcat' && catalogue.address === url.href) || catalogue.kind === 'csw'
    ? `${url.origin}/`
    : url.href

const LONGEST_NAME = 24

/** A name for ever, that no portal has. */
const freeName = (title: string, taken: ReadonlySet<string>): string => {
  const bare = (text: string) =>
    text
      .replaceAll(/[^a-z0-9-]/g, '')
      .replaceAll(/-{2,}/g, '-')
      .replaceAll(/^-|-$/g, '')
  const name = bare(slug(title, LONGEST_NAME)) || 'portail'
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? '' : `-${n}`
    const tried = `${bare(name.slice(0, LONGEST_NAME - end.length))}${end}`
    if (!taken.has(tried) && tried !== NEW) return tried
  }
}

/** Where the form of a new portal is. */
export const NEW = 'nouveau'
