import { bold, INNER, MARGIN, OCHRE, PAGE, RIVER, RULE, SOFT } from './look.ts'
import { block, decoration, rule } from './shapes.ts'
import type { SheetContent } from './sheet-content.ts'
import { type Mark, type Measure, type Node, paragraph } from './typeset.ts'

/** The head and the foot of a page, which nobody has to hear twice. */
export const pageFrame = (
  measure: Measure,
  { portal, address, title }: SheetContent,
  day: string,
  page: 1 | 2,
): Node => {
  const mark = (
    text: string,
    width: number,
    align: 'left' | 'right',
    x: number,
    y: number,
    colour: string,
    size = 7.5,
  ): readonly Mark[] =>
    paragraph(measure, text, width, bold(size, colour, { align, leading: 1.15 }))
      .at(x, y)
      .filter((one) => 'kind' in one)
  const foot = PAGE.height - 42
  return decoration(
    block(0, 0, PAGE.width, 7, RIVER),
    block(0, 7, PAGE.width, 2, OCHRE),
    ...mark(portal, 200, 'left', MARGIN, 24, RIVER, 11),
    ...mark(`Fiche du ${day}`, 300, 'right', PAGE.width - MARGIN - 300, 26, SOFT, 8.5),
    rule([MARGIN, foot], [PAGE.width - MARGIN, foot], RULE),
    ...mark(page === 1 ? address.replace(/^https?:\/\//, '') : title, INNER - 110, 'left', MARGIN, foot + 5, SOFT, 7),
    ...mark(`Page ${page} sur 2`, 100, 'right', PAGE.width - MARGIN - 100, foot + 5, SOFT),
  )
}
