import type { Clock, NewId } from '../../kernel/clock.ts'
import { conflict, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { slug } from '../../kernel/fold.ts'
import { type Audit, hasRole, type Person } from '../access/index.ts'
import { type Card, type CardDeps, checkCard } from './card.ts'
import type { Dataset } from './dataset.ts'
import type { AttachmentStore, DatasetStore, VersionStore } from './ports.ts'
import { cardPrint, movedSince, type SeenState } from './seen-state.ts'

export interface EditDeps extends CardDeps {
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly attachments: AttachmentStore
  readonly audit: Audit
  readonly newId: NewId
  readonly now: Clock
}

/** Editors touch everything; contributors, what their organisation produces and is not yet public. */
export const mayEdit = (person: Person, dataset: Pick<Dataset, 'producer' | 'status'>): boolean =>
  hasRole(person, 'editor') ||
  (person.role === 'contributor' &&
    dataset.status === 'draft' &&
    dataset.producer !== null &&
    dataset.producer === person.organisation)

/** Contributors also put new files in what their organisation has published: readers see them once an editor agrees. */
export const mayDeposit = (person: Person, dataset: Pick<Dataset, 'producer' | 'status'>): boolean =>
  mayEdit(person, dataset) || (dataset.status === 'published' && mayEdit(person, { ...dataset, status: 'draft' }))

const seconds = (date: Date) => `${date.toISOString().slice(0, 19)}Z`

/** A draft with nothing but a title: where a file can be put. */
export const createDataset =
  (deps: EditDeps) =>
  async (person: Person, title: string): Promise<Dataset> => {
    if (!hasRole(person, 'contributor')) throw forbidden('Votre compte permet de lire, pas de déposer.')
    const wanted = title.trim()
    if (wanted.length < 3)
      throw invalid('Le titre compte au moins 3 caractères.', [
        { pointer: '/title', message: 'Le titre compte au moins 3 caractères.' },
      ])
    const at = seconds(deps.now())
    const dataset: Dataset = {
      id: deps.newId(),
      slug: await freeSlug(deps.datasets, wanted),
      title: wanted.slice(0, 200),
      description: '',
      keywords: [],
      theme: null,
      localThemes: [],
      licence: null,
      producer: person.organisation,
      contact: null,
      frequency: 'UNKNOWN',
      temporalStart: null,
      temporalEnd: null,
      territory: null,
      provenance: '',
      sourceUrl: null,
      legalBasis: null,
      status: 'draft',
      versionId: null,
      createdAt: at,
      updatedAt: at,
    }
    await deps.datasets.save(dataset)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'dataset.create',
      subject: dataset.id,
      details: { title: dataset.title },
    })
    return dataset
  }

/** Addresses that pages already have under /donnees. */
const TAKEN: ReadonlySet<string> = new Set(['suggestions'])

const freeSlug = async (datasets: DatasetStore, title: string): Promise<string> => {
  const base = slug(title)
  for (let n = 1; n < 1000; n += 1) {
    const candidate = n === 1 ? base : `${base}-${n}`
    if (!TAKEN.has(candidate) && !(await datasets.getBySlug(candidate))) return candidate
  }
  throw conflict('Trop de jeux de données portent ce titre : choisissez-en un autre.')
}

type Owned = (deps: Pick<EditDeps, 'datasets'>, person: Person, id: string) => Promise<Dataset>

const allowed =
  (may: typeof mayEdit, refusal: string): Owned =>
  async (deps, person, id) => {
    const dataset = await deps.datasets.get(id)
    if (!dataset) throw notFound('Le jeu de données', id)
    if (!may(person, dataset)) throw forbidden(refusal)
    return dataset
  }

/** The dataset, if this person may change it. */
export const editable = allowed(mayEdit, 'Vous ne pouvez pas modifier ce jeu de données : demandez à un éditeur.')

/** The dataset, if this person may put a file in it and look at what was read. */
export const depositable = allowed(
  mayDeposit,
  'Vous ne pouvez pas déposer de fichier dans ce jeu de données : demandez à un éditeur.',
)

/**
 * Rewrites the card; every mistake is told at once, by field. The address stays until the first publication.
 * `seen`: the print of the card that the person wrote over, refused (a conflict) when it is no longer that one; absent:
 * they act without a page.
 */
