import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid, notFound } from '../../../kernel/errors.ts'
import type { Connector } from '../found-file.ts'

const API = 'https://api.insee.fr/melodi'

/** A whole dataset of INSEE's Melodi, as the file that it publishes. */
export const MelodiFetch = Type.Object({
  connector: Type.Literal('melodi'),
  /** As `DS_POPULATIONS_REFERENCE`. */
  dataset: Type.String({ pattern: '^[A-Z0-9_]+$' }),
  /** Pattern of the product's title or identifier, when there are several. */
  product: Type.Optional(Type.String()),
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
const Named = Type.Object({ identifier: Type.String() })

/** INSEE's Melodi: the whole catalogue, asked once for all datasets; the entry of one tells the CSV product in French, a zip whose largest member holds the data. */
export const melodi: Connector<MelodiFetch> = {
  async find({ dataset, product: wanted }, ask) {
    const entries = await ask.json(CATALOGUE, Type.Array(Type.Unknown()))
    const entry = entries.find((one) => Value.Check(Named, one) && one.identifier === dataset)
    if (!entry) throw notFound('Le jeu de données de l’INSEE', dataset)
    if (!Value.Check(CatalogueEntry, entry)) throw invalid(`L’INSEE ne décrit plus ${dataset} comme avant.`)
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
      edition: entry.temporal?.endPeriod?.slice(0, 4) ?? entry.modified?.slice(0, 10) ?? null,
    }
  },
  imitate: ({ dataset, product = dataset }, { name }) => {
    const id = `${product.replaceAll(/[\^$\\]/g, '')}_CSV_FR`
    const accessURL = `${API}/file/${dataset}/${id}`
    return [
      {
        url: CATALOGUE,
        json: [{ identifier: dataset, product: [{ id, title: name, format: 'CSV', language: 'FR', accessURL }] }],
      },
      { url: accessURL, file: true },
    ]
  },
}
