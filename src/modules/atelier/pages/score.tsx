import type { DataGouvScore } from '../../catalog/index.ts'

/** What data.gouv.fr would think of it, and what would raise it. */
export const Score = ({ score }: { readonly score: DataGouvScore }) => {
  const missing = score.criteria.filter(({ met }) => !met)
  return (
    <>
      <h2>Sa note de qualité sur data.gouv.fr</h2>
      <p>
        <strong>
          {score.points} sur {score.outOf}
        </strong>
        {missing.length === 0 ? ' : il ne manque rien.' : '. Pour la relever :'}
      </p>
      {missing.length > 0 && (
        <ul>
          {missing.map(({ label, advice }) => (
            <li>
              Il manque <strong>{label}</strong>. {advice}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
