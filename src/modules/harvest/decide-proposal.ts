import type { Clock } from '../../kernel/clock.ts'
import { conflict, DomainError, forbidden, notFound } from '../../kernel/errors.ts'
import { type Audit, hasRole, type Person } from '../access/index.ts'
import type { DatasetStore, VersionStore } from '../catalog/index.ts'
import type { FillDeps } from './fill-dataset.ts'
import type { HarvestStore, Proposal } from './ports.ts'

export interface DecideDeps {
  readonly store: Pick<HarvestStore, 'proposal' | 'settle' | 'conclude' | 'reopen'>
  readonly publish: FillDeps['publish']
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

type Decision = 'accepted' | 'refused'

/**
 * A person's word on a version that waits: accepted, it is shown at once; refused, the same file is never proposed again.
 * The word is kept first, then followed: what a stop leaves between the two, `finishDecisions` takes up. One that cannot
 * be followed (a card without a licence, say) waits again.
 */
export const decideProposal =
  (deps: DecideDeps) =>
  async (person: Person, id: string, decision: Decision): Promise<Proposal> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur décide de ce que la moisson publie.')
    const proposal = await deps.store.proposal(id)
    if (!proposal) throw notFound('La proposition', id)
    const at = deps.now()
    if (proposal.state !== 'waiting' || !(await deps.store.settle(id, decision, person.id, at)))
      throw conflict('Quelqu’un a déjà décidé, ou un fichier plus récent a pris cette place.')
    const decided = { ...proposal, state: decision, decidedBy: person.id, decidedAt: at.toISOString() }
    try {
      await follow(deps, person, decided, true)
    } catch (error) {
      // A fault of what is asked will come again; one of the machine may not: the next start tries it.
      if (error instanceof DomainError && error.fault.kind !== 'unavailable') await deps.store.reopen(id, deps.now())
      throw error
    }
    return decided
  }

interface FinishDeps extends Omit<DecideDeps, 'store'> {
  readonly store: DecideDeps['store'] & Pick<HarvestStore, 'unconcluded'>
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly versions: Pick<VersionStore, 'get'>
}

/** Follows the decisions that a stop left half followed, in their order; nothing newer than what was decided is undone. Gives how many there were. */
export const finishDecisions = (deps: FinishDeps) => async (): Promise<number> => {
  const left = await deps.store.unconcluded()
  for (const proposal of left) {
    const shown = (await deps.datasets.get(proposal.datasetId))?.versionId
    const [before, decided] = await Promise.all([
      shown ? deps.versions.get(shown) : undefined,
      deps.versions.get(proposal.versionId),
    ])
    const newer = (before?.number ?? 0) > (decided?.number ?? 0)
    try {
      await follow(deps, whoDecided(proposal), proposal, !newer)
    } catch (error) {
      if (!(error instanceof DomainError) || error.fault.kind === 'unavailable') throw error
      await deps.store.reopen(proposal.id, deps.now())
    }
  }
  return left.length
}

/** They were an editor when they decided. */
const whoDecided = ({ decidedBy }: Proposal): Person => ({
  id: decidedBy ?? '',
  email: '',
  name: '',
  role: 'editor',
  organisation: null,
})

/** All that a decision leads to; doing it twice changes nothing but the trail. */
const follow = async (deps: DecideDeps, person: Person, proposal: Proposal, show: boolean): Promise<void> => {
  const accepted = proposal.state === 'accepted'
  if (accepted && show) await deps.publish(person, proposal.datasetId, proposal.versionId)
  const at = deps.now()
  await deps.audit.record({
    at,
    who: person.id,
    what: `harvest.${accepted ? 'accept' : 'refuse'}`,
    subject: proposal.datasetId,
    details: { source: proposal.source },
  })
  await deps.store.conclude(proposal.id, at)
}
