import type { Geometry } from 'geojson'
import { count, formatBytes, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Notice } from '../../../web/index.ts'
import { LineChart, PointMap, RankedBars } from '../../figure/index.ts'
import type { RowsPage } from '../../query/index.ts'
import type { ChosenFigure } from '../choose-figure.ts'
import { FREQUENCIES } from '../frequencies.ts'
import { licenceOf } from '../licences.ts'
import { renderMarkdown } from '../markdown.ts'
import type { DatasetSummary } from '../ports.ts'
import { apiParameters, type RowsView } from '../rows-address.ts'
import { DatasetFrame, type DatasetView } from './dataset-frame.tsx'
import { RowsTable } from './rows-table.tsx'

export interface DatasetPageProps extends DatasetView {
  readonly view: RowsView
  readonly rows: RowsPage | null
  readonly figure: ChosenFigure | null
  readonly similar: readonly DatasetSummary[]
}

/** The page of a dataset: what it says, a figure, its rows, its files, its terms. */
export const DatasetPage = (p: DatasetPageProps) => (
  <DatasetFrame {...p} tab="" islands={['copy']}>
    <div class="columns">
      <div>
        {p.dataset.description && (
          <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(p.dataset.description) }} />
        )}
        {p.figure && <Figure {...p} figure={p.figure} />}
        {!p.version && (
          <Notice>
            <p>Ce jeu de données n’a pas encore de lignes : aucun fichier n’a été publié.</p>
          </Notice>
        )}
        {p.version && p.rows && <RowsTable {...p} version={p.version} rows={p.rows} />}
      </div>
      <aside aria-label="Fiche du jeu de données">
        {p.version && <Downloads {...p} />}
        <Card {...p} />
      </aside>
    </div>
    {p.similar.length > 0 && (
      <>
        <h2>À voir aussi</h2>
        <ul class="grid">
          {p.similar.map(({ dataset, producerName }) => (
            <li class="card">
              <h3>
                <a href={`/donnees/${dataset.slug}`}>{dataset.title}</a>
              </h3>
              <p class="small soft">{producerName}</p>
            </li>
          ))}
        </ul>
      </>
    )}
  </DatasetFrame>
)

const Figure = ({ figure, dataset, producer, view }: DatasetPageProps & { readonly figure: ChosenFigure }) => {
  const source = `${producer?.name ?? 'producteur non précisé'}, « ${dataset.title} »`
  const among = view.filter || view.q ? ' parmi les lignes filtrées' : ''
  if (figure.kind === 'map') {
    const shown = figure.points.length + figure.shapes.length
    const shapes = figure.shapes.flatMap((text) => geometry(text))
    const sentence =
      shown < figure.total
        ? `${count(shown, 'lieu montré', 'lieux montrés')} sur ${formatNumber(figure.total)}${among}.`
        : `${count(shown, 'lieu', 'lieux')}${among}.`
    return (
      <PointMap title="Où sont ces lieux" sentence={sentence} source={source} points={figure.points} shapes={shapes} />
    )
  }
  if (figure.kind === 'line') {
    const [first, last] = [figure.points[0], figure.points[figure.points.length - 1]]
    const how = figure.how === 'sum' ? 'Somme' : 'Moyenne'
    const sentence = `${how} de « ${figure.measure.label} »${among} : ${formatNumber(first?.value ?? 0)} en ${first?.x}, ${formatNumber(last?.value ?? 0)} en ${last?.x}. Les lignes absentes ne sont pas comptées.`
    return (
      <LineChart
        title={`${figure.measure.label}, par année`}
        sentence={sentence}
        source={source}
        unit={`${how} de ${figure.measure.label}`}
        axis="Année"
        points={figure.points}
      />
    )
  }
  const [top] = figure.bars
  const what = figure.measure ? `Somme de « ${figure.measure.label} »` : 'Nombre de lignes'
  const sentence = `${what} selon « ${figure.category.label} »${among} : « ${top?.label} » vient en tête avec ${formatNumber(top?.value ?? 0)}.`
  return (
    <RankedBars
      title={`${what} selon ${figure.category.label}`}
      sentence={sentence}
      source={source}
      unit={figure.measure?.unit ?? null}
      bars={figure.bars}
    />
  )
}

