import type { Version } from '../version.ts'

/** How the file of a version was read, decision by decision, and why. What columns hold is told with the columns. */
export const ReadingDecisions = ({ version }: { readonly version: Version }) => (
  <dl class="terms">
    {version.decisions
      .filter((d) => !d.key.startsWith('type:'))
      .map((d) => (
        <>
          <dt>{DECISIONS[d.key] ?? d.key}</dt>
          <dd>
            <strong>{d.value}</strong> <span class="soft">({d.because})</span>
          </dd>
        </>
      ))}
  </dl>
)

/** Names of decisions, in words. */
const DECISIONS: Readonly<Record<string, string>> = {
  format: 'Format',
  encoding: 'Encodage',
  separator: 'Séparateur',
  header: 'Intitulés',
  sheet: 'Feuille',
  member: 'Fichier de l’archive',
  recordsPath: 'Liste des enregistrements',
}
