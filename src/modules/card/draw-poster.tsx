import { type Block, blockOf, firstFitting, gap, stack, textBlock } from './blocks.tsx'
import type { Drawn } from './draw-card.tsx'
import { drawing, MARGIN } from './drawing.tsx'
import type { MeasureText } from './fit-text.ts'
import { footBlock } from './foot.tsx'
import { COLOURS, FORMATS } from './frame.ts'
import { type Locator, locatorBlock } from './locator.tsx'
import { MOST_FIGURES, type Poster, type PosterFigure, posterWords } from './poster.ts'

const { width: WIDTH, height: HEIGHT } = FORMATS.paysage
const INNER = WIDTH - 2 * MARGIN
const MAP_HEIGHT = 230

/** The picture of a page, beside its link on social networks: its name in large, its figures, where it is. */
export const drawPoster = (
  poster: Poster,
  locator: Locator | null,
  { measure, signature }: Omit<Drawn, 'format'>,
): string => {
  const map = locator && locatorBlock(locator, MAP_HEIGHT)
  const width = map ? INNER - map.width - 50 : INNER
  const foot = footBlock([`Source : ${poster.source}`], signature, { width: INNER, scale: 1 }, measure)
  const row = figuresBlock(poster.figures.slice(0, MOST_FIGURES), measure)
  const bottom = HEIGHT - MARGIN + 12 - foot.height
  const top = bottom - 22 - row.height
  const head = firstFitting(
    TITLE_SIZES.map((_, i) => () => headBlock(poster, { width, from: i }, measure)),
    ({ height }) => MARGIN + height + 24 <= top,
  )
  return drawing(
    'paysage',
    poster.title,
    posterWords(poster),
    <>
      {head.draw(MARGIN, MARGIN)}
      {map?.draw(WIDTH - MARGIN - map.width, MARGIN)}
      {row.draw(MARGIN, top)}
      {foot.draw(MARGIN, bottom)}
    </>,
  )
}

const TITLE_SIZES = [76, 66, 58, 50, 43, 37, 32]

/** What the page is, its title at the size of that rank at most, its sentence when it leaves room for one. */
const headBlock = (
  { kind, title, sentence, figures }: Poster,
  { width, from }: { readonly width: number; readonly from: number },
  measure: MeasureText,
): Block => {
  const isLast = from === TITLE_SIZES.length - 1
  const lines = figures.length > 0 ? 2 : 4
  return stack(
    [
      textBlock(kind, { width, face: 'bold', sizes: [25, 22], lines: 1 }, COLOURS.ochre, measure),
      gap(8),
      textBlock(title, { width, face: 'serif', sizes: TITLE_SIZES.slice(from), lines: 3 }, COLOURS.deep, measure),
      ...(sentence && !isLast
        ? [gap(14), textBlock(sentence, { width, face: 'sans', sizes: [27, 25, 23], lines }, COLOURS.soft, measure)]
        : []),
    ],
    width,
  )
}

/** Figures abreast, each under a line of gold. */
const figuresBlock = (figures: readonly PosterFigure[], measure: MeasureText) => {
  const column = (INNER - 40 * (MOST_FIGURES - 1)) / MOST_FIGURES
  const blocks = figures.map(({ value, label }) =>
    stack(
      [
        blockOf(column, 12, (x, y) => <rect x={x} y={y} width={column} height="4" fill={COLOURS.gold} />),
        textBlock(
          value,
          { width: column, face: 'serif', sizes: [58, 50, 43, 37, 32], lines: 1 },
          COLOURS.deep,
          measure,
        ),
        textBlock(label, { width: column, face: 'sans', sizes: [23, 21, 19], lines: 2 }, COLOURS.ink, measure),
      ],
      column,
    ),
  )
  return blockOf(INNER, Math.max(0, ...blocks.map(({ height }) => height)), (x, y) =>
    blocks.map((block, i) => block.draw(x + i * (column + 40), y)),
  )
}
