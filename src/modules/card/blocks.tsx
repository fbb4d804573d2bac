import type { ComponentChildren } from 'preact'
import { heightOf, Lines } from './drawing.tsx'
import { type Face, fitText, type MeasureText, type Room } from './fit-text.ts'

/** A part of a picture that knows its size, and is drawn with its top left corner where one says. */
export interface Block {
  readonly width: number
  readonly height: number
  readonly draw: (x: number, y: number) => ComponentChildren
}

export const blockOf = (width: number, height: number, draw: Block['draw']): Block => ({ width, height, draw })

/** Room left empty. */
export const gap = (height: number): Block => blockOf(0, height, () => null)

/** Blocks one under the other. */
export const stack = (blocks: readonly Block[], width: number): Block =>
  blockOf(
    width,
    blocks.reduce((sum, block) => sum + block.height, 0),
    (x, y) => {
      let top = y
      return blocks.map((block) => {
        const drawn = block.draw(x, top)
        top += block.height
        return drawn
      })
    },
  )

/** The first of several makings that fits; the last one when none does. */
export const firstFitting = <T,>(makings: readonly (() => T)[], fits: (made: T) => boolean): T => {
  for (const make of makings.slice(0, -1)) {
    const made = make()
    if (fits(made)) return made
  }
  const [last] = makings.slice(-1)
  if (!last) throw new Error('Rien à essayer.')
  return last()
}

/** A text as large as it holds in its room. */
export const textBlock = (
  text: string,
  room: Room,
  fill: string,
  measure: MeasureText,
  anchor: 'start' | 'middle' | 'end' = 'start',
): Block => {
  const fitted = fitText(typeset(text, room.face), room, measure)
  const shift = { start: 0, middle: room.width / 2, end: room.width }[anchor]
  return blockOf(room.width, heightOf(fitted), (x, y) => (
    <Lines text={fitted} x={x + shift} y={y} fill={fill} anchor={anchor} />
  ))
}

/**
 * A text as these faces want it: signs held to their words, as pages hold them; in small letters the usual no-break
 * space, since the narrow one of these faces is hardly seen there.
 */
const typeset = (text: string, face: Face): string => {
  const held = text.replace(/ (?=[:;?!»])|(?<=«) |(?<=\d) (?=[%€])|(?<= de) (?=l’)/g, '\u00A0')
  return face === 'serif' ? held : held.replaceAll('\u202F', '\u00A0')
}
