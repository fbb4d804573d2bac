import { createHash, randomBytes } from 'node:crypto'
import type { Clock, NewId } from '../../kernel/clock.ts'
import { conflict, DomainError, forbidden, invalid } from '../../kernel/errors.ts'
import { checkPassword } from './password-rules.ts'
import { hasRole, type Person, type Role } from './person.ts'
import type { Account, Audit, PersonStore } from './ports.ts'

export interface AccessDeps {
  readonly people: PersonStore
  readonly audit: Audit
  readonly hash: (password: string) => Promise<string>
  readonly verify: (password: string, hash: string) => Promise<boolean>
  /** A hash that no password matches. */
  readonly nobody: string
  readonly newId: NewId
  readonly now: Clock
}

const WINDOW_MS = 15 * 60_000
const PER_ACCOUNT = 10
const PER_ADDRESS = 30

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
const keyOf = (kind: string, text: string): string =>
  createHash('sha256').update(`${kind} ${text.toLowerCase()}`).digest('hex')

/** Opens a session and gives its token. Unknown account and wrong password are told the same way, in the same time. */
export const signIn =
  (deps: AccessDeps) =>
  async (
    email: string,
    password: string,
    address: string,
  ): Promise<{ readonly token: string; readonly mustChange: boolean }> => {
    // An attacker at one address cannot close an account to its owner at another: the account's key holds both.
    const keys = [keyOf('compte', `${email} ${address}`), keyOf('adresse', address)]
    const since = new Date(deps.now().getTime() - WINDOW_MS)
    const [account = 0, machine = 0] = await Promise.all(keys.map((key) => deps.people.attempts(key, since)))
    if (account >= PER_ACCOUNT || machine >= PER_ADDRESS)
      throw new DomainError({
        kind: 'too-many',
        detail: 'Trop d’essais : attendez un quart d’heure avant de recommencer.',
        retryAfterSeconds: WINDOW_MS / 1000,
      })
    const found = await deps.people.byEmail(email.trim())
    const right = await deps.verify(password, found?.passwordHash ?? deps.nobody)
    if (!found || !right || found.disabled) {
      for (const key of keys) await deps.people.addAttempt(key, deps.now())
      throw invalid('L’adresse ou le mot de passe n’est pas le bon.', [
        { pointer: '/password', message: 'Vérifiez l’adresse et le mot de passe.' },
      ])
    }
    await deps.people.clearAttempts(keys[0] ?? '')
    const token = randomBytes(32).toString('base64url')
    await deps.people.openSession(hashToken(token), found.id, deps.now())
    await deps.audit.record({ at: deps.now(), who: found.id, what: 'session.open', subject: found.id, details: {} })
    return { token, mustChange: found.mustChange }
  }

/** Who holds a token, or null. `mustChange`: nothing else may be done before a new password. */
export const personOfToken =
  (deps: Pick<AccessDeps, 'people' | 'now'>) =>
  async (token: string): Promise<(Person & { readonly mustChange: boolean }) | null> => {
    const found = await deps.people.bySession(hashToken(token), deps.now())
    if (!found) return null
    const { id, email, name, role, organisation, mustChange } = found
    return { id, email, name, role, organisation, mustChange }
  }

/** Ends one session. */
export const signOut = (deps: Pick<AccessDeps, 'people'>) => (token: string) =>
  deps.people.closeSession(hashToken(token))

/** Gives oneself a new password; every other session ends. */
export const changePassword =
  (deps: AccessDeps) =>
  async (person: Person, current: string, wanted: string): Promise<void> => {
    const account = await deps.people.get(person.id)
    if (!account || !(await deps.verify(current, account.passwordHash)))
      throw invalid('Le mot de passe actuel n’est pas le bon.', [
        { pointer: '/current', message: 'Ce n’est pas le mot de passe actuel.' },
      ])
    checkPassword(wanted, person.email)
    await deps.people.save({ ...account, passwordHash: await deps.hash(wanted), mustChange: false }, deps.now())
    await deps.people.closeSessions(person.id)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'password.change',
      subject: person.id,
      details: {},
    })
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
    if (wanted.role === 'contributor' && !wanted.organisation)
      throw invalid('Un contributeur appartient à une organisation.', [
        { pointer: '/organisation', message: 'Choisissez son organisation.' },
      ])
    if (await deps.people.byEmail(wanted.email)) throw conflict('Cette adresse a déjà un compte.')
    const password = randomBytes(12).toString('base64url')
    const account: Account = {
      ...wanted,
      id: deps.newId(),
      passwordHash: await deps.hash(password),
      mustChange: true,
      disabled: false,
    }
    await deps.people.save(account, deps.now())
    await deps.audit.record({
      at: deps.now(),
      who: by?.id ?? 'système',
      what: 'person.create',
      subject: account.id,
      details: { role: wanted.role },
    })
    return { id: account.id, password }
  }

/** Changes a role, or closes an account; one administrator at least stays. */
export const changePerson =
  (deps: AccessDeps) =>
  async (by: Person, id: string, changes: { readonly role?: Role; readonly disabled?: boolean }): Promise<void> => {
    if (!hasRole(by, 'administrator')) throw forbidden('Seul un administrateur change les comptes.')
    const all = await deps.people.list()
    const account = all.find((a) => a.id === id)
    if (!account) throw invalid('Cette personne n’existe pas.')
    const next = { ...account, ...changes }
    const left = all.map((a) => (a.id === id ? next : a)).filter((a) => a.role === 'administrator' && !a.disabled)
    if (left.length === 0) throw conflict('Le portail garde au moins un administrateur : nommez-en un autre d’abord.')
    await deps.people.save(next, deps.now())
    if (next.disabled || next.role !== account.role) await deps.people.closeSessions(id)
    await deps.audit.record({
      at: deps.now(),
      who: by.id,
      what: 'person.change',
      subject: id,
      details: { role: next.role, disabled: next.disabled },
    })
  }

/** A new one-time password for someone who lost theirs. */
export const resetPassword =
  (deps: AccessDeps) =>
  async (by: Person | null, email: string): Promise<string> => {
    if (by && !hasRole(by, 'administrator')) throw forbidden('Seul un administrateur donne un nouveau mot de passe.')
    const account = await deps.people.byEmail(email)
    if (!account) throw invalid('Aucun compte n’a cette adresse.')
    const password = randomBytes(12).toString('base64url')
    await deps.people.save({ ...account, passwordHash: await deps.hash(password), mustChange: true }, deps.now())
    await deps.people.closeSessions(account.id)
    await deps.audit.record({
      at: deps.now(),
      who: by?.id ?? 'système',
      what: 'password.reset',
      subject: account.id,
      details: {},
    })
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
