import type { ComponentChildren } from 'preact'
import { count, formatDate } from '../../../kernel/french.ts'
import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import type { Place } from '../../territory/index.ts'
import type { Attachment, Dataset } from '../dataset.ts'
import { licenceOf } from '../licences.ts'
import type { Organisation } from '../organisation.ts'
import type { Version } from '../version.ts'
import { excerpt } from './catalogue-page.tsx'

/** What every page of a dataset shows. */
export interface DatasetView {
  readonly site: Site
  readonly dataset: Dataset
  readonly producer: Organisation | undefined
  /** The place that the dataset covers. */
  readonly territory: Place | undefined
  readonly version: Version | undefined
  readonly versions: readonly Version[]
  readonly attachments: readonly Attachment[]
}

const TABS = [
  ['', 'Aperçu'],
  ['/colonnes', 'Colonnes'],
  ['/versions', 'Versions'],
  ['/api', 'API'],
] as const

/** Title, producer, facts, tabs: the frame of a dataset's pages. */
export const DatasetFrame = (
  p: DatasetView & {
    readonly tab: (typeof TABS)[number][0]
    readonly islands?: readonly string[]
    /** The number of the row that the page is about. */
    readonly line?: number
    readonly children: ComponentChildren
  },
) => {
  const { dataset, producer, version } = p
  const path = `/donnees/${dataset.slug}`
  const licence = licenceOf(dataset.licence)
  const tab = p.line === undefined ? TABS.find(([end]) => end === p.tab)?.[1] : `Ligne ${p.line}`
  const whole = p.tab === '' && p.line === undefined
  const here = p.line === undefined ? path + p.tab : `${path}/lignes/${p.line}`
  return (
    <Page
      site={p.site}
      title={whole ? dataset.title : `${tab} – ${dataset.title}`}
      here="donnees"
      path={here}
      links={dataset.status === 'draft' ? undefined : descriptions(p.site.publicUrl + path)}
      image={dataset.status === 'draft' ? undefined : `/images${path}.png`}
      description={excerpt(dataset.description) || dataset.title}
      islands={p.islands}
      facts={whole ? schemaOrg(p) : undefined}
      band={
        <PageHead
          look="tabbed"
          trail={[['/donnees', 'Données']]}
          title={dataset.title}
          kicker={[
            <strong>Jeu de données</strong>,
            ...(producer
              ? [
                  <>
                    par <a href={`/organisations/${producer.slug}`}>{producer.name}</a>
                  </>,
                ]
              : []),
            ...(version ? [`${count(version.rowCount, 'ligne')}, ${count(version.columns.length, 'colonne')}`] : []),
            `mis à jour le ${formatDate(dataset.updatedAt)}`,
            ...(licence ? [licence.title] : []),
          ]}
        >
          {dataset.status !== 'published' && (
            <Notice>
              <p>
                {dataset.status === 'draft'
                  ? 'Brouillon : le public ne voit pas cette page.'
                  : 'Archivé : ce jeu n’est plus tenu à jour.'}
              </p>
            </Notice>
          )}
          <nav aria-label="Parties du jeu de données">
            <ul class="tabs">
              {TABS.map(([end, label]) => (
                <li>
                  <a href={path + end} aria-current={path + end === here ? 'page' : undefined}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </PageHead>
      }
    >
      {p.children}
    </Page>
  )
}

/** The dataset as search engines read it (schema.org/Dataset). */
const schemaOrg = ({ site, dataset, producer }: DatasetView) => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  name: dataset.title,
  description: excerpt(dataset.description, 4000) || dataset.title,
  url: `${site.publicUrl}/donnees/${dataset.slug}`,
  dateModified: dataset.updatedAt,
  keywords: dataset.keywords,
  ...(licenceOf(dataset.licence) ? { license: licenceOf(dataset.licence)?.url } : {}),
  ...(producer ? { creator: { '@type': 'Organization', name: producer.name } } : {}),
  distribution: ['csv', 'json', 'parquet'].map((format) => ({
    '@type': 'DataDownload',
    encodingFormat: format,
    contentUrl: `${site.publicUrl}/api/v1/datasets/${dataset.slug}/rows.${format}`,
  })),
})

/** The same dataset told to machines, in the formats of RDF. */
const descriptions = (address: string) =>
  [
    ['text/turtle', 'ttl'],
    ['application/rdf+xml', 'rdf'],
    ['application/ld+json', 'jsonld'],
  ].map(([type = '', extension = '']) => ({ rel: 'alternate', type, href: `${address}.${extension}`, title: 'DCAT' }))
