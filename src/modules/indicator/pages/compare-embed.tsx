import { Notice, Page, type Site } from '../../../web/index.ts'
import type { ComparisonAnswer } from '../answer-comparison.ts'
import { type ComparisonAddress, comparisonPath } from '../compare-address.ts'
import { comparisonSentence, namesOf } from '../compare-words.ts'
import { CompareTable } from './compare-table.tsx'

/** The table alone, for a frame on another site: no menu, its sentences, its sources, the way back to the portal. */
export const CompareEmbed = ({
  site,
  answer,
  address,
}: {
  readonly site: Site
  readonly answer: ComparisonAnswer
  readonly address: ComparisonAddress
}) => (
  <Page site={site} title={`Comparer ${namesOf(answer.named)}`} path={comparisonPath(address)} frame={false}>
    <h1 class="hidden">{`Comparer ${namesOf(answer.named)}`}</h1>
    {answer.named.length === 0 ? (
      <Notice>
        <p>Aucun lieu n’est nommé : il n’y a rien à comparer.</p>
      </Notice>
    ) : (
      <>
        <CompareTable
          places={answer.places}
          compared={answer.compared}
          subject={answer.peers?.place.id ?? null}
          framed
        />
        <ul>
          {answer.compared.map((compared) => (
            <li>
              <strong>{compared.indicator.definition.shortName}</strong> : {comparisonSentence(compared)}
            </li>
          ))}
        </ul>
        <p class="origin">
          Sources : {[...new Set(answer.compared.map(({ indicator }) => indicator.definition.producer))].join(', ')}.{' '}
          <a href={comparisonPath(address)} target="_top">
            {`Voir la comparaison entière, ses sources et ses limites, sur ${site.name}`}
          </a>
        </p>
      </>
    )}
  </Page>
)
