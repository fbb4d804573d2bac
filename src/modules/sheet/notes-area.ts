import type { Box } from './charts.ts'
import { bold, RULE, SOFT } from './look.ts'
import { decoration, rule } from './shapes.ts'
import { type Measure, type Node, paragraph, tagged } from './typeset.ts'

/** Room to write, named as such. */
export const notesArea = (measure: Measure, { x, y, width, height }: Box): readonly Node[] => {
  const heading = paragraph(measure, 'Vos notes', width, bold(9, SOFT))
  return [
    tagged('P', heading, x, y),
    ruledLines({ x, y: y + heading.height - 4, width, height: height - heading.height }),
  ]
}

/** Ruled lines to write on. */
const ruledLines = ({ x, y, width, height }: Box, step = 22): Node =>
  decoration(
    ...Array.from({ length: Math.max(0, Math.floor(height / step)) }, (_, i) =>
      rule([x, y + (i + 1) * step], [x + width, y + (i + 1) * step], RULE, 0.6),
    ),
  )
