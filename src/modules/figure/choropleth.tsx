import type { MultiPolygon, Polygon } from 'geojson'
import { type Classes, jenks } from './classes.ts'
import { type Contours, contoursOf, MAP_WIDTH } from './contours.ts'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { numbersOf, sayValue } from './say-value.ts'
import { fillOf, Legend, MOST_CLASSES, OutlinedKey, Patterns, patternsOf, shadeOf } from './shades.tsx'
import type { StatedValue } from './stated-value.ts'

export interface ChoroplethArea {
  readonly code: string
  readonly name: string
  readonly href?: string | undefined
  readonly value: StatedValue
  /** In longitudes and latitudes; needless when contours are given. */
  readonly shape?: Polygon | MultiPolygon | undefined
}

export interface ChoroplethProps extends FigureProps {
  readonly areas: readonly ChoroplethArea[]
  /** What `contoursOf` made of the shapes: hundreds of them take a tenth of a second, better spent once. */
  readonly contours?: Contours | undefined
  /** How values are cut into classes; five of Fisher's when not said. At most five, or three on each side of zero. */
  readonly classes?: Classes | null | undefined
  /** Values of the same map at its other dates: their textures and their lines in the legend are there too. */
  readonly elsewhere?: readonly StatedValue[] | undefined
  /** Codes of the places to outline and name. */
  readonly here?: readonly string[] | undefined
  /** `commune`, `communes`: what areas are called. */
  readonly things: readonly [one: string, several: string]
  /** False leaves the table out, when the page has it elsewhere. */
  readonly table?: boolean | undefined
}

/** Textures are drawn larger than in a drawing 400 wide, so that they hold on a phone. */
const SCALE = 2.8

/** A map of areas shaded by class: shared borders drawn once, what has no value told by texture, chosen places outlined. */
export const Choropleth = (p: ChoroplethProps) => {
  if (p.areas.length === 0) return null
  const values = p.areas.map((area) => area.value)
  const classes = p.classes === undefined ? jenks(numbersOf(values.filter(isClassed)), MOST_CLASSES) : p.classes
  const contours = p.contours ?? contoursOf(p.areas.flatMap(({ code, shape }) => (shape ? [{ code, shape }] : [])))
  const paths = p.areas.map(({ code }) => contours.paths.get(code) ?? '')
  const shades = values.map((value) => shadeOf(value, classes))
  const patterns = patternsOf(p.title)
  const textures = [...shades, ...(p.elsewhere ?? []).map((value) => shadeOf(value, classes))]
  const here = p.areas.flatMap((area, i) => (p.here?.includes(area.code) ? [{ ...area, path: paths[i] ?? '' }] : []))
  const byShade = new Map(shades.map((shade) => [shade, [] as number[]]))
  for (const [i, shade] of shades.entries()) byShade.get(shade)?.push(i)
  return (
    <Figure
      {...p}
      look="map"
      table={
        p.table !== false && (
          <ValuesTable
            {...p}
            heads={[p.things[0].replace(/^./, (sign) => sign.toUpperCase()), withUnit('Valeur', p.unit)]}
            rows={p.areas
              .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
              .map((area) => ({ label: area.name, href: area.href, values: [area.value] }))}
          />
        )
      }
    >
      <div class="beside">
        <svg
          viewBox={`0 0 ${MAP_WIDTH} ${contours.height}`}
          role={p.areas.some((area) => area.href) ? 'group' : 'img'}
          aria-label={`Carte. ${p.title}. ${p.sentence}`}
        >
          <Patterns shades={textures} patterns={patterns} scale={SCALE} />
          {[...byShade].map(([shade, drawn]) => (
            <g {...fillOf(shade, patterns)}>{drawn.map((i) => drawnArea(p.areas[i], paths[i], p))}</g>
          ))}
          <path class="inside" d={contours.inside} />
          <path class="outline" d={contours.outline} />
          {here.map(({ path }) => (
            <>
              <path class="ring" d={path} />
              <path class="ring ink" d={path} />
            </>
          ))}
        </svg>
        <div>
          <Legend {...p} {...{ values, shades, classes, patterns }} scale={SCALE} />
          <OutlinedKey {...p} places={here} />
        </div>
      </div>
    </Figure>
  )
}

/** Zeros have a line of their own: they belong to no class. */
const isClassed = (value: StatedValue) => value.status === 'value' || value.status === 'estimated'

// The keyboard goes by the table, which has the same links: hundreds of stops here would hold it up.
// A function and not a component: hundreds of them are drawn.
const drawnArea = (
  area: ChoroplethArea | undefined,
  path: string | undefined,
  { unit, decimals }: Pick<FigureProps, 'unit' | 'decimals'>,
) => {
  if (!area || !path) return null
  const title = <title>{`${area.name} : ${sayValue(area.value, unit, decimals)}`}</title>
  return area.href ? (
    <a href={area.href} tabindex={-1}>
      {title}
      <path d={path} />
    </a>
  ) : (
    <path d={path}>{title}</path>
  )
}