export const describeDataset =
  (deps: EditDeps) =>
  async (person: Person, id: string, typed: Card, seen?: string): Promise<Dataset> => {
    const dataset = await editable(deps, person, id)
    if (seen !== undefined && seen !== cardPrint(dataset))
      throw conflict('Rien n’a été enregistré : quelqu’un a changé cette fiche depuis que vous l’avez ouverte.')
    const { card, issues } = await checkCard(deps, typed)
    if (issues.length > 0) throw invalid('La fiche ne peut pas être enregistrée.', issues)
    if (!hasRole(person, 'editor') && card.producer !== person.organisation)
      throw forbidden('Le producteur reste votre organisation.')
    const next: Dataset = { ...dataset, ...card, updatedAt: seconds(deps.now()) }
    const renamed =
      dataset.status === 'draft' && dataset.title !== next.title
        ? { ...next, slug: await freeSlug(deps.datasets, next.title) }
        : next
    await deps.datasets.save(renamed, dataset)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'dataset.describe',
      subject: id,
      details: { title: renamed.title },
    })
    return renamed
  }

/** What is missing before the public may see it, in words. */
export const missingToPublish = (dataset: Dataset): readonly string[] => [
  ...(dataset.versionId ? [] : ['un fichier lu avec succès']),
  ...(dataset.producer ? [] : ['le producteur']),
  ...(dataset.licence ? [] : ['la licence']),
  ...(dataset.description.trim() ? [] : ['une description, même courte']),
]

/** Refuses, in words, when a dataset is no longer as the person saw it. `seen` absent: they act without a page. */
const mustBeAsSeen = async (
  deps: EditDeps,
  dataset: Dataset,
  seen: SeenState | undefined,
  refusal: string,
): Promise<void> => {
  if (!seen) return
  const [attachments, version] = await Promise.all([
    deps.attachments.ofDataset(dataset.id),
    dataset.versionId ? deps.versions.get(dataset.versionId) : undefined,
  ])
  const moved = movedSince(seen, dataset, attachments, version?.number ?? null)
  if (moved)
    throw conflict(
      `${refusal} : ce jeu de données n’est plus tel que vous l’avez vu. ${moved} Relisez-le ci-dessous, puis recommencez.`,
    )
}

/** Shows a dataset to all, as `seen` by who asks or not at all; says everything that is missing when it is not ready. */
export const publishDataset =
  (deps: EditDeps) =>
  async (person: Person, id: string, seen?: SeenState): Promise<Dataset> => {
    const dataset = await editable(deps, person, id)
    if (!hasRole(person, 'editor')) throw forbidden('Un éditeur relit puis publie : votre dépôt l’attend.')
    await mustBeAsSeen(deps, dataset, seen, 'Rien n’a été publié')
    const missing = missingToPublish(dataset)
    if (missing.length > 0) throw conflict(`Il manque encore : ${missing.join(', ')}.`)
    return move(deps, person, dataset, 'published', 'dataset.publish')
  }

/** Keeps a dataset readable at its address, out of the catalogue's searches. */
export const archiveDataset =
  (deps: EditDeps) =>
  async (person: Person, id: string, seen?: SeenState): Promise<Dataset> => {
    const dataset = await editable(deps, person, id)
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur archive un jeu de données.')
    await mustBeAsSeen(deps, dataset, seen, 'Rien n’a été archivé')
    return move(deps, person, dataset, 'archived', 'dataset.archive')
  }

const move = async (
  deps: EditDeps,
  person: Person,
  dataset: Dataset,
  status: Dataset['status'],
  what: string,
): Promise<Dataset> => {
  const next: Dataset = { ...dataset, status, updatedAt: seconds(deps.now()) }
  await deps.datasets.save(next, dataset)
  await deps.audit.record({
    at: deps.now(),
    who: person.id,
    what,
    subject: dataset.id,
    details: { title: dataset.title },
  })
  return next
}

/** Makes a built version the one that readers see: the newest after a check, or an older one to go back. */
export const showVersion =
  (deps: EditDeps) =>
  async (person: Person, id: string, versionId: string, seen?: SeenState): Promise<void> => {
    const dataset = await editable(deps, person, id)
    if (dataset.status !== 'draft' && !hasRole(person, 'editor'))
      throw forbidden('Seul un éditeur change la version publiée.')
    const version = await deps.versions.get(versionId)
    if (!version || version.datasetId !== id) throw notFound('La version', versionId)
    await mustBeAsSeen(deps, dataset, seen, 'Rien n’a été mis en ligne')
    const { status, versionId: before } = dataset
    await deps.versions.publish(id, versionId, deps.now(), { status, versionId: before })
    if ((await deps.datasets.get(id))?.versionId !== versionId)
      throw conflict('Rien n’a été mis en ligne : ce jeu de données vient de changer. Relisez-le, puis recommencez.')
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'version.publish',
      subject: id,
      details: { title: dataset.title, version: version.number },
    })
  }
