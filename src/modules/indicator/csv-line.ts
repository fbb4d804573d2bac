/** A line of CSV (RFC 4180), commas between cells; cells are quoted when they must be. */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(quoted).join(',')}\n`

const quoted = (cell: string | number): string =>
  /[",\n\r]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell)
