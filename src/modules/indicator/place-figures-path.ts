import type { Place } from '../territory/index.ts'

/** Where the API gives all figures of a place; `.json` or `.csv` comes after. */
export const placeFiguresPath = ({ level, code }: Pick<Place, 'level' | 'code'>): string =>
  `/api/v1/territories/${level}/${code}/indicators`
