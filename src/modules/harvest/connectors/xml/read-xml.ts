import { type Opened, walkXml } from './walk-xml.ts'

/** An element with what it holds. */
export interface XmlElement extends Opened {
  /** Its own characters, without those of the elements inside, blanks at the ends left out. */
  readonly text: string
  readonly children: readonly XmlElement[]
}

interface Open extends Opened {
  text: string
  children: XmlElement[]
}

/** A whole document as a tree; refuses what `walkXml` refuses. */
export const readXml = (text: string, host: string): XmlElement => {
  const top: Open = { space: '', name: '', attributes: new Map(), text: '', children: [] }
  const opened: Open[] = [top]
  walkXml(text, host, {
    open(element) {
      const made: Open = { ...element, text: '', children: [] }
      opened.at(-1)?.children.push(made)
      opened.push(made)
    },
    text(part) {
      const inside = opened.at(-1)
      if (inside) inside.text += part
    },
    close() {
      const closed = opened.pop()
      if (closed) closed.text = closed.text.trim()
    },
  })
  const [root] = top.children
  if (!root) throw new Error('a document without an element passed for XML')
  return root
}

/** Children of a name in a namespace. */
export const childrenOf = ({ children }: XmlElement, space: string, name: string): readonly XmlElement[] =>
  children.filter((child) => child.space === space && child.name === name)

/** The text of the first child of a name; empty when there is none. */
export const textOf = (element: XmlElement, space: string, name: string): string =>
  childrenOf(element, space, name)[0]?.text ?? ''
