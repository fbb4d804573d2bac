import { fittedTable, tableAt } from './figures-table.ts'
import { BOTTOM, INNER, MARGIN, RIVER_DEEP, sans, serif } from './look.ts'
import { notesArea } from './notes-area.ts'
import type { SheetContent } from './sheet-content.ts'
import { sheetFoot } from './sheet-foot.ts'
import { type Measure, type Node, paragraph } from './typeset.ts'

const TOP = 54

/** The second page: every figure by theme, then what is missing, where figures come from, and where to read more. */
export const pageTwo = (measure: Measure, content: SheetContent): readonly Node[] => {
  const heading = paragraph(measure, 'Thème par thème', INNER, serif(17, RIVER_DEEP))
  const title: Node = { tag: 'H2', children: heading.at(MARGIN, TOP) }
  const top = TOP + heading.height + 4
  const total = content.themes.reduce((sum, { rows }) => sum + rows.length, 0)
  if (total === 0) return [title, ...withoutFigures(measure, content, top)]
  const foot = (left: number) => sheetFoot(measure, content, left)
  const chosen = fittedTable(measure, content, (left) => BOTTOM - top - foot(left).height - 8)
  const end = foot(total - chosen.shown)
  const drawn = tableAt(chosen, top)
  const free = BOTTOM - end.height - drawn.bottom
  const room = { x: MARGIN, y: drawn.bottom + 14, width: INNER, height: free - 24 }
  return [title, ...drawn.nodes, ...(room.height > 90 ? notesArea(measure, room) : []), ...end.at(BOTTOM - end.height)]
}

const withoutFigures = (measure: Measure, content: SheetContent, top: number): readonly Node[] => {
  const none = paragraph(
    measure,
    'Aucun indicateur du portail ne donne de chiffre pour ce lieu. Rien n’est inventé à leur place.',
    INNER,
    sans(10),
  )
  const end = sheetFoot(measure, content, 0)
  const y = top + none.height + 14
  return [
    { tag: 'P', children: none.at(MARGIN, top) },
    ...notesArea(measure, { x: MARGIN, y, width: INNER, height: BOTTOM - end.height - 16 - y }),
    ...end.at(BOTTOM - end.height),
  ]
}
