export * from './place.ts'
export * from './ports.ts'
export * from './rebuild-series.ts'
export * from './rebuilt-words.ts'
