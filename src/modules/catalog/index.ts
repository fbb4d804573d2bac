export * from './dataset.ts'
export * from './organisation.ts'
export * from './ports.ts'
export * from './version.ts'
