import { rollup } from 'd3-array'
import { count, formatNumber } from '../../../kernel/french.ts'
import { liveMapParts, type Site } from '../../../web/index.ts'
import { numbersOf } from '../../figure/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import { indicatorPath } from '../indicator-address.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { reasons } from '../many-sentences.ts'
import { type Middle, middleOf } from '../middle.ts'
import type { Ranked } from '../ranking.ts'
import { periodWords, statedText } from '../stated-words.ts'
import { PlacesMap } from './places-map.tsx'

/** The places of a date in one sentence and on a map, with the dates before and after a link away. */
export const DatedMap = ({ site, answer }: { readonly site: Site; readonly answer: IndicatorAnswer }) => {
  const { address, ranked, indicator, contours, layout, eitherMap, followed } = answer
  const { edition } = indicator
  const middle = middleOf(numbersOf(ranked))
  const here = followed.filter(({ level }) => level === address.level).map(({ code }) => code)
  const without = ranked.filter(({ rank }) => rank === null)
  return (
    <>
      {(middle || without.length > 0) && (
        <p>
          {middle && middleSentence(middle, answer)}
          {without.length > 0 && address.level === 'canton' && SHARED_COMMUNES}
          {without.length > 0 && noFigureSentence(without)}
        </p>
      )}
      {contours || layout ? (
        <map-steps
          data-source={indicatorPath(address, '/dates.json')}
          data-period={address.period}
          data-page={indicatorPath({ ...address, page: 1 })}
        >
          <PlacesMap
            {...{ indicator, ranked, contours, layout }}
            level={address.level}
            period={address.period}
            here={here}
          />
          {contours && <MovingMap {...{ site, answer, here }} />}
          <Steps answer={answer} />
        </map-steps>
      ) : (
        edition.periods.length > 1 && <Steps answer={answer} />
      )}
      {eitherMap && (
        <p class="small noprint">
          <a href={indicatorPath({ ...address, tiles: !address.tiles, page: 1 })}>
            {address.tiles ? 'Revenir aux contours des communes' : 'Montrer un carré de même taille par commune'}
          </a>
        </p>
      )}
    </>
  )
}

/** Where the island `map` offers the same map, that moves. Without JavaScript nothing is seen of it. */
const MovingMap = ({
  site,
  answer: { home, address },
  here,
}: {
  readonly site: Site
  readonly answer: IndicatorAnswer
  readonly here: readonly string[]
}) => (
  <map-on-request
    {...liveMapParts(site, 'places-map-view')}
    data-ground={`/api/v1/territories/${home.level}/${home.code}/contours?level=${address.level}`}
    data-here={here.join()}
    data-button="Explorer la carte"
    data-hash="carte"
  />
)

const SHARED_COMMUNES =
  ' Un canton qui n’a qu’une partie d’une commune n’a pas de chiffre : les chiffres sont connus par commune entière.'

/** « 45 lieux n’ont pas de chiffre à cette date (44 : secret statistique, 1 : manquant). » */
const noFigureSentence = (without: readonly Ranked[]): string => {
  const why = reasons(
    rollup(
      without,
      ({ length }) => length,
      ({ status }) => status,
    ),
  )
  return ` ${count(without.length, 'lieu n’a', 'lieux n’ont')} pas de chiffre à cette date (${why}).`
}

/** What the middle says: half are above it, or so many have it that this would be wrong. */
const middleSentence = (
  { median, above, equal, known }: Middle,
  { indicator: { definition }, address }: IndicatorAnswer,
): string => {
  const places = count(known, ...LEVEL_WORDS[address.level])
  const value = statedText({ value: median, status: 'value' }, definition)
  return above >= Math.floor(known / 2)
    ? `La moitié des ${places} qui ont un chiffre sont au-dessus de ${value}.`
    : `${formatNumber(equal)} des ${places} qui ont un chiffre ont le même, celui du milieu : ${value}. ${count(above, 'est au-dessus', 'sont au-dessus')}.`
}

const Steps = ({ answer: { address, indicator } }: { readonly answer: IndicatorAnswer }) => {
  const { periods } = indicator.edition
  const at = periods.indexOf(address.period)
  const [before, after] = [periods[at - 1], periods[at + 1]]
  if (periods.length < 2) return null
  return (
    <nav class="steps noprint" aria-label="La date d’avant, la date d’après">
      <Step period={before} address={address} rel="prev" />
      <output>{periodWords(address.period)}</output>
      <Step period={after} address={address} rel="next" />
    </nav>
  )
}

const Step = ({
  period,
  address,
  rel,
}: {
  readonly period: string | undefined
  readonly address: IndicatorAnswer['address']
  readonly rel: 'prev' | 'next'
}) =>
  period === undefined ? (
    <span class="soft">{rel === 'prev' ? 'première date' : 'dernière date'}</span>
  ) : (
    <a rel={rel} href={indicatorPath({ ...address, period, page: 1 })}>
      {rel === 'prev' && <span aria-hidden="true">← </span>}
      {period}
      <span class="hidden">{rel === 'prev' ? ', la date d’avant' : ', la date d’après'}</span>
      {rel === 'next' && <span aria-hidden="true"> →</span>}
    </a>
  )
