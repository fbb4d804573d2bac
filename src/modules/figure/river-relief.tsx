import { curveBasis, line } from 'd3-shape'

const WIDTH = 900
const HEIGHT = 520
const STEPS = 18
/** How far each contour line lies from the water, on both sides: a valley that opens. */
const DISTANCES = [30, 52, 78, 108, 142, 180, 222, 268, 318, 372, 430, 492]

type Spot = [number, number]

/**
 * The bends of a river that comes down from the right and leaves by the top; away from it they fade. At each step, a
 * greater distance always lies farther along the same slope, so that no line crosses another.
 */
const bend = (t: number, distance: number): Spot => {
  const swing = 58 * Math.sin(11 * t + 0.4) + 20 * Math.sin(25 * t)
  const calm = 1 / (1 + Math.abs(distance) / 110)
  const spread = 1 + 0.28 * Math.sin(6 * t + (distance < 0 ? 2 : 0)) + 0.12 * Math.sin(17 * t + (distance < 0 ? 0 : 1))
  const across = swing * calm + distance * spread
  return [770 - 450 * t + 0.809 * across, HEIGHT + 50 - (HEIGHT + 100) * t - 0.587 * across]
}

const stroke = line().curve(curveBasis).digits(0)
const draw = (spot: (t: number) => Spot): string =>
  stroke(Array.from({ length: STEPS + 1 }, (_, i) => spot(i / STEPS))) ?? ''

const WATER = draw((t) => bend(t, 0))
const STREAMS = [
  draw((t) => [WIDTH + 20 - 320 * t, 330 - 44 * t + 22 * Math.sin(11 * t)]),
  draw((t) => [WIDTH + 20 - 405 * t, 120 + 50 * t + 18 * Math.sin(9 * t)]),
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
