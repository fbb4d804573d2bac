import { quantileSorted } from 'd3-array'
import { count } from '../../../kernel/french.ts'
import { SearchForm } from '../../../web/index.ts'
import { Distribution, numbersOf, type RankedPlace, SeriesChart, SmallMultiples } from '../../figure/index.ts'
import { type Place, type PlaceHit, placePath, titleOf } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import { comparePlaces, MOST_COMPARED } from '../compare.ts'
import { comparisonPath } from '../compare-address.ts'
import { comparisonSentence } from '../compare-words.ts'
import { indicatorPath } from '../indicator-address.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { agreedRank } from '../peer-words.ts'
import type { Ranked } from '../ranking.ts'
import { reunitedPast, reunitedPastSentence } from '../reunited-past.ts'
import { periodWords, seriesSentence, statedText } from '../stated-words.ts'
import { Candidates } from './compare-forms.tsx'
import { SourceOf } from './compare-indicators.tsx'
import { KeptFields } from './indicator-picks.tsx'

interface Props {
  readonly answer: IndicatorAnswer
}

/** The places that the reader follows: how to change them, where they stand among all, and their past. */
export const FollowedPlaces = ({
  answer,
  candidates,
}: Props & { readonly candidates: { readonly text: string; readonly hits: readonly PlaceHit[] } | null }) => (
  <section aria-labelledby="suivis">
    <h2 id="suivis">{isAlone(answer) ? 'Au fil du temps' : 'Des lieux à suivre'}</h2>
    {!isAlone(answer) && <ChoosePlaces answer={answer} />}
    {candidates && <Candidates {...candidates} hrefWith={(place) => withPlace(answer, place)} />}
    <AmongAll answer={answer} />
    <Past answer={answer} />
  </section>
)

/** Whether the indicator knows one place and no other: there is nothing to choose. */
const isAlone = ({ ranked, levels }: IndicatorAnswer): boolean => ranked.length < 2 && levels.length < 2

const placesOf = ({ chosen, followed }: IndicatorAnswer): readonly Place[] => (chosen.length > 0 ? chosen : followed)

/** The same page with one more place followed; those shown to begin with give way to it. */
export const withPlace = ({ address, chosen }: IndicatorAnswer, place: Pick<Place, 'level' | 'code'>): string =>
  `${indicatorPath({ ...address, places: [...chosen, place], page: 1 })}#suivis`

