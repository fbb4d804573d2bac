import type { Person } from '../modules/access/index.ts'

/** Whoever types commands on the machine holds its files: the trail names them so. */
export const OPERATOR: Person = {
  id: 'ligne de commande',
  email: '',
  name: 'ligne de commande',
  role: 'administrator',
  organisation: null,
}
