/** Signs that French print holds to the word before them, or after. */
const SIGNS = /[:;?!»%€«]/g
const NBSP = '\u00A0'
const LETTER_OR_DIGIT = /[\p{L}\d]/u
/** What keeps its spaces: code, what is typed, and cells, whose text is that of the data. */
const KEPT = /<(script|pre|code|textarea|td|title)\b/g

/** Holds « : ; ? ! » and quotation marks to their words by a no-break space, in the running text of a page. */
export const holdSigns = (html: string): string => {
  const kept = keptParts(html)
  const isInAttribute = attributesOf(html)
  let part = kept.next().value
  let [held, from] = ['', 0]
  for (const { 0: sign, index } of html.matchAll(SIGNS)) {
    const space = sign === '«' ? index + 1 : index - 1
    if (html[space] !== ' ' || !isHeld(sign, html[space - 1], html[index + 1])) continue
    while (part && part.end < space) part = kept.next().value
    if ((part && part.start < space) || isInAttribute(space)) continue
    held += html.slice(from, space) + NBSP
    from = space + 1
  }
  return held + html.slice(from)
}

/** A percent or a euro is held to a number; the others to any word, unless they begin one themselves. */
const isHeld = (sign: string, before = '', after = ''): boolean => {
  if (sign === '%' || sign === '€') return /\d/.test(before)
  return sign === '«' || !LETTER_OR_DIGIT.test(after)
}

/** The elements that keep their spaces, in order: to the first end of the same name. */
function* keptParts(html: string): Generator<{ readonly start: number; readonly end: number }, undefined> {
  let end = 0
  for (const { index: start, 1: name } of html.matchAll(KEPT)) {
    if (start < end) continue
    end = html.indexOf(`</${name}>`, start)
    if (end < 0) return
    yield { start, end }
  }
}

/** Tells whether an attribute is open at a place: asked from the first to the last, it reads the page once. */
const attributesOf = (html: string): ((at: number) => boolean) => {
  let [read, isOpen] = [0, false]
  return (at) => {
    const between = html.slice(read, at)
    const tag = between.lastIndexOf('<')
    if (tag >= 0) isOpen = false
    if ((between.slice(Math.max(0, tag)).split('"').length - 1) % 2 === 1) isOpen = !isOpen
    read = at
    return isOpen
  }
}
