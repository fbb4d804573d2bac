import { type Static, Type } from 'typebox'

/** From the most to the least: an administrator may all, a reader may only look at drafts. */
export const Role = Type.Union([
  Type.Literal('administrator'),
  Type.Literal('editor'),
  Type.Literal('contributor'),
  Type.Literal('reader'),
])
export type Role = Static<typeof Role>

/** Someone who signed in. `organisation` bounds a contributor to the datasets of one producer. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly organisation: string | null
}

const RANK: Record<Role, number> = { reader: 0, contributor: 1, editor: 2, administrator: 3 }

/** True when `person` holds `role` or a higher one. */
export const hasRole = (person: Person | null, role: Role): boolean =>
  person !== null && RANK[person.role] >= RANK[role]

/** Roles, in words. */
export const ROLES: Readonly<Record<Role, string>> = {
  administrator: 'Administrateur',
  editor: 'Éditeur',
  contributor: 'Contributeur',
  reader: 'Lecteur',
}
