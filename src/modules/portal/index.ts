export { type Expected, ExpectedDataset } from './expected-datasets.ts'
export { cardOf } from './load-datasets.ts'
