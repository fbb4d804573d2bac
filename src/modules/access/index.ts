export { actInWords } from './audit-words.ts'
export * from './person.ts'
export * from './ports.ts'
export { formErrors, signedIn } from './web-signed-in.ts'
