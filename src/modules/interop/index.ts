export { interopPages } from './web.ts'
