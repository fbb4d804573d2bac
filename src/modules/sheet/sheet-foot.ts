import { formatDate } from '../../kernel/french.ts'
import { INK, INNER, MARGIN, RIVER, sans } from './look.ts'
import type { SheetContent } from './sheet-content.ts'
import { type Measure, type Node, paragraph, type Run } from './typeset.ts'

/** What ends a sheet: how high it is, and its paragraphs once placed. */
export interface Foot {
  readonly height: number
  readonly at: (y: number) => readonly Node[]
}

/** What ends the sheet. `left` figures were left out of the table. */
export const sheetFoot = (measure: Measure, content: SheetContent, left: number): Foot => {
  const look = sans(7.8, INK, { leading: 1.28 })
  const page = { text: 'la page de ce lieu', href: content.address, colour: RIVER } as const
  const texts: readonly (readonly Run[])[] = [
    ...(left > 0
      ? [[{ text: `… et ${left === 1 ? 'un autre chiffre' : `${left} autres chiffres`} sur ` }, page, { text: '.' }]]
      : []),
    ...content.notes.map((text) => [{ text }]),
    ...missingOf(content),
    ...(content.sources.length > 0
      ? [
          [
            { text: 'Sources : ', face: 'bold' as const },
            { text: `${content.sources.map((text, i) => `${i + 1}. ${text}`).join(' ; ')}.` },
          ],
        ]
      : []),
    [
      { text: 'Lire la suite : ', face: 'bold' as const },
      { text: content.address, href: content.address, colour: RIVER },
      {
        text: ` (chaque chiffre y mène à ses lignes d’origine). Fiche du ${formatDate(content.day)}.`,
      },
    ],
  ]
  const set = texts.map((runs) => paragraph(measure, runs, INNER, look))
  return {
    height: set.reduce((all, { height }) => all + height + 3, 0),
    at: (top) => {
      let y = top
      return set.map((text): Node => {
        const node: Node = { tag: 'P', children: text.at(MARGIN, y) }
        y += text.height + 3
        return node
      })
    },
  }
}

const NAMED_MISSING = 8

const missingOf = ({ missing }: SheetContent): readonly (readonly Run[])[] => {
  if (missing.length === 0) return []
  const named = missing.slice(0, NAMED_MISSING).join(', ')
  const others = missing.length - NAMED_MISSING
  return [
    [
      { text: 'Ce qui manque : ', face: 'bold' },
      {
        text: `${named}${others > 0 ? `, et ${others} ${others === 1 ? 'autre' : 'autres'}` : ''}. Leur source n’est pas encore dans le portail, ou ne dit rien de ce lieu.`,
      },
    ],
  ]
}
