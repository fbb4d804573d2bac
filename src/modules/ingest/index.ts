export * from './overrides.ts'
export * from './ports.ts'
export * from './relation.ts'
export * from './typing.ts'
