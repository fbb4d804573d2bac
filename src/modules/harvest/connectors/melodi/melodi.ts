import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid, notFound } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'

const API = 'https://api.insee.fr/melodi'

/** A whole dataset of INSEE's Melodi, as the file that it publishes. */
export const MelodiFetch = Type.Object({
  connector: Type.Literal('melodi'),
  /** As `DS_POPULATIONS_REFERENCE`. */
  dataset: Type.String({ pattern: '^[A-Z0-9_]+$' }),
  /** Pattern of the product's title or identifier, when there are several. */
  product: Type.Optional(Type.String()),
  /** Only the rows of places, as the service writes them: `DEP-89*COM` is every commune of a département. */
  geo: Type.Optional(Type.String()),
})
export type MelodiFetch = Static<typeof MelodiFetch>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const CatalogueEntry = Type.Object({
  identifier: Type.String(),
  modified: text,
  temporal: Type.Optional(Type.Union([Type.Object({ endPeriod: text }), Type.Null()])),
  product: Type.Array(
    Type.Object({
      id: Type.String(),
      title: text,
      format: Type.String(),
      language: text,
      accessURL: Type.String(),
      modified: text,
    }),
  ),
})

const CATALOGUE = `${API}/catalog/all`
/** More rows than any dataset has for the communes of a département. */
const MOST_ROWS = 1_000_000
const rowsOf = (dataset: string, geo: string) =>
  `${API}/data/${dataset}/to-csv?${new URLSearchParams({ GEO: geo, maxResult: String(MOST_ROWS) })}`

const Named = Type.Object({ identifier: Type.String() })

/** INSEE's Melodi: the whole catalogue, asked once for all datasets; the entry of one tells the CSV product in French, a zip whose largest member holds the data. */
export const melodi: Connector<MelodiFetch> = {
  async find({ dataset, product: wanted, geo }, ask) {
    const entries = await ask.json(CATALOGUE, Type.Array(Type.Unknown()))
    const entry = entries.find((one) => Value.Check(Named, one) && one.identifier === dataset)
    if (!entry) throw notFound('Le jeu de données de l’INSEE', dataset)
    if (!Value.Check(CatalogueEntry, entry)) throw invalid(`L’INSEE ne décrit plus ${dataset} comme avant.`)
    const edition = entry.temporal?.endPeriod?.slice(0, 4) ?? entry.modified?.slice(0, 10) ?? null
    const mark = entry.modified ? { mark: entry.modified } : {}
    if (geo !== undefined) return { url: rowsOf(dataset, geo), name: `${dataset}.csv`, edition, ...mark }
    const csv = entry.product.filter(
      ({ format, language, id, title }) =>
        format.toUpperCase() === 'CSV' &&
        (language ?? 'fr').toLowerCase() === 'fr' &&
        (wanted === undefined || new RegExp(wanted, 'i').test(`${id} ${title ?? ''}`)),
    )
    const [product] = csv.toSorted((a, b) => (b.modified ?? '').localeCompare(a.modified ?? ''))
    if (!product) throw invalid(`Le jeu ${dataset} de l’INSEE n’a plus de fichier CSV en français.`)
    return {
      url: product.accessURL,
      name: `${product.id}.zip`,
      edition,
      ...(product.modified ? { mark: product.modified } : mark),
    }
  },
  imitate: ({ dataset, product = dataset, geo }, { name }) => {
    const id = `${product.replaceAll(/[\^$\\]/g, '')}_CSV_FR`
    const accessURL = geo === undefined ? `${API}/file/${dataset}/${id}` : rowsOf(dataset, geo)
    return [
      {
        url: CATALOGUE,
        json: [{ identifier: dataset, product: [{ id, title: name, format: 'CSV', language: 'FR', accessURL }] }],
      },
      { url: accessURL, file: true },
    ]
  },
}
