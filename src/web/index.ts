export * from './page.tsx'
export * from './parts.tsx'
export * from './site.ts'
