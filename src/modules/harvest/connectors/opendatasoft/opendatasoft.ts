import { type Static, Type } from 'typebox'
import { DomainError, invalid } from '../../../../kernel/errors.ts'
import { type Connector, captured, nameInUrl } from '../../found-file.ts'
import type { Ask } from '../../network/ask.ts'
import { chooseResource, ResourceRule } from '../choose-resource.ts'

/** Rows or an attachment of a dataset of an Opendatasoft portal (Explore v2.1). */
export const OpendatasoftFetch = Type.Object({
  connector: Type.Literal('opendatasoft'),
  host: Type.String(),
  dataset: Type.String(),
  /** Pattern of the identifiers of datasets that follow one another, whose first group tells the year: the newest of them takes the place of `dataset`, which is then only the last one known. */
  series: Type.Optional(Type.String()),
  /** ODSQL, evaluated by the portal: only wanted rows travel. */
  where: Type.Optional(Type.String()),
  /** The field of editions: its greatest value is found first, and takes the place of `{annee}` in `where`. */
  latest: Type.Optional(Type.String({ pattern: '^[a-z0-9_]+$' })),
  /** Names of fields (not their labels, which may hold a year) that must be there; only they are asked when `only` is true. */
  fields: Type.Optional(Type.Array(Type.String())),
  only: Type.Optional(Type.Boolean()),
  format: Type.Optional(Type.Union([Type.Literal('csv'), Type.Literal('parquet'), Type.Literal('geojson')])),
  /** Takes a file attached to the dataset instead of its rows. */
  attachment: Type.Optional(ResourceRule),
})
export type OpendatasoftFetch = Static<typeof OpendatasoftFetch>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const DatasetAnswer = Type.Object({
  dataset_id: Type.String(),
  fields: Type.Array(Type.Object({ name: Type.String() })),
  metas: Type.Object({ default: Type.Object({ title: text, modified: text, data_processed: text }) }),
})
const Attachments = Type.Object({
  attachments: Type.Array(Type.Object({ href: Type.String(), metas: Type.Object({ title: text }) })),
})

const Groups = Type.Object({ results: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1 }) })

const base = ({ host, dataset }: OpendatasoftFetch) =>
  `https://${host}/api/explore/v2.1/catalog/datasets/${encodeURIComponent(dataset)}`

/** The export of a dataset: technical names, a semicolon, UTF-8. */
const exported = (fetch: OpendatasoftFetch): string => {
  const { format = 'csv', where, fields, only } = fetch
  const asked = new URLSearchParams({
    ...(format === 'csv' ? { delimiter: ';', with_bom: 'false' } : {}),
    use_labels: 'false',
    ...(where ? { where } : {}),
    ...(only && fields ? { select: fields.join(',') } : {}),
  })
  return `${base(fetch)}/exports/${format}?${asked}`
}

/** What tells the greatest value of a field. */
const greatest = (fetch: OpendatasoftFetch, field: string): string =>
  `${base(fetch)}/records?${new URLSearchParams({ select: field, group_by: field, order_by: `${field} desc`, limit: '1' })}`

const atEdition = (fetch: OpendatasoftFetch, edition: string): OpendatasoftFetch =>
  fetch.where === undefined ? fetch : { ...fetch, where: fetch.where.replaceAll('{annee}', edition) }

/** The newest edition of a dataset that holds several; null when the source does not choose one. */
const latestOf = async (fetch: OpendatasoftFetch, ask: Ask): Promise<string | null> => {
  const { latest } = fetch
  if (latest === undefined) return null
  const { results } = await ask.json(greatest(fetch, latest), Groups)
  const value = results[0]?.[latest]
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw invalid(`${fetch.host} ne dit plus quelle est la dernière édition de « ${fetch.dataset} ».`)
}

const CATALOGUE_PAGE = 100
const Catalogue = Type.Object({
  total_count: Type.Integer(),
  results: Type.Array(Type.Object({ dataset_id: Type.String() })),
})
const cataloguePage = (host: string, offset: number): string =>
  `https://${host}/api/explore/v2.1/catalog/datasets?${new URLSearchParams({ select: 'dataset_id', limit: String(CATALOGUE_PAGE), offset: String(offset) })}`

/** Identifiers of all the datasets of a portal. */
const datasetsOf = async (host: string, ask: Ask): Promise<readonly string[]> => {
  const names: string[] = []
  for (;;) {
    const { total_count: total, results } = await ask.json(cataloguePage(host, names.length), Catalogue)
    names.push(...results.map((one) => one.dataset_id))
    if (results.length === 0 || names.length >= total) return names
  }
}

