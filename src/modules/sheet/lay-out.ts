import { formatDate } from '../../kernel/french.ts'
import { pageFrame } from './page-frame.ts'
import { pageOne } from './page-one.ts'
import { pageTwo } from './page-two.ts'
import type { SheetContent } from './sheet-content.ts'
import type { Measure, Node } from './typeset.ts'

/** The two pages of a sheet. What does not fit is left out by precedence, and said; nothing leaves its page. */
export const layOut = (measure: Measure, content: SheetContent): readonly [readonly Node[], readonly Node[]] => {
  const day = formatDate(content.day)
  return [
    [pageFrame(measure, content, day, 1), ...pageOne(measure, content)],
    [pageFrame(measure, content, day, 2), ...pageTwo(measure, content)],
  ]
}
