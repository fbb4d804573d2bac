import type { ComponentChildren } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Face, FittedText } from './fit-text.ts'
import { COLOURS, FORMATS, type Format } from './frame.ts'

const FAMILIES: Readonly<Record<Face, readonly [family: string, weight: number]>> = {
  serif: ['Source Serif 4', 600],
  sans: ['Source Sans 3', 400],
  bold: ['Source Sans 3', 600],
}

/** Height of a line, in parts of its size. */
const LEADING = 1.16
/** Where the letters stand in a line, from its top. */
const BASELINE = 0.86

/** Height that fitted lines take. */
export const heightOf = ({ lines, size }: FittedText): number => lines.length * size * LEADING

/** Fitted lines, their top at `y`; `x` is their left edge, middle or right edge as `anchor` says. */
export const Lines = ({
  text,
  x,
  y,
  fill,
  anchor = 'start',
}: {
  readonly text: FittedText
  readonly x: number
  readonly y: number
  readonly fill: string
  readonly anchor?: 'start' | 'middle' | 'end'
}) => {
  const [family, weight] = FAMILIES[text.face]
  return (
    <>
      {text.lines.map((line, i) => (
        <text
          x={rounded(x)}
          y={rounded(y + text.size * (i * LEADING + BASELINE))}
          font-family={family}
          font-weight={weight}
          font-size={text.size}
          fill={fill}
          text-anchor={anchor}
          xml:space="preserve"
        >
          {line}
        </text>
      ))}
    </>
  )
}

const rounded = (n: number): number => Math.round(n * 10) / 10

/** Space between the edge of a picture and what it holds. */
export const MARGIN = 64
const NEATLINE = 22

/** A whole picture: its ground, the neatline of a map sheet around it, its words for who does not see it. */
export const drawing = (format: Format, title: string, description: string, children: ComponentChildren): string => {
  const { width, height } = FORMATS[format]
  return renderToStaticMarkup(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img">
      <title>{title}</title>
      <desc>{description}</desc>
      <rect width={width} height={height} fill={COLOURS.ground} />
      <Neatline width={width} height={height} />
      {children}
    </svg>,
  )
}

/** The border of a map sheet: dark and light lengths by turns, dark at the four corners. */
const Neatline = ({ width, height }: { readonly width: number; readonly height: number }) => {
  const [across, down] = [width - 2 * NEATLINE, height - 2 * NEATLINE]
  const [alongTop, alongSide] = [dashes(across), dashes(down)]
  return (
    <g fill="none" stroke={COLOURS.strong}>
      <rect x={NEATLINE} y={NEATLINE} width={across} height={down} />
      <path
        stroke-width="5"
        d={[
          ...alongTop.map(([at, length]) => `M${rounded(NEATLINE + at)} ${NEATLINE}h${length}m0 ${down}h-${length}`),
          ...alongSide.map(([at, length]) => `M${NEATLINE} ${rounded(NEATLINE + at)}v${length}m${across} 0v-${length}`),
        ].join('')}
      />
    </g>
  )
}

const DASH = 90

/** Where each dark length begins and how long it is: an odd number of lengths, so that both ends are dark. */
const dashes = (whole: number): readonly (readonly [at: number, length: number])[] => {
  const n = 2 * Math.round(whole / DASH / 2) + 1
  const length = rounded(whole / n)
  return Array.from({ length: (n + 1) / 2 }, (_, i) => [(2 * i * whole) / n, length] as const)
}

/** The sign of the portal, `side` wide, its top left corner at `x`, `y`. */
export const Sign = ({ x, y, side }: { readonly x: number; readonly y: number; readonly side: number }) => (
  <g transform={`translate(${rounded(x)} ${rounded(y)}) scale(${side / 32})`}>
    <rect width="32" height="32" rx="7" fill={COLOURS.river} />
    <path d="M6 3c9 6 1 10 10 15s3 9 10 12" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" />
    <circle cx="24" cy="9" r="2.6" fill="#e2b94e" />
  </g>
)