/** The same question about the newest dataset of its series. */
const newestOf = async (fetch: OpendatasoftFetch, ask: Ask): Promise<OpendatasoftFetch> => {
  const { series, host } = fetch
  if (series === undefined) return fetch
  const [newest] = (await datasetsOf(host, ask))
    .flatMap((dataset) => {
      const year = new RegExp(series, 'i').exec(dataset)?.[1]
      return year === undefined ? [] : [{ dataset, year }]
    })
    .toSorted((a, b) => b.year.localeCompare(a.year))
  if (newest) return { ...fetch, dataset: newest.dataset }
  throw new DomainError({
    kind: 'not-found',
    detail: `${host} n’a plus aucun jeu dont le nom ressemble à « ${fetch.dataset} » : le producteur l’a peut-être renommé.`,
  })
}

/** Opendatasoft portals: the dataset tells its fields, then one export or one attachment brings the file. */
export const opendatasoft: Connector<OpendatasoftFetch> = {
  async find(asked, ask) {
    const fetch = await newestOf(asked, ask)
    const { fields, metas } = await ask.json(base(fetch), DatasetAnswer)
    if (fetch.attachment) {
      const { attachments } = await ask.json(`${base(fetch)}/attachments`, Attachments)
      const { chosen, edition } = chooseResource(
        attachments.map(({ href, metas: { title } }) => ({
          url: URL.parse(href, `https://${fetch.host}`)?.href ?? href,
          title: title ?? '',
          fileName: nameInUrl(URL.parse(href, `https://${fetch.host}`)?.href ?? ''),
          format: '',
          modified: null,
        })),
        { ...fetch.attachment, formats: [''] },
        metas.default.title ?? fetch.dataset,
      )
      return { url: chosen.url, name: named(chosen.fileName, chosen.title), edition }
    }
    const missing = (fetch.fields ?? []).filter((name) => !fields.some((field) => field.name === name))
    if (missing.length > 0)
      throw invalid(
        `« ${metas.default.title ?? fetch.dataset} » n’a plus ${missing.length > 1 ? 'les champs attendus' : 'le champ attendu'} : ${missing.join(', ')}.`,
      )
    const latest = await latestOf(fetch, ask)
    const edition = latest ?? captured('^\\d{4}-\\d{2}-\\d{2}', [metas.default.data_processed, metas.default.modified])
    const processed = metas.default.data_processed
    return {
      url: exported(latest === null ? fetch : atEdition(fetch, latest)),
      name: `${fetch.dataset}.${fetch.format ?? 'csv'}`,
      edition,
      ...(processed ? { mark: processed } : {}),
    }
  },
  imitate(fetch, { name, title, year }) {
    const dataset = {
      url: base(fetch),
      json: {
        dataset_id: fetch.dataset,
        fields: (fetch.fields ?? []).map((field) => ({ name: field })),
        metas: { default: { title: fetch.dataset } },
      },
    }
    const catalogue = { total_count: 1, results: [{ dataset_id: fetch.dataset }] }
    const listed = fetch.series ? [{ url: cataloguePage(fetch.host, 0), json: catalogue }] : []
    if (!fetch.attachment) {
      const { latest } = fetch
      if (latest === undefined) return [...listed, dataset, { url: exported(fetch), file: true }]
      const edition = String(year)
      return [
        ...listed,
        dataset,
        { url: greatest(fetch, latest), json: { results: [{ [latest]: edition }] } },
        { url: exported(atEdition(fetch, edition)), file: true },
      ]
    }
    const href = `/api/explore/v2.1/catalog/datasets/${encodeURIComponent(fetch.dataset)}/attachments/${encodeURIComponent(name)}`
    return [
      ...listed,
      dataset,
      { url: `${base(fetch)}/attachments`, json: { attachments: [{ href, metas: { title } }] } },
      { url: `https://${fetch.host}${href}`, file: true },
    ]
  },
}

/** Attachments are addressed as `series_longues_1996_2022_xlsx`: the extension is given back. */
const named = (address: string, title: string): string =>
  /\.[a-z0-9]{2,7}$/i.test(address)
    ? address
    : /\.[a-z0-9]{2,7}$/i.test(title)
      ? title
      : address.replace(/_(csv|xlsx?|ods|zip|json)$/i, '.$1')
