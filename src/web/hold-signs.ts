/** A space that French print holds: before « : ; ? ! » that begin no word, before a percent or a euro that follows a digit, after «. */
const HELD = / (?=[:;?!»](?![\p{L}\d]))|(?<=\d) (?=[%€])|(?<=«) /gu
/** Quick to say that nothing is held: most texts have no such sign. */
const MAYBE = / [:;?!»%€]|« /
const NBSP = '\u00A0'
/** What keeps its spaces: code, what is typed, and cells, whose text is that of the data. */
export const KEPT: ReadonlySet<string> = new Set(['script', 'pre', 'code', 'textarea', 'td', 'title'])
/** A whole element that keeps its spaces, a tag, or a text. */
const PIECES = /<(script|pre|code|textarea|td|title)\b[\s\S]*?(?:<\/\1>|$)|<(?:"[^"]*"|[^">])*>?|[^<]+/g

/** Holds « : ; ? ! » and quotation marks to their words by a no-break space, in a text without tags. */
export const holdSigns = (text: string): string => (MAYBE.test(text) ? text.replace(HELD, NBSP) : text)

/** The same in the running text of HTML that is already written: attributes, code and cells are left as they are. */
export const holdSignsOfHtml = (html: string): string =>
  MAYBE.test(html) ? html.replace(PIECES, (piece) => (piece.startsWith('<') ? piece : holdSigns(piece))) : html
