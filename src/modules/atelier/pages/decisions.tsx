import { Table } from '../../../web/index.ts'
import { type Dataset, ReadingDecisions, SEMANTIC_WORDS, TYPE_WORDS, type Version } from '../../catalog/index.ts'
import type { Overrides } from '../../ingest/index.ts'
import { FileChoices } from './file-choices.tsx'

interface DecisionsProps {
  readonly dataset: Dataset
  readonly version: Version
  readonly overrides: Overrides
}

/** What the reader decided, with its evidence, and the form that decides otherwise. */
export const Decisions = ({ dataset, version, overrides }: DecisionsProps) => {
  // One a column, in their order.
  const reasons = version.decisions.filter((d) => d.key.startsWith('type:'))
  return (
    <>
      <h2>Ce que nous avons décidé, et que vous pouvez corriger</h2>
      <ReadingDecisions version={version} />
      <details>
        <summary>Corriger la lecture du fichier</summary>
        <form method="post" action={`/atelier/jeux/${dataset.id}/relire`}>
          <FileChoices overrides={overrides} />
          <h3>Colonnes</h3>
          <Table caption="Corriger les colonnes">
            <thead>
              <tr>
                {['Intitulé', 'Nom dans l’API', 'Type', 'Sens', 'Unité', 'Pourquoi'].map((label) => (
                  <th scope="col">{label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {version.columns.map((column, i) => (
                <tr>
                  <td>
                    <input name={`label.${i}`} value={column.label} aria-label={`Intitulé de la colonne ${i + 1}`} />
                  </td>
                  <td>
                    <input
                      name={`name.${i}`}
                      value={column.name}
                      aria-label={`Nom de la colonne ${i + 1}`}
                      pattern="[a-z_][a-z0-9_]*"
                    />
                  </td>
                  <td>
                    <select name={`type.${i}`} aria-label={`Type de la colonne ${i + 1}`}>
                      {Object.entries(TYPE_WORDS).map(([type, label]) => (
                        <option value={type} selected={type === column.type}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <select name={`semantic.${i}`} aria-label={`Sens de la colonne ${i + 1}`}>
                      <option value="" selected={column.semantic === null}>
                        aucun
                      </option>
                      {Object.entries(SEMANTIC_WORDS).map(([semantic, label]) => (
                        <option value={semantic} selected={semantic === column.semantic}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <input name={`unit.${i}`} value={column.unit ?? ''} aria-label={`Unité de la colonne ${i + 1}`} />
                  </td>
                  <td class="small soft">{reasons[i]?.because ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          <button type="submit">Relire le fichier avec ces choix</button>
        </form>
      </details>
    </>
  )
}
