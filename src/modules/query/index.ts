export * from './ast.ts'
export * from './column.ts'
export * from './ports.ts'