const ChoosePlaces = ({ answer }: Props) => {
  const { address, chosen } = answer
  const places = placesOf(answer)
  return (
    <div class="noprint">
      {chosen.length === 0 && places.length > 0 && (
        <p>{`Pour commencer : ${places.map(titleOf).join(', ')}. Ajoutez vos lieux, huit au plus : l’adresse de la page les garde.`}</p>
      )}
      {chosen.length > 0 && (
        <ul class="tags">
          {chosen.map((place) => (
            <li>
              <a
                class="tag"
                href={`${indicatorPath({ ...address, places: chosen.filter(({ id }) => id !== place.id), page: 1 })}#suivis`}
              >
                {titleOf(place)}
                <span aria-hidden="true"> ×</span>
                <span class="hidden"> : ne plus suivre</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {chosen.length >= MOST_COMPARED ? (
        <p class="small">{`Vous suivez ${MOST_COMPARED} lieux, le plus possible : retirez-en un pour en ajouter un autre.`}</p>
      ) : (
        <SearchForm
          action={`/indicateurs/${address.slug}`}
          name="ajouter"
          label="Ajouter un lieu : nom ou code postal"
          suggestions={`${indicatorPath({ ...address, page: 1 }, '/lieux.json')}&q=`}
        >
          <KeptFields address={address} names={['niveau', 'periode', 'ou', 'carte', 'lieux']} />
        </SearchForm>
      )}
    </div>
  )
}

/** All the places of the page as dots, those followed named. */
const AmongAll = ({ answer }: Props) => {
  const { indicator, address, ranked, followed } = answer
  const { definition, record } = indicator
  const codes = new Set(followed.filter(({ level }) => level === address.level).map(({ code }) => code))
  const numbers = numbersOf(ranked)
  if (numbers.length < 5) return null
  return (
    <Distribution
      title={`Comment se répartissent les ${LEVEL_WORDS[address.level][1]}, ${periodWords(address.period)}`}
      sentence={[middleHalf(answer, numbers), ranksOf(answer, codes)].filter(Boolean).join(' ')}
      source={`${definition.producer}, édition ${record.number} établie par le portail`}
      unit={definition.unit}
      decimals={definition.decimals}
      heads={['Lieu', definition.shortName]}
      things={LEVEL_WORDS[address.level]}
      table={false}
      places={dotsOf(ranked)}
      here={codes}
    />
  )
}

const dots = new WeakMap<readonly Ranked[], readonly RankedPlace[]>()

/** Places as the drawing wants them: the same array for the same ranking, so that its heap is laid out once. */
const dotsOf = (ranked: readonly Ranked[]): readonly RankedPlace[] => {
  const made =
    dots.get(ranked) ??
    ranked.map(({ code, name, value, status }) => ({ code, name: drawnName(name), value: { value, status } }))
  dots.set(ranked, made)
  return made
}

/** A name short enough to be written in a drawing: the nature of an intercommunalité in its usual letters. */
const drawnName = (name: string): string =>
  name
    .replace(/^Communauté de communes /, 'CC ')
    .replace(/^Communauté d’agglomération /, 'CA ')
    .replace(/^Communauté urbaine /, 'CU ')

/** « La moitié des 378 communes qui ont un chiffre se trouvent entre 21 100 et 24 050 € par an. » */
const middleHalf = ({ indicator: { definition }, address }: IndicatorAnswer, ranked: readonly number[]): string => {
  const numbers = ranked.toReversed()
  const known = count(numbers.length, ...LEVEL_WORDS[address.level])
  const [low, high] = [quantileSorted(numbers, 0.25) ?? 0, quantileSorted(numbers, 0.75) ?? 0]
  const [from, to] = [low, high].map((value) => statedText({ value, status: 'value' }, definition, value === high))
  return from === statedText({ value: high, status: 'value' }, definition, false)
    ? `Au moins la moitié des ${known} qui ont un chiffre ont le même : ${to}.`
    : `La moitié des ${known} qui ont un chiffre se trouvent entre ${from} et ${to}.`
}

const ranksOf = ({ ranked, address }: IndicatorAnswer, codes: ReadonlySet<string>): string => {
  const told = ranked.flatMap(({ code, name, rank }) =>
    codes.has(code) && rank !== null ? [`${name} ${agreedRank(rank, address.level)}`] : [],
  )
  return told.length > 0 ? `Du chiffre le plus haut au plus bas : ${told.join(', ')}.` : ''
}

/** How the past of the places followed was made, when they reunite several: a sentence a place, named when they are several. */
const pastNotes = ({ indicator: { definition, edition }, followed, series }: IndicatorAnswer): readonly string[] =>
  followed.flatMap((place) => {
    const past = reunitedPast(edition, place.level, place.code, series.periods.at(-1) ?? '')
    if (!past) return []
    const sentence = reunitedPastSentence(past, definition)
    return [followed.length > 1 ? `${titleOf(place)} : ${lowerFirst(sentence)}` : sentence]
  })

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** When the largest place is more than so many times the smallest, one scale for all would flatten the small ones. */
const LARGER = 3

const Past = ({ answer }: Props) => {
  const { indicator, series, followed } = answer
  const { definition } = indicator
  const [compared] = comparePlaces(followed, [indicator])
  if (!compared || series.periods.length < 2) return null
  const numbers = series.series.flat().flatMap(({ value }) => (value === null ? [] : [Math.abs(value)]))
  const apart = definition.kind === 'stock' && Math.max(...numbers) > LARGER * Math.min(...numbers)
  const figure = {
    title: `${definition.name}, date par date`,
    sentence:
      followed.length === 1
        ? seriesSentence(series.periods, series.series[0] ?? [], definition)
        : comparisonSentence(compared),
    source: <SourceOf compared={compared} own />,
    unit: definition.unit,
    decimals: definition.decimals,
    periods: series.periods,
    axis: 'Date',
    series: followed.map((place, i) => ({
      name: drawnName(titleOf(place)),
      href: placePath(place),
      here: followed.length === 1,
      values: series.series[i] ?? [],
    })),
  }
  return (
    <>
      {apart && followed.length > 1 ? <SmallMultiples {...figure} scale="free" /> : <SeriesChart {...figure} />}
      {pastNotes(answer).map((note) => (
        <p class="small soft">{note}</p>
      ))}
      {followed.length > 1 && (
        <p class="small noprint">
          <a href={comparisonPath({ places: followed, indicators: [], peers: null })}>
            Comparer ces lieux sur d’autres indicateurs
          </a>
        </p>
      )}
    </>
  )
}
