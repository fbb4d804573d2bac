import { curveBasis, line } from 'd3-shape'

const WIDTH = 900
const HEIGHT = 520
const STEPS = 15
/** How far each contour line lies from the water, on both sides: a valley that opens. */
const DISTANCES = [34, 58, 86, 120, 160, 206, 258, 316, 380]

type Spot = [number, number]

/** The bends of a river that comes down from the right and leaves by the top; far from it they fade. */
const bend = (t: number, distance: number): Spot => {
  const calm = 1 - Math.min(0.75, Math.abs(distance) / 420)
  const swing = 44 * Math.sin(13 * t + 0.5) + 17 * Math.sin(29 * t)
  const relief = Math.abs(distance) * 0.2 * Math.sin(7 * t + distance / 60)
  return [760 - 470 * t + 0.8 * distance + swing * calm + relief, HEIGHT + 40 - (HEIGHT + 80) * t + 0.55 * distance]
}

const stroke = line().curve(curveBasis).digits(0)
const draw = (spot: (t: number) => Spot): string =>
  stroke(Array.from({ length: STEPS + 1 }, (_, i) => spot(i / STEPS))) ?? ''

const WATER = draw((t) => bend(t, 0))
const STREAMS = [
  draw((t) => [WIDTH + 20 - 365 * t, 330 - 44 * t + 22 * Math.sin(11 * t)]),
  draw((t) => [WIDTH + 20 - 450 * t, 120 + 50 * t + 18 * Math.sin(9 * t)]),
]
const CONTOURS = DISTANCES.flatMap((d) => [draw((t) => bend(t, d)), draw((t) => bend(t, -d))])

/** An ornament: a river and the contour lines of its valley, drawn from a formula. It represents no measured place. */
export const RiverRelief = () => (
  <svg class="relief" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
    {CONTOURS.map((path) => (
      <path class="contour" d={path} />
    ))}
    {STREAMS.map((path) => (
      <path class="stream" d={path} />
    ))}
    <path class="water" d={WATER} />
  </svg>
)
