/** A space that French print holds: before « : ; ? ! » that begin no word, before a percent or a euro that follows a digit, after «. */
const HELD = / (?=[:;?!»](?![\p{L}\d]))|(?<=\d) (?=[%€])|(?<=«) /gu
/** An apostrophe as keyboards have it, between two letters: elsewhere it may be a quotation mark, or minutes. */
const STRAIGHT = /(?<=\p{L})(?:'|&#39;)(?=\p{L})/gu
/** Quick to say that nothing changes: most texts have no such sign. */
const MAYBE = / [:;?!»%€]|« |'|&#39;/
const NBSP = '\u00A0'
/** What stays as it is: code, what is typed, and cells, whose text is that of the data. */
export const KEPT: ReadonlySet<string> = new Set(['script', 'pre', 'code', 'textarea', 'td', 'title'])
/** A whole element that stays as it is, a tag, or a text. */
const PIECES = /<(script|pre|code|textarea|td|title)\b[\s\S]*?(?:<\/\1>|$)|<(?:"[^"]*"|[^">])*>?|[^<]+/g

/** A text without tags as French print has it: « : ; ? ! » and quotation marks held to their words by a no-break space, the apostrophe curved. */
export const typeset = (text: string): string =>
  MAYBE.test(text) ? text.replace(HELD, NBSP).replace(STRAIGHT, '’') : text

/** The same in the running text of HTML that is already written: attributes, code and cells are left as they are. */
export const typesetHtml = (html: string): string =>
  MAYBE.test(html) ? html.replace(PIECES, (piece) => (piece.startsWith('<') ? piece : typeset(piece))) : html
