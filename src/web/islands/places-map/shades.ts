/** How places are filled on a map that moves, as the page fills them on the still one. */
export interface Shades {
  /** Those of one colour, by their name. */
  readonly colours: ReadonlyMap<string, string>
  /** Those that a texture tells, by their name: a square that repeats. */
  readonly textures: ReadonlyMap<string, HTMLImageElement>
}

/** The pattern of a shade among those that an element holds: that of estimates ends alike, with one sign more. */
export const patternOf = (held: Element, shade: string): SVGPatternElement | undefined =>
  [...held.querySelectorAll<SVGPatternElement>(`pattern[id$="${shade}"]`)].toSorted(
    (a, b) => a.id.length - b.id.length,
  )[0]

/** True for a shade that has one colour; the others have a texture. */
export const isPlain = (shade: string): boolean => /^[qp]\d/.test(shade)

/** Pixels of a map for one unit of a texture, and pixels drawn for each of them, so that it is sharp on every screen. */
const PIXELS = 1
export const SHARPNESS = 4

/** Reads shades in the legend and in the patterns that an element of the page holds, in the colours of the moment. */
export const readShades = async (held: Element, names: readonly string[]): Promise<Shades> => {
  const colours = names.filter(isPlain).flatMap((name) => {
    const swatch = held.querySelector(`.key [data-shade="${name}"] rect`)
    return swatch ? [[name, getComputedStyle(swatch).fill] as const] : []
  })
  const patterns = names.flatMap((name) => {
    const pattern = isPlain(name) ? undefined : patternOf(held, name)
    return pattern ? [[name, pattern] as const] : []
  })
  const textures = patterns.map(async ([name, pattern]) => [name, await textureOf(pattern)] as const)
  return { colours: new Map(colours), textures: new Map(await Promise.all(textures)) }
}

/** A pattern as a picture: drawn by the browser as the still map draws it, round ends of strokes included. */
const textureOf = async (pattern: SVGPatternElement): Promise<HTMLImageElement> => {
  const side = pattern.width.baseVal.value
  const paths = [...pattern.children].map((path) => {
    const { fill, stroke, strokeWidth, strokeLinecap } = getComputedStyle(path)
    return `<path d="${path.getAttribute('d')}" fill="${fill}" stroke="${stroke}" stroke-width="${strokeWidth}" stroke-linecap="${strokeLinecap}"/>`
  })
  const drawn = side * PIXELS * SHARPNESS
  const picture = new Image(drawn, drawn)
  picture.src = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${drawn}" height="${drawn}" viewBox="0 0 ${side} ${side}">${paths.join('')}</svg>`)}`
  await picture.decode()
  return picture
}
