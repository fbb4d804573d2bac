import { hasRole, type Person } from '../access/index.ts'
import { type Dataset, dataGouvScore, mayEdit, missingToPublish } from '../catalog/index.ts'
import type { AtelierDeps } from './deps.ts'
import { WorkbenchPage } from './pages/workbench-page.tsx'

/** The page of a dataset in the making, with what was just done or refused. */
export const workbench = async (
  deps: AtelierDeps,
  person: Person,
  dataset: Dataset,
  said: { readonly error?: string; readonly done?: string | undefined },
) => {
  const [versions, attachments, overrides, boxes] = await Promise.all([
    deps.versions.ofDataset(dataset.id),
    deps.attachments.ofDataset(dataset.id),
    deps.overrides.get(dataset.id),
    deps.boxesOf(dataset.territory ? [dataset.territory] : []),
  ])
  const [version] = versions
  const preview = version
    ? await deps.tables.rows(version.id, { select: null, where: null, sort: [], limit: 10, offset: 0 })
    : null
  return (
    <WorkbenchPage
      {...{ site: deps.site, person, dataset, version, versions, attachments, preview, overrides }}
      may={{ edit: mayEdit(person, dataset), show: dataset.status === 'draft' || hasRole(person, 'editor') }}
      score={dataGouvScore(
        { dataset, file: version ? { at: version.createdAt, placed: version.bbox !== null || boxes.size > 0 } : null },
        deps.now(),
      )}
      missing={missingToPublish(dataset)}
      error={said.error ?? null}
      done={said.done ?? null}
    />
  )
}
