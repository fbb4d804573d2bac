import type { Feature } from './answer.ts'
import { button, element } from './element.ts'
import type { MapFrame } from './frame.ts'
import { askRow, rowCard, rowsList } from './rows-list.ts'
import { rowTitle } from './words.ts'

interface SideParts {
  readonly frame: Pick<MapFrame, 'alert' | 'beside'>
  /** Columns that name a row, in the order of the name. */
  readonly titles: readonly string[]
  /** The address of the page of a row, by its line. */
  readonly lineAddress: (line: number) => string
  /** Marks the row chosen on the map; null: none. */
  readonly mark: (line: number | null) => void
  /** The reader is done with a row. */
  readonly onBack: () => void
}

/** What is told beside a map: the rows of the view, or the one chosen; and what failed. */
export interface Side {
  /** Lists rows, unless one is chosen. */
  readonly list: (rows: readonly Feature[]) => void
  readonly choose: (row: Feature) => Promise<void>
  readonly leave: () => void
  readonly failed: (again: () => void) => void
  readonly well: () => void
}

/** Fills the side of a map. */
export const sideOf = ({ frame, titles, lineAddress, mark, onBack }: SideParts): Side => {
  let chosen: number | null = null
  const well = () => frame.alert.replaceChildren()
  const failed = (again: () => void) =>
    frame.alert.replaceChildren(
      element('p', { textContent: 'Ces lignes n’ont pas pu être lues. Vérifiez votre connexion.' }),
      button('Réessayer', () => {
        well()
        again()
      }),
    )
  const leave = () => {
    chosen = null
    mark(null)
    frame.beside.replaceChildren()
  }
  const choose = async (row: Feature): Promise<void> => {
    const line = row.id ?? 0
    chosen = line
    mark(line)
    const address = lineAddress(line)
    try {
      const table = await askRow(address)
      if (chosen !== line) return
      well()
      const back = () => {
        leave()
        onBack()
      }
      frame.beside.replaceChildren(...rowCard(rowTitle(line, row.properties, titles), address, table, back))
      focusOn(frame.beside.querySelector('h2'))
    } catch {
      if (chosen === line) failed(() => choose(row))
    }
  }
  return {
    list: (rows) => {
      if (chosen === null) frame.beside.replaceChildren(...rowsList(rows, titles, choose))
    },
    choose,
    leave,
    failed,
    well,
  }
}

/** Gives the focus to something, and shows it, moving the page as little as may be. */
export const focusOn = (target: HTMLElement | null): void => {
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ block: 'nearest' })
}
