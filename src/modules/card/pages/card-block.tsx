import { linePath, markPath, short } from '../../figure/index.ts'
import { placePath, titleOf } from '../../territory/index.ts'
import type { Card } from '../card.ts'
import {
  dateWords,
  editionWords,
  figureWords,
  medianWords,
  orderWords,
  rankWords,
  reunitedWords,
  shortText,
  sourceWords,
  trendWords,
  whyNone,
} from '../card-words.ts'
import { peerPoints } from '../peer-points.ts'
import { trendPoints } from '../trend-points.ts'

interface CardBlockProps {
  readonly card: Card
  /** Level of its heading in the page. */
  readonly heading?: 'h1' | 'h2' | 'h3' | 'h4'
  /** True in a frame on another site: links leave the frame. */
  readonly framed?: boolean
}

/** A card as a part of a page: place, indicator, figure, past, peers, source. */
export const CardBlock = ({ card, heading: Heading = 'h2', framed = false }: CardBlockProps) => {
  const { place, definition, stated, among, origin } = card
  const { large, beside, under } = figureWords(card)
  const target = framed ? '_top' : undefined
  return (
    <article class="fact" aria-label={`${definition.name}, ${titleOf(place)}`}>
      <Heading>
        <a href={placePath(place)} target={target}>
          {titleOf(place)}
        </a>
      </Heading>
      <p class="what">
        <a href={`/indicateurs/${definition.slug}`} target={target}>
          {definition.name}
        </a>
      </p>
      <p class={stated.value === null ? 'big none' : 'big'}>
        {large}
        {beside && <small>{`\u00A0${beside}`}</small>}
      </p>
      <p class="when">{under}</p>
      {stated.value === null && <p>{whyNone(card)}</p>}
      {trendWords(card) && <p class="change">{trendWords(card)}</p>}
      <Past card={card} />
      {reunitedWords(card) && <p class="small soft">{reunitedWords(card)}</p>}
      {among && (
        <>
          <p class="rank">
            <strong>{rankWords(card)}</strong>
            {orderWords(card)}. Ici : {medianWords(card)}.
          </p>
          <PeersLine card={card} />
        </>
      )}
      <p class="origin">
        Source :{' '}
        {origin ? (
          <a href={origin.href} target={target}>
            {sourceWords(card)}
          </a>
        ) : (
          sourceWords(card)
        )}
        . {editionWords(card)}.
      </p>
    </article>
  )
}

const PAST = { width: 320, height: 84, edge: 8 }

/** The series as a small line, told by its two ends. */
const Past = ({ card }: { readonly card: Card }) => {
  const laid = trendPoints(card.series, PAST)
  const numbered = card.series.filter(({ stated }) => stated.value !== null)
  const [first, last] = [numbered[0], numbered.at(-1)]
  if (!laid || !first || !last) return null
  const end = ({ period, stated }: typeof first) => `${shortText(card, stated)} (${dateWords(period)})`
  return (
    <>
      <svg
        viewBox={`0 0 ${PAST.width} ${PAST.height}`}
        role="img"
        aria-label={`De ${end(first)} à ${end(last)}, date par date.`}
      >
        <path class="axis" d={`M0 ${PAST.height}h${PAST.width}`} />
        {laid.zero !== null && <path class="axis" d={`M0 ${short(laid.zero)}h${PAST.width}`} />}
        <path class="line" d={linePath(laid.points)} />
        {laid.points.map(({ x, y, status }, i) =>
          i === laid.last || status !== 'value' ? (
            <path class={i === laid.last ? 'mark here' : 'mark'} d={markPath(status, x, y, i === laid.last ? 5 : 4)} />
          ) : null,
        )}
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{end(first)}</span>
        <span>{end(last)}</span>
      </p>
    </>
  )
}

const STRIP = { width: 320, height: 26, edge: 9 }

/** Every peer on one line, the place among them. */
const PeersLine = ({ card }: { readonly card: Card }) => {
  const laid = peerPoints(card, STRIP.width, STRIP.edge)
  if (!laid) return null
  const end = (value: number) => shortText(card, { value, status: 'value' })
  const middle = STRIP.height / 2
  return (
    <>
      <svg
        viewBox={`0 0 ${STRIP.width} ${STRIP.height}`}
        role="img"
        aria-label={`Les pairs, de ${end(laid.low)} à ${end(laid.high)}, un point chacun ; le trait est la médiane.`}
      >
        <path class="axis" d={`M0 ${middle}h${STRIP.width}`} />
        {laid.others.map((x) => (
          <circle class="peer" cx={short(x)} cy={middle} r="4" />
        ))}
        <path class="median" d={`M${short(laid.median)} 1v${STRIP.height - 2}`} />
        <circle class="here" cx={short(laid.own)} cy={middle} r="7" />
      </svg>
      <p class="ends" aria-hidden="true">
        <span>le plus bas : {end(laid.low)}</span>
        <span>le plus haut : {end(laid.high)}</span>
      </p>
    </>
  )
}
