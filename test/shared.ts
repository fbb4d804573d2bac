import { fileURLToPath } from 'node:url'

/** The folder of real files, beside the project when it is there; tests that read it say so when it is not. */
export const sharedFolder = (): string =>
  process.env.ICAUNA_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url))
