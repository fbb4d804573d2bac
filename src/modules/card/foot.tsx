import { type Block, blockOf, gap, stack, textBlock } from './blocks.tsx'
import { Lines, Sign } from './drawing.tsx'
import type { MeasureText } from './fit-text.ts'
import { COLOURS } from './frame.ts'

/** Who makes the picture: the portal's name and where it is found. */
export interface Signature {
  readonly name: string
  /** `donnees.example.fr` */
  readonly host: string
}

/** The foot of a picture: where the figure comes from on the left, whose picture it is on the right, under a rule. */
export const footBlock = (
  words: readonly string[],
  { name, host }: Signature,
  { width, scale }: { readonly width: number; readonly scale: number },
  measure: MeasureText,
): Block => {
  const [large, small] = [Math.round(26 * scale), Math.round(18 * scale)]
  const address = textBlock(
    host,
    { width: width * 0.34, face: 'sans', sizes: [18, 16, 14].map((size) => Math.round(size * scale)), lines: 1 },
    COLOURS.soft,
    measure,
  )
  const signed = 44 * scale
  const own =
    signed + 12 + Math.max(measure(name, 'serif', large), Math.min(width * 0.34, measure(host, 'sans', small)))
  const source = stack(
    words.map((text) =>
      textBlock(
        text,
        { width: width - own - 40, face: 'sans', sizes: [19, 17, 16].map((size) => size * scale), lines: 2 },
        COLOURS.soft,
        measure,
      ),
    ),
    width - own - 40,
  )
  const inside = Math.max(source.height, signed + 4)
  return stack(
    [
      blockOf(width, 1, (x, y) => <rect x={x} y={y} width={width} height="1.5" fill={COLOURS.rule} />),
      gap(14 * scale),
      blockOf(width, inside, (x, y) => (
        <>
          {source.draw(x, y + (inside - source.height) / 2)}
          <Sign x={x + width - own} y={y + (inside - signed) / 2} side={signed} />
          <Lines
            text={{ lines: [name], size: large, face: 'serif' }}
            x={x + width - own + signed + 12}
            y={y + inside / 2 - 26 * scale}
            fill={COLOURS.deep}
          />
          {address.draw(x + width - own + signed + 12, y + inside / 2 + 3 * scale)}
        </>
      )),
    ],
    width,
  )
}
