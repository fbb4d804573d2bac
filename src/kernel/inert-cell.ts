/** A text as a cell that no spreadsheet runs as a formula: an apostrophe before the signs that begin one (OWASP, CSV injection). */
export const inertCell = (text: string): string => text.replace(/^(?=[=+@\t\r-])/, "'")
