export * from './page.tsx'
export * from './parts.tsx'
export * from './send-page.ts'
export * from './site.ts'
