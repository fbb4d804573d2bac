/** Rows of one group of the storage of DuckDB, read by one thread; it keeps the least and the greatest value of each. */
export const ROW_GROUP = 122_880
