/** Left as they are: tags with their attributes, code, what is typed, and cells, whose text is that of the data. */
const KEPT = /(<(script|pre|code|textarea|td|title)\b[\s\S]*?<\/\2>|<(?:"[^"]*"|[^">])*>)|([^<]+)/g

/** Most runs of text have no sign to hold. */
const SIGN = /[:;?!«»%€]/

/** Holds « : ; ? ! » and quotation marks to their words by a no-break space, in the running text of a page. */
export const holdSigns = (html: string): string =>
  html.replace(KEPT, (whole: string, kept: string | undefined) =>
    kept === undefined && SIGN.test(whole)
      ? whole.replace(/ (?=[:;?!»](?![\p{L}\d]))|(?<=«) |(?<=\d) (?=[%€])/gu, '\u00A0')
      : whole,
  )
