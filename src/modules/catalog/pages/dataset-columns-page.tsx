import { formatDate, formatNumber } from '../../../kernel/french.ts'
import { Table } from '../../../web/index.ts'
import { Histogram } from '../../figure/index.ts'
import type { ColumnType, Semantic } from '../../query/index.ts'
import type { ColumnProfile } from '../version.ts'
import { DatasetFrame, type DatasetView } from './dataset-frame.tsx'

/** Types and meanings in words. */
export const TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  text: 'texte',
  integer: 'nombre entier',
  number: 'nombre',
  boolean: 'oui ou non',
  date: 'date',
  datetime: 'date et heure',
  geometry: 'position',
}
export const SEMANTIC_WORDS: Readonly<Record<Semantic, string>> = {
  commune: 'code de commune',
  epci: 'code d’intercommunalité',
  departement: 'code de département',
  region: 'code de région',
  siren: 'SIREN',
  siret: 'SIRET',
  uai: 'numéro d’établissement scolaire (UAI)',
  finess: 'numéro FINESS',
  postcode: 'code postal',
  longitude: 'longitude',
  latitude: 'latitude',
  geopoint: 'position géographique',
  url: 'adresse web',
  email: 'adresse électronique',
  phone: 'téléphone',
  year: 'année',
  money: 'montant',
  percentage: 'pourcentage',
  'place-name': 'nom de lieu',
}

/** What columns of the producer’s file hold that is not taken, in words, and why. */
export interface LeftOutColumn {
  readonly what: string
  readonly because: string
}

/** The dictionary of the columns: what each is, how full, between what and what, and its shape; then what is not taken. */
export const DatasetColumnsPage = (p: DatasetView & { readonly leftOut: readonly LeftOutColumn[] }) => (
  <DatasetFrame {...p} tab="/colonnes">
    <p class="lead">Ce que contient chaque colonne, relevé sur toutes les lignes de la version publiée.</p>
    {p.version && (
      <Table caption={`Colonnes de « ${p.dataset.title} »`}>
        <thead>
          <tr>
            {[
              'Intitulé',
              'Nom dans l’API',
              'Type et sens',
              'Remplie',
              'Valeurs différentes',
              'De… à…',
              'Répartition',
            ].map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {p.version.columns.map((column) => (
            <ColumnRow column={column} rows={p.version?.rowCount ?? 0} />
          ))}
        </tbody>
      </Table>
    )}
    {p.leftOut.length > 0 && (
      <>
        <h2 id="ecarte">Ce que nous ne reprenons pas du fichier du producteur</h2>
        <ul>
          {p.leftOut.map(({ what, because }) => (
            <li>
              <strong>{what}</strong> : {because}
            </li>
          ))}
        </ul>
      </>
    )}
  </DatasetFrame>
)

const ColumnRow = ({ column, rows }: { readonly column: ColumnProfile; readonly rows: number }) => {
  const middle = column.quantiles?.[2]
  return (
    <tr>
      <th scope="row">
        {column.label}
        {column.unit && <span class="soft"> ({column.unit})</span>}
      </th>
      <td>
        <code>{column.name}</code>
      </td>
      <td>
        {TYPE_WORDS[column.type]}
        {column.semantic && <span class="soft">, {SEMANTIC_WORDS[column.semantic]}</span>}
      </td>
      <td class="num">{rows === 0 ? '–' : `${formatNumber((column.filled / rows) * 100, 1)}\u00A0%`}</td>
      <td class="num">{formatNumber(column.distinct)}</td>
      <td>
        {column.type === 'geometry' || column.min === null ? (
          <span class="soft">–</span>
        ) : (
          `${valueInWords(column, column.min)} – ${valueInWords(column, column.max ?? '')}`
        )}
        {middle !== undefined && column.semantic !== 'year' && (
          <span class="soft small">
            <br />
            médiane {formatNumber(middle, 4)}
          </span>
        )}
      </td>
      <td>
        <Shape column={column} rows={rows} />
      </td>
    </tr>
  )
}

const Shape = ({ column, rows }: { readonly column: ColumnProfile; readonly rows: number }) => {
  if (column.histogram.length > 0) return <Histogram label={column.label} bars={column.histogram} />
  if (column.type === 'geometry' || column.top.length === 0) return <span class="soft">–</span>
  return (
    <ul class="tops small">
      {column.top.slice(0, 3).map((t) => (
        <li>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="ground" width="100" height="10" />
            <rect class="bar" width={((t.count / Math.max(1, rows)) * 100).toFixed(1)} height="10" />
          </svg>
          <span>
            {valueInWords(column, t.label)} <span class="soft">({formatNumber(t.count)})</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A value of the profile as the table of rows would show it, cut when long. */
const valueInWords = (column: ColumnProfile, text: string): string => {
  if (column.type === 'boolean') return text === 'true' ? 'oui' : 'non'
  if ((column.type === 'integer' || column.type === 'number') && column.semantic !== 'year')
    return formatNumber(Number(text), 4)
  if (column.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text)
  return text.length > 40 ? `${text.slice(0, 38)}…` : text
}
