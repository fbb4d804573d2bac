import type { Clock } from '../../kernel/clock.ts'
import { conflict, forbidden, notFound } from '../../kernel/errors.ts'
import { type Audit, hasRole, type Person } from '../access/index.ts'
import type { FillDeps } from './fill-dataset.ts'
import type { HarvestStore, Proposal } from './ports.ts'

interface DecideDeps {
  readonly store: Pick<HarvestStore, 'proposal' | 'settle'>
  readonly publish: FillDeps['publish']
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

/** A person's word on a version that waits: accepted, it is shown at once; refused, the same file is never proposed again. */
export const decideProposal =
  (deps: DecideDeps) =>
  async (person: Person, id: string, decision: 'accepted' | 'refused'): Promise<Proposal> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur décide de ce que la moisson publie.')
    const proposal = await deps.store.proposal(id)
    if (!proposal) throw notFound('La proposition', id)
    const at = deps.now()
    if (proposal.state !== 'waiting' || !(await deps.store.settle(id, decision, person.id, at)))
      throw conflict('Quelqu’un a déjà décidé, ou un fichier plus récent a pris cette place.')
    if (decision === 'accepted') await deps.publish(person, proposal.datasetId, proposal.versionId)
    await deps.audit.record({
      at,
      who: person.id,
      what: `harvest.${decision === 'accepted' ? 'accept' : 'refuse'}`,
      subject: proposal.datasetId,
      details: { source: proposal.source },
    })
    return { ...proposal, state: decision, decidedBy: person.id, decidedAt: at.toISOString() }
  }
