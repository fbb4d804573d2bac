import { fold } from '../../../kernel/fold.ts'
import type { Organisation } from '../../catalog/index.ts'

/** Finds an organisation by its name, as folded; of two that bear it, none: a portal does not choose between them. */
export const organisationNamed = (all: readonly Pick<Organisation, 'id' | 'name'>[]) => (name: string) => {
  const found = all.filter((one) => fold(one.name) === fold(name))
  return found.length === 1 ? found[0] : undefined
}
