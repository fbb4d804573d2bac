import { formatDate } from '../../../kernel/french.ts'
import { RankedDots, SmallMultiples } from '../../figure/index.ts'
import { capital, placePath, titleOf } from '../../territory/index.ts'
import type { ComparisonAnswer } from '../answer-comparison.ts'
import { type ComparedIndicator, comparedSeries } from '../compare.ts'
import { comparisonSentence } from '../compare-words.ts'
import { originOf } from '../origin.ts'

/** Indicator by indicator: one sentence, the past of each place, where it comes from, what it does not say. */
export const CompareIndicators = ({ answer }: { readonly answer: ComparisonAnswer }) => (
  <section aria-labelledby="chiffre-par-chiffre">
    <h2 id="chiffre-par-chiffre">Chiffre par chiffre</h2>
    {answer.compared.map((compared) => (
      <OneIndicator compared={compared} subject={answer.peers?.place.id ?? null} />
    ))}
  </section>
)

const OneIndicator = ({
  compared,
  subject,
}: {
  readonly compared: ComparedIndicator
  readonly subject: string | null
}) => {
  const { definition, edition } = compared.indicator
  const places = compared.values.map(({ place }) => place)
  const { periods, series } = comparedSeries(edition, places)
  const figure = {
    title: definition.name,
    sentence: comparisonSentence(compared),
    source: <SourceOf compared={compared} />,
    unit: definition.unit,
    decimals: definition.decimals,
  }
  const named = places.map((place, i) => ({
    ...{ name: titleOf(place), href: placePath(place), here: place.id === subject },
    values: series[i] ?? [],
  }))
  const numbers = series.flat().flatMap(({ value }) => (value === null ? [] : [Math.abs(value)]))
  return (
    <article>
      {numbers.length === 0 ? (
        <>
          <h3>{figure.title}</h3>
          <p>{figure.sentence}</p>
          <p class="origin">Source : {figure.source}.</p>
        </>
      ) : (
        <>
          <h3 class="hidden">{figure.title}</h3>
          {periods.length === 1 ? (
            <RankedDots
              {...figure}
              heads={['Lieu', definition.shortName]}
              things={['lieu', 'lieux']}
              places={named.map(({ values, ...place }) => ({ ...place, value: values[0] ?? UNKNOWN }))}
            />
          ) : (
            <SmallMultiples
              {...figure}
              periods={periods}
              axis="Date"
              scale={
                definition.kind === 'stock' && Math.max(...numbers) > LARGER * Math.min(...numbers) ? 'free' : 'shared'
              }
              series={named}
            />
          )}
        </>
      )}
      {definition.caveats.length > 0 && <p class="known">À savoir : {definition.caveats.join(' ')}</p>}
    </article>
  )
}

const UNKNOWN = { value: null, status: 'missing' } as const

/** When the largest place is more than so many times the smallest, one scale for all would flatten the small ones. */
const LARGER = 3

/** Who says an indicator, in which edition, and the rows behind the value of each place. */
export const SourceOf = ({
  compared: { indicator, period, values },
  own = false,
}: {
  readonly compared: ComparedIndicator
  /** True on the page of the indicator itself, which needs no link to it. */
  readonly own?: boolean
}) => {
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
          <a href={first.origin.href}>{capital(first.origin.title)}</a>.{' '}
        </>
      )}
      {rows && (
        <>
          Lignes de « {first?.origin.title} » :{' '}
          {origins.map(({ place, origin }, i) => (
            <>
              {i > 0 && ', '}
              <a href={origin.href}>{titleOf(place)}</a>
            </>
          ))}
          .{' '}
        </>
      )}
      {own ? (
        'Définition sur cette page'
      ) : (
        <a href={`/indicateurs/${definition.slug}`}>{`Définition de « ${definition.shortName} »`}</a>
      )}
    </>
  )
}
