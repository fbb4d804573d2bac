import type { Clock } from '../../../kernel/clock.ts'
import { conflict, forbidden, notFound } from '../../../kernel/errors.ts'
import { type Audit, hasRole, type Person } from '../../access/index.ts'
import type { Dataset, DatasetStore } from '../../catalog/index.ts'
import type { HarvestStore } from '../ports.ts'
import type { KnownEntry, PortalStore } from './ports.ts'
import { entryKey } from './settle-entries.ts'

export interface DecideLikenessDeps {
  readonly store: Pick<PortalStore, 'entry' | 'saveWord'>
  readonly harvest: Pick<HarvestStore, 'withdraw'>
  readonly datasets: Pick<DatasetStore, 'get'>
  /** Puts a dataset out of lists; its address stays. */
  readonly archive: (person: Person, datasetId: string) => Promise<Dataset>
  readonly settle: () => Promise<void>
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

/**
 * A person’s word on two datasets that look alike, kept and not asked again. « The same »: the entry is another origin of
 * the other one; what it had published already is archived, and fills no more.
 */
export const decideLikeness =
  (deps: DecideLikenessDeps) =>
  async (person: Person, name: string, other: string, same: boolean): Promise<KnownEntry> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur dit si deux jeux n’en font qu’un.')
    const known = await deps.store.entry(name)
    if (!known) throw notFound('Le jeu', name)
    const doubt = known.doubts.find((one) => one.other === other)
    if (!doubt) throw conflict('Quelqu’un a déjà décidé, ou ces deux jeux ne se ressemblent plus.')
    await deps.store.saveWord({ one: entryKey(known), other, same }, person.id, deps.now())
    if (same && known.taken && other.startsWith('jeu:')) {
      await deps.harvest.withdraw(name, deps.now())
      if ((await deps.datasets.get(name))?.status === 'published') await deps.archive(person, name)
    }
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: same ? 'portal.same' : 'portal.different',
      subject: name,
      details: { title: known.entry.title, other: doubt.title },
    })
    await deps.settle()
    return (await deps.store.entry(name)) ?? known
  }

/** Takes a word back: the question may be asked again. What it had archived stays archived. */
export const reconsiderLikeness =
  (deps: {
    readonly store: Pick<PortalStore, 'entry' | 'forgetWord'>
    readonly settle: () => Promise<void>
    readonly audit: Pick<Audit, 'record'>
    readonly now: Clock
  }) =>
  async (person: Person, name: string, other: string): Promise<void> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur revient sur une réponse.')
    const known = await deps.store.entry(name)
    if (!known) throw notFound('Le jeu', name)
    if (!(await deps.store.forgetWord(entryKey(known), other))) throw conflict('Cette réponse a déjà été retirée.')
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'portal.reconsider',
      subject: name,
      details: { title: known.entry.title, other },
    })
    await deps.settle()
  }
