import { invalid } from '../../kernel/errors.ts'

/** Where the files of a version lie, under the folder of versions. */
export interface VersionFiles {
  readonly folder: string
  /** Table `rows`: typed, in file order. */
  readonly store: string
  /** Tables `value`, `term`, `text`, `text_word`, `held`, `folded`, `word`, `place` (see `TableShape`), attached as `idx`: groups of rows are small, a look-up reads few. */
  readonly indexes: string
  /** Where each value of the column `TableShape.code` is; absent without such a column. */
  readonly codes: string
  readonly parquet: string
  /** One JSON array a line, its cells in the order of the columns; and where each line begins. */
  readonly encoded: string
  readonly offsets: string
  /** A `TableShape`, as JSON. */
  readonly shape: string
  /** CSV `ligne;raison;contenu` of what could not be read; absent when all was. */
  readonly rejects: string
}

/** The files of one version. A version is named by us; anything else than letters, digits and dashes is refused. */
export const versionFiles = (versions: string, id: string): VersionFiles => {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) throw invalid('Cette version n’existe pas.')
  const folder = `${versions}/${id}`
  return {
    folder,
    store: `${folder}/data.duckdb`,
    indexes: `${folder}/index.duckdb`,
    codes: `${folder}/codes.bin`,
    parquet: `${folder}/data.parquet`,
    encoded: `${folder}/rows.ndjson`,
    offsets: `${folder}/rows.offsets`,
    shape: `${folder}/shape.json`,
    rejects: `${folder}/rejets.csv`,
  }
}

/** The files that every version has. */
export const filesOfAll = (files: VersionFiles): readonly string[] => [
  files.store,
  files.indexes,
  files.parquet,
  files.encoded,
  files.offsets,
  files.shape,
]
