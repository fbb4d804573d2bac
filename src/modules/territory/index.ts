export * from './place.ts'
export * from './ports.ts'