const TYPES: readonly string[] = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']

const geometry = (text: string): readonly Geometry[] => {
  const value: Geometry = JSON.parse(text)
  return TYPES.includes(value.type) ? [value] : []
}

const Downloads = ({ dataset, version, view }: DatasetPageProps) => {
  const base = `/api/v1/datasets/${dataset.slug}/rows`
  const parameters = apiParameters(view)
  const with_ = (more: string) => (parameters ? `${parameters}&${more}` : `?${more}`)
  const placed = version?.bbox != null
  return (
    <section>
      <h2>Télécharger</h2>
      {parameters && <p class="small">Les fichiers ne contiennent que les lignes filtrées. L’original reste entier.</p>}
      <ul class="choices">
        <FileLink href={`${base}.csv${with_('numbers=fr&bom=true')}`} name="CSV français" use="pour un tableur" />
        <FileLink href={`${base}.xlsx${parameters}`} name="Excel" use="XLSX" />
        <FileLink href={`${base}.csv${parameters}`} name="CSV international" use="pour un programme" />
        <FileLink href={`${base}.json${parameters}`} name="JSON" use="" />
        {placed && <FileLink href={`${base}.geojson${parameters}`} name="GeoJSON" use="pour une carte" />}
        <FileLink
          href={`${base}.parquet${parameters}`}
          name="Parquet"
          use={parameters ? '' : formatBytes(version?.bytes.parquet ?? 0)}
        />
        <FileLink
          href={`/donnees/${dataset.slug}/original`}
          name="Fichier d’origine"
          use={formatBytes(version?.original.bytes ?? 0)}
        />
      </ul>
    </section>
  )
}

const FileLink = ({ href, name, use }: { readonly href: string; readonly name: string; readonly use: string }) => (
  <li>
    <a href={href} download rel="nofollow">
      <span>{name}</span>
      <span class="n">{use}</span>
    </a>
  </li>
)

const Card = ({ site, dataset, producer, version, attachments }: DatasetPageProps) => {
  const licence = licenceOf(dataset.licence)
  const address = `${site.publicUrl}/donnees/${dataset.slug}`
  return (
    <>
      <h2>Fiche</h2>
      <dl>
        <dt class="soft">Licence</dt>
        <dd>{licence ? <a href={licence.url}>{licence.title}</a> : 'non précisée'}</dd>
        <dt class="soft">Mise à jour</dt>
        <dd>{FREQUENCIES[dataset.frequency]}</dd>
        {dataset.temporalStart && (
          <>
            <dt class="soft">Période</dt>
            <dd>
              {formatDate(dataset.temporalStart)}
              {dataset.temporalEnd && ` – ${formatDate(dataset.temporalEnd)}`}
            </dd>
          </>
        )}
        {dataset.contact && (
          <>
            <dt class="soft">Contact</dt>
            <dd>{dataset.contact}</dd>
          </>
        )}
        {dataset.legalBasis && (
          <>
            <dt class="soft">Base légale</dt>
            <dd>{dataset.legalBasis}</dd>
          </>
        )}
      </dl>
      {dataset.keywords.length > 0 && (
        <ul class="tags">
          {dataset.keywords.map((word) => (
            <li>
              <a class="tag" href={`/donnees?q=${encodeURIComponent(word)}`}>
                {word}
              </a>
            </li>
          ))}
        </ul>
      )}
      {attachments.length > 0 && (
        <>
          <h3>Documents joints</h3>
          <ul>
            {attachments.map((a) => (
              <li>
                <a href={`/donnees/${dataset.slug}/documents/${a.id}`}>{a.title}</a> ({formatBytes(a.bytes)})
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Citer ces données</h3>
      <p class="small">
        {producer?.name ?? 'Producteur non précisé'}, « {dataset.title} »
        {version ? `, version ${version.number} du ${formatDate(version.createdAt)}` : ''}, {address}
        {licence ? `, ${licence.title}` : ''}.
      </p>
    </>
  )
}
