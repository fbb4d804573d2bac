import { createHash, randomBytes } from 'node:crypto'
import type { Clock, NewId } from '../../kernel/clock.ts'
import { invalid } from '../../kernel/errors.ts'
import { askerNetwork } from './asker-network.ts'
import { checkPassword } from './password-rules.ts'
import type { Person } from './person.ts'
import type { Audit, AuditEntry, PersonStore } from './ports.ts'
import { countTry } from './tries.ts'

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

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Opens a session and gives its token. Unknown account and wrong password are told the same way, in the same time. */
export const signIn =
  (deps: AccessDeps) =>
  async (
    email: string,
    password: string,
    address: string,
  ): Promise<{ readonly token: string; readonly mustChange: boolean }> => {
    const wanted = email.trim()
    const network = askerNetwork(address)
    const tries = await countTry(deps, [
      // An attacker at one address cannot close an account to its owner at another: the first key holds both.
      { key: ['compte et adresse', wanted, network], most: 10 },
      { key: ['adresse', network], most: 30, isShared: true },
      // Many addresses at once against one account: a hundred tries in a quarter of an hour lead nowhere.
      { key: ['compte', wanted], most: 100 },
    ])
    const found = await deps.people.byEmail(wanted)
    const right = await deps.verify(password, found?.passwordHash ?? deps.nobody)
    if (!found || !right || found.disabled) {
      if (found) await note(deps, 'système', 'session.refuse', found.id)
      throw invalid('L’adresse ou le mot de passe n’est pas le bon.', [
        { pointer: '/password', message: 'Vérifiez l’adresse et le mot de passe.' },
      ])
    }
    await tries.forget()
    const token = randomBytes(32).toString('base64url')
    await deps.people.openSession(hashToken(token), found.id, deps.now())
    await note(deps, found.id, 'session.open', found.id)
    return { token, mustChange: found.mustChange }
  }

/** One line of the trail, dated now. */
export const note = (
  deps: AccessDeps,
  who: string,
  what: string,
  subject: string,
  details: AuditEntry['details'] = {},
) => deps.audit.record({ at: deps.now(), who, what, subject, details })

/** Who holds a token, or null. `mustChange`: nothing else may be done before a new password. */
export const personOfToken =
  (deps: Pick<AccessDeps, 'people' | 'now'>) =>
  async (token: string): Promise<(Person & { readonly mustChange: boolean }) | null> => {
    const found = await deps.people.bySession(hashToken(token), deps.now())
    if (!found) return null
    const { id, email, name, role, organisation, mustChange } = found
    return { id, email, name, role, organisation, mustChange }
  }

/** Ends one session; says whose in the trail. */
export const signOut =
  (deps: AccessDeps) =>
  async (token: string): Promise<void> => {
    const found = await deps.people.bySession(hashToken(token), deps.now())
    await deps.people.closeSession(hashToken(token))
    if (found) await note(deps, found.id, 'session.close', found.id)
  }

/** Gives oneself a new password, which is another one; every session ends. */
export const changePassword =
  (deps: AccessDeps) =>
  async (person: Person, current: string, wanted: string): Promise<void> => {
    const tries = await countTry(deps, [{ key: ['mot de passe', person.id], most: 10 }])
    const account = await deps.people.get(person.id)
    if (!account || !(await deps.verify(current, account.passwordHash)))
      throw invalid('Le mot de passe actuel n’est pas le bon.', [
        { pointer: '/current', message: 'Ce n’est pas le mot de passe actuel.' },
      ])
    if (wanted === current)
      throw invalid('Le nouveau mot de passe est l’ancien.', [
        { pointer: '/password', message: 'Choisissez un autre mot de passe que l’actuel.' },
      ])
    checkPassword(wanted, person.email)
    await tries.forget()
    await deps.people.save({ ...account, passwordHash: await deps.hash(wanted), mustChange: false }, deps.now())
    await deps.people.closeSessions(person.id)
    await note(deps, person.id, 'password.change', person.id)
  }
