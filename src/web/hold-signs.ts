/**
 * Passed over whole, but for the last « > »: code, what is typed, and cells, whose text is that of the data. Then the
 * runs of text with a sign to hold, from the « > » just before it: nothing is looked at twice, however many « > » somebody wrote.
 */
const KEPT_OR_SIGNED = /<(script|pre|code|textarea|td|title)\b[\s\S]*?<\/\1(?=>)|>[^<>]*?[:;?!«»%€][^<]*/g

/** Holds « : ; ? ! » and quotation marks to their words by a no-break space, in the running text of a page. */
export const holdSigns = (html: string): string =>
  html.replace(KEPT_OR_SIGNED, (whole: string, kept: string | undefined, at: number) =>
    kept !== undefined || isInAttribute(html, at)
      ? whole
      : whole.replace(/ (?=[:;?!»](?![\p{L}\d]))|(?<=«) |(?<=\d) (?=[%€])/gu, '\u00A0'),
  )

/** True when the « > » at a place does not end a tag: an attribute is open there. */
const isInAttribute = (html: string, at: number): boolean =>
  html.slice(Math.max(0, html.lastIndexOf('<', at)), at).split('"').length % 2 === 0
