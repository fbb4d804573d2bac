import type { Clock } from '../../../kernel/clock.ts'
import { conflict, forbidden, invalid, notFound } from '../../../kernel/errors.ts'
import { type Audit, hasRole, type Person } from '../../access/index.ts'
import { type DatasetStore, licenceOf, type Organisation, type OrganisationStore } from '../../catalog/index.ts'
import { fileToTake } from './catalogue-entry.ts'
import { proposedCard } from './entry-source.ts'
import { organisationNamed } from './organisation-named.ts'
import type { Portal } from './portal.ts'
import { type KnownEntry, type PortalStore, standingOfEntry } from './ports.ts'

export interface TakeDeps {
  readonly portals: () => Promise<readonly Portal[]>
  readonly store: Pick<PortalStore, 'entry' | 'saveEntries'>
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly organisations: Pick<OrganisationStore, 'get' | 'list'>
  /** Adds an organisation that a catalogue names. */
  readonly addOrganisation: (person: Person, name: string) => Promise<Organisation>
  readonly settle: () => Promise<void>
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

/** What a person may say when the catalogue does not, or says it wrongly. */
export interface TakeChoice {
  readonly licence?: string | undefined
  readonly producer?: string | undefined
}

/** Takes entries of a portal, all or none: each becomes a source of its own. Refuses, in words, what is not ready to be taken. */
export const takeEntries =
  (deps: TakeDeps) =>
  async (
    person: Person,
    portalId: string,
    names: readonly string[],
    choice: TakeChoice = {},
  ): Promise<readonly KnownEntry[]> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur choisit ce qui est repris d’un portail.')
    const portal = (await deps.portals()).find(({ id }) => id === portalId)
    if (!portal) throw notFound('Le portail', portalId)
    if (names.length === 0) throw invalid('Cochez au moins un jeu.')
    const ready: { readonly known: KnownEntry; readonly licence: string; readonly producer: string | null }[] = []
    const find = organisationNamed(await deps.organisations.list())
    for (const name of new Set(names)) {
      const known = await deps.store.entry(name)
      if (!known || known.portal !== portal.id) throw notFound('Le jeu', name)
      await checkReady(deps, known)
      const proposed = proposedCard(portal, known.entry, find)
      const licence = proposed.licence ?? licenceOf(choice.licence ?? null)?.id
      if (!licence) throw withoutLicence(known)
      const producer = choice.producer || proposed.producer.id
      if (producer !== null && !(await deps.organisations.get(producer))) throw unknownProducer()
      ready.push({ known, licence, producer })
    }
    const at = `${deps.now().toISOString().slice(0, 19)}Z`
    const taken: KnownEntry[] = []
    for (const { known, licence, producer } of ready)
      taken.push({
        ...known,
        taken: { producer: producer ?? (await producerOf(deps, person, portal, known)), licence, by: person.id, at },
      })
    await deps.store.saveEntries(taken)
    for (const { name, entry } of taken)
      await deps.audit.record({
        at: deps.now(),
        who: person.id,
        what: 'portal.take',
        subject: name,
        details: { title: entry.title, portal: portal.id },
      })
    await deps.settle()
    return taken
  }

const withoutLicence = ({ entry: { title } }: KnownEntry) =>
  invalid(`« ${title} » n’a pas de licence connue : choisissez celle que son producteur a décidée.`, [
    { pointer: '/licence', message: 'Choisissez une licence de la liste.' },
  ])

const unknownProducer = () =>
  invalid('Ce producteur n’existe pas.', [{ pointer: '/producteur', message: 'Choisissez dans la liste.' }])

/** The organisation that publishes an entry, added when it is not known; several entries may name the same. */
const producerOf = async (
  deps: Pick<TakeDeps, 'organisations' | 'addOrganisation'>,
  person: Person,
  portal: Portal,
  { entry }: KnownEntry,
): Promise<string> => {
  const name = entry.publisher ?? portal.producer.name
  const known = organisationNamed(await deps.organisations.list())(name)
  return (known ?? (await deps.addOrganisation(person, name))).id
}

const checkReady = async (deps: Pick<TakeDeps, 'datasets'>, known: KnownEntry): Promise<void> => {
  const { title } = known.entry
  switch (standingOfEntry(known)) {
    case 'taken':
      throw conflict(`« ${title} » est déjà repris.`)
    case 'linked':
      throw conflict(`« ${title} » est déjà dans le catalogue : il n’est pas repris deux fois.`)
    case 'doubtful':
      throw conflict(`« ${title} » ressemble à un autre jeu : dites d’abord si c’est le même.`)
    case 'proposed':
  }
  if (known.vanishedAt) throw conflict(`« ${title} » n’est plus dans le catalogue de ce portail.`)
  if (!fileToTake(known.entry))
    throw conflict(`« ${title} » n’a aucun fichier que le portail sache lire comme un tableau.`)
  if (await deps.datasets.get(known.name))
    throw conflict(`Un autre jeu porte déjà le nom « ${known.name} » : une source ne remplit que ses propres jeux.`)
}
