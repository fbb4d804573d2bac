import { formatNumber } from '../../../kernel/french.ts'
import type { Feature } from './answer.ts'
import { button, element } from './element.ts'
import { rowTitle } from './words.ts'

const MOST = 12

/** The rows of a view by name, the nearest to its middle first; `choose` opens one. */
export const rowsList = (
  rows: readonly Feature[],
  titles: readonly string[],
  choose: (row: Feature) => void,
): readonly Node[] => {
  if (rows.length === 0) return []
  const items = rows.slice(0, MOST).map((row) =>
    element(
      'li',
      {},
      button(rowTitle(row.id ?? 0, row.properties, titles), () => choose(row), 'row-name'),
    ),
  )
  const head = rows.length > MOST ? `Les ${formatNumber(MOST)} plus proches du centre` : 'Dans cette vue'
  return [element('h2', { textContent: head }), element('ul', {}, ...items)]
}

/** Asks the page of a row for its table, column by column, as the table of rows says them. */
export const askRow = async (address: string): Promise<Node> => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status}`)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const table = page.getElementById('ligne')
  if (!table) throw new Error('no row on this page')
  table.removeAttribute('id')
  return document.importNode(table, true)
}

/** A row chosen: its name, its columns, the way to its page and the way back. */
export const rowCard = (title: string, address: string, table: Node, back: () => void): readonly Node[] => {
  const head = element('h2', { textContent: title, tabIndex: -1 })
  return [
    head,
    element('div', { className: 'scroll' }, table),
    element('p', {}, element('a', { href: address, textContent: 'Ouvrir la page de cette ligne' })),
    button('Revenir à la liste', back),
  ]
}
