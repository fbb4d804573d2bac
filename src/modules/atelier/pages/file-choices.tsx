import type { Overrides } from '../../ingest/index.ts'

/** What may be decided of a file in place of the reader: fields of a form, each left to the reader when left empty. */
export const FileChoices = ({ overrides }: { readonly overrides: Overrides }) => (
  <div class="grid">
    <Choice
      name="format"
      label="Format"
      value={overrides.format}
      options={['csv', 'xlsx', 'xls', 'ods', 'json', 'ndjson', 'geojson', 'parquet']}
      words={FORMATS}
    />
    <Choice
      name="encoding"
      label="Encodage"
      value={overrides.encoding}
      options={['utf-8', 'windows-1252', 'macintosh', 'utf-16le', 'utf-16be', 'iso-8859-15']}
    />
    <Choice
      name="separator"
      label="Séparateur"
      value={overrides.separator}
      options={[';', ',', '\t', '|']}
      words={{ '\t': 'tabulation' }}
    />
    <Choice
      name="decimal"
      label="Décimales après"
      value={overrides.decimal}
      options={[',', '.']}
      words={{ ',': 'une virgule', '.': 'un point' }}
    />
    <Line name="headerLine" label="Ligne des intitulés (0 : aucune)" value={overrides.headerLine?.toString()} />
    <Line name="headerRows" label="Nombre de lignes d’intitulés" value={overrides.headerRows?.toString()} />
    <Line name="sheet" label="Feuille du classeur" value={overrides.sheet} />
    <Line name="member" label="Fichier de l’archive" value={overrides.member} />
    <Line name="recordsPath" label="Chemin des enregistrements (JSON)" value={overrides.recordsPath} />
  </div>
)

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'CSV (texte à séparateur)',
  xlsx: 'classeur XLSX',
  xls: 'classeur XLS',
  ods: 'classeur ODS',
  json: 'JSON',
  ndjson: 'NDJSON (un objet par ligne)',
  geojson: 'GeoJSON',
  parquet: 'Parquet',
}

const Choice = ({
  name,
  label,
  value,
  options,
  words = {},
}: {
  readonly name: string
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly string[]
  readonly words?: Readonly<Record<string, string>>
}) => (
  <div>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">laisser reconnaître</option>
      {options.map((option) => (
        <option value={option} selected={option === value}>
          {words[option] ?? option}
        </option>
      ))}
    </select>
  </div>
)

const Line = ({
  name,
  label,
  value,
}: {
  readonly name: string
  readonly label: string
  readonly value: string | undefined
}) => (
  <div>
    <label for={name}>{label}</label>
    <input id={name} name={name} value={value} />
  </div>
)
