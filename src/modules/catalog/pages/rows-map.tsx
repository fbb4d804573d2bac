import { liveMapParts, type Site } from '../../../web/index.ts'
import { placeOf } from '../../query/index.ts'
import type { ChosenFigure } from '../choose-figure.ts'
import type { Dataset } from '../dataset.ts'
import { titleColumns } from '../row-title.ts'
import { apiParameters, type RowsView } from '../rows-address.ts'
import type { Version } from '../version.ts'

interface RowsMapProps {
  readonly site: Site
  readonly dataset: Dataset
  readonly version: Version
  readonly view: RowsView
  readonly figure: ChosenFigure | null
}

/** True when the rows of a version have a position. */
export const hasMap = (version: Version | undefined): version is Version =>
  version !== undefined && version.bbox !== null && placeOf(version.columns) !== null

/**
 * Where the island `map` offers a map that moves. Without JavaScript nothing is seen of it. The part `carte` says which
 * rows: it follows the search like the other parts of the page.
 */
export const RowsMap = ({ site, dataset, version, view, figure }: RowsMapProps) => {
  const select = titleColumns(version.columns, version.rowCount)
  const rows = `/api/v1/datasets/${dataset.slug}/map${apiParameters({ ...view, sort: [], select })}`
  const [level, code] = site.territoryId.split(':')
  return (
    <map-on-request
      {...liveMapParts(site, 'map-view')}
      data-ground={`/api/v1/territories/${level}/${code}/contours`}
      data-lines={`/donnees/${dataset.slug}/lignes/`}
      data-titles={select.join(',')}
      data-label={dataset.title}
      data-still={figure?.kind === 'map' ? 'figure' : undefined}
    >
      <div id="carte">
        <data value={rows} />
      </div>
    </map-on-request>
  )
}
