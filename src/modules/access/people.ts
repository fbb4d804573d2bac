import { randomBytes } from 'node:crypto'
import { conflict, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { hasRole, type Person, type Role } from './person.ts'
import type { Account } from './ports.ts'
import { type AccessDeps, note } from './sign-in.ts'

const oneTimePassword = () => randomBytes(12).toString('base64url')

const checkOrganisation = (role: Role, organisation: string | null): void => {
  if (role === 'contributor' && !organisation)
    throw invalid('Un contributeur appartient à une organisation.', [
      { pointer: '/organisation', message: 'Choisissez son organisation.' },
    ])
}

/** A new account with a password to give to its owner, who changes it at once. */
export const addPerson =
  (deps: AccessDeps) =>
  async (
    by: Person | null,
    wanted: {
      readonly email: string
      readonly name: string
      readonly role: Role
      readonly organisation: string | null
    },
  ): Promise<{ readonly id: string; readonly password: string }> => {
    if (by && !hasRole(by, 'administrator')) throw forbidden('Seul un administrateur ajoute des personnes.')
    if (!/^[^\s@]+@[^\s@]+$/.test(wanted.email))
      throw invalid('Cette adresse électronique n’est pas complète.', [
        { pointer: '/email', message: 'Attendu : nom@exemple.fr' },
      ])
    if (wanted.name.trim() === '')
      throw invalid('Indiquez le nom de la personne.', [{ pointer: '/name', message: 'Le nom manque.' }])
    checkOrganisation(wanted.role, wanted.organisation)
    if (await deps.people.byEmail(wanted.email)) throw conflict('Cette adresse a déjà un compte.')
    const password = oneTimePassword()
    const account: Account = {
      ...wanted,
      id: deps.newId(),
      passwordHash: await deps.hash(password),
      mustChange: true,
      disabled: false,
    }
    await deps.people.save(account, deps.now())
    await note(deps, by?.id ?? 'système', 'person.create', account.id, { role: wanted.role })
    return { id: account.id, password }
  }

/** Changes a role or an organisation, or closes an account; one administrator at least stays. */
export const changePerson =
  (deps: AccessDeps) =>
  async (
    by: Person,
    id: string,
    changes: { readonly role: Role; readonly organisation: string | null; readonly disabled: boolean },
  ): Promise<void> => {
    if (!hasRole(by, 'administrator')) throw forbidden('Seul un administrateur change les comptes.')
    const all = await deps.people.list()
    const account = all.find((a) => a.id === id)
    if (!account) throw notFound('La personne', id)
    checkOrganisation(changes.role, changes.organisation)
    const next = { ...account, ...changes }
    const left = all.map((a) => (a.id === id ? next : a)).filter((a) => a.role === 'administrator' && !a.disabled)
    if (left.length === 0) throw conflict('Le portail garde au moins un administrateur : nommez-en un autre d’abord.')
    await deps.people.save(next, deps.now())
    if (next.disabled || next.role !== account.role || next.organisation !== account.organisation)
      await deps.people.closeSessions(id)
    await note(deps, by.id, 'person.change', id, { role: next.role, disabled: next.disabled })
  }

/** A new one-time password for someone who lost theirs. */
export const resetPassword =
  (deps: AccessDeps) =>
  async (by: Person | null, email: string): Promise<string> => {
    if (by && !hasRole(by, 'administrator')) throw forbidden('Seul un administrateur donne un nouveau mot de passe.')
    const account = await deps.people.byEmail(email)
    if (!account) throw invalid('Aucun compte n’a cette adresse.')
    const password = oneTimePassword()
    await deps.people.save({ ...account, passwordHash: await deps.hash(password), mustChange: true }, deps.now())
    await deps.people.closeSessions(account.id)
    await note(deps, by?.id ?? 'système', 'password.reset', account.id)
    return password
  }

/** The account of a first start, or null when someone is already there. */
export const firstAdministrator =
  (deps: AccessDeps) =>
  async (email: string): Promise<{ readonly email: string; readonly password: string } | null> => {
    if ((await deps.people.list()).length > 0) return null
    const { password } = await addPerson(deps)(null, {
      email,
      name: 'Administrateur',
      role: 'administrator',
      organisation: null,
    })
    return { email, password }
  }
