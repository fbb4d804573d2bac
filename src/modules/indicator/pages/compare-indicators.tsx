import { formatDate } from '../../../kernel/french.ts'
import { titleOf } from '../../territory/index.ts'
import type { ComparisonAnswer } from '../answer-comparison.ts'
import type { ComparedIndicator } from '../compare.ts'
import { comparisonSentence } from '../compare-words.ts'
import { originOf } from '../origin.ts'

/** Indicator by indicator: one sentence, the past of each place, where it comes from, what it does not say. */
export const CompareIndicators = ({ answer }: { readonly answer: ComparisonAnswer }) => (
  <section aria-labelledby="chiffre-par-chiffre">
    <h2 id="chiffre-par-chiffre">Chiffre par chiffre</h2>
    {answer.compared.map((compared) => (
      <OneIndicator compared={compared} />
    ))}
  </section>
)

const OneIndicator = ({ compared }: { readonly compared: ComparedIndicator }) => {
  const { definition } = compared.indicator
  return (
    <article>
      <h3>{definition.name}</h3>
      <p>{comparisonSentence(compared)}</p>
      <p class="origin">
        Source : <SourceOf compared={compared} />
        {definition.caveats.length > 0 && ` ${definition.caveats.join(' ')}`}
      </p>
    </article>
  )
}

/** Who says an indicator, in which edition, and the rows behind the value of each place. */
const SourceOf = ({ compared: { indicator, period, values } }: { readonly compared: ComparedIndicator }) => {
  const { definition, record } = indicator
  const origins = values.flatMap(({ place, stated }) => {
    const asked = { level: place.level, code: place.code, period: period ?? '' }
    const origin = stated.value === null ? null : originOf(definition, record, asked)
    return origin ? [{ place, origin }] : []
  })
  const [first] = origins
  const rows = first?.origin.href.startsWith('/donnees/')
  return (
    <>
      {definition.producer}, édition {record.number} du {formatDate(record.builtAt.slice(0, 10))}.{' '}
      {first && !rows && (
        <>
          <a href={first.origin.href}>{first.origin.title}</a>.{' '}
        </>
      )}
      {rows && (
        <>
          Les lignes de « {first?.origin.title} » :{' '}
          {origins.map(({ place, origin }, i) => (
            <>
              {i > 0 && ', '}
              <a href={origin.href}>{titleOf(place)}</a>
            </>
          ))}
          .{' '}
        </>
      )}
      <a href={`/indicateurs/${definition.slug}`}>{`Définition de « ${definition.shortName} »`}</a>.
    </>
  )
}
