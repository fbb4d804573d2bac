import assert from 'node:assert/strict'
import { prepared } from '../../../test/prepared.ts'
import { DomainError } from '../../kernel/errors.ts'
import { ownAddress } from './own-address.ts'
import { addPerson, changePerson, firstAdministrator, resetPassword } from './people.ts'
import type { Account, AuditEntry, PersonStore } from './ports.ts'
import { changePassword, personOfToken, signIn, signOut } from './sign-in.ts'

/** People held in memory, with sessions and tries. */
const memoryPeople = (): PersonStore => {
  const accounts = new Map<string, Account>()
  const sessions = new Map<string, string>()
  let tries: { readonly key: string; readonly at: Date }[] = []
  return {
    get: async (id) => accounts.get(id),
    byEmail: async (email) => [...accounts.values()].find((a) => a.email === email.toLowerCase()),
    list: async () => [...accounts.values()],
    save: async (account) => void accounts.set(account.id, account),
    openSession: async (token, personId) => void sessions.set(token, personId),
    bySession: async (token) => {
      const found = accounts.get(sessions.get(token) ?? '')
      return found?.disabled ? undefined : found
    },
    closeSession: async (token) => void sessions.delete(token),
    closeSessions: async (personId) => {
      for (const [token, owner] of sessions) if (owner === personId) sessions.delete(token)
    },
    attempts: async (key, since) => tries.filter((t) => t.key === key && t.at >= since).length,
    addAttempt: async (key, at) => void tries.push({ key, at }),
    clearAttempts: async (key, since) => {
      tries = tries.filter((t) => t.key !== key || t.at < since)
    },
  }
}

let at = new Date('2026-11-25T10:00:00Z')
let trail: AuditEntry[] = []
let deps = office()
function office() {
  let last = 0
  return {
    people: memoryPeople(),
    audit: {
      record: async (entry: AuditEntry) => void trail.push(entry),
      list: async () => ({ total: trail.length, items: trail }),
    },
    hash: async (password: string) => `clair ${password}`,
    verify: async (password: string, hash: string) => hash === `clair ${password}`,
    nobody: 'personne',
    newId: () => {
      last += 1
      return `p${last}`
    },
    now: () => at,
  }
}
const test = prepared(() => {
  at = new Date('2026-11-25T10:00:00Z')
  trail = []
  deps = office()
})
const later = (minutes: number) => {
  at = new Date(at.getTime() + minutes * 60_000)
}
const kindOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (error instanceof DomainError ? error.fault.kind : error),
  )
const administrator = async () => {
  const first = await firstAdministrator(deps)('admin@example.org')
  const account = await deps.people.byEmail('admin@example.org')
  assert.ok(first && account)
  return { ...first, account }
}
const clerk = { email: 'agent@example.org', name: 'Agent', role: 'contributor', organisation: 'mairie' } as const
const from = (address: string, password = 'faux', email = 'admin@example.org') =>
  kindOf(signIn(deps)(email, password, address))

test('the first administrator is made once, with a password that no one chose', async () => {
  const { password } = await administrator()
  assert.ok(password.length >= 16)
  assert.equal(await firstAdministrator(deps)('autre@example.org'), null)
})

test('a given password opens a session that must first choose another', async () => {
  const { password, account } = await administrator()
  const { token, mustChange } = await signIn(deps)('ADMIN@example.org ', password, '192.0.2.1')
  assert.equal(mustChange, true)
  assert.equal((await personOfToken(deps)(token))?.mustChange, true)
  assert.equal(await kindOf(changePassword(deps)(account, password, password)), 'invalid')
  assert.equal(await kindOf(changePassword(deps)(account, 'faux', 'quatre mots au hasard')), 'invalid')
  assert.equal(await kindOf(changePassword(deps)(account, password, 'court')), 'invalid')
  await changePassword(deps)(account, password, 'quatre mots au hasard')
  assert.equal(await personOfToken(deps)(token), null, 'the session before is over')
  assert.equal((await signIn(deps)('admin@example.org', 'quatre mots au hasard', '192.0.2.1')).mustChange, false)
})

test('an unknown account and a wrong password are told in the same words', async () => {
  await administrator()
  const words = (email: string) => signIn(deps)(email, 'faux', '192.0.2.1').catch((error: Error) => error.message)
  assert.equal(await words('admin@example.org'), await words('inconnu@example.org'))
})

test('each sign-in gives a token of its own, and signing out ends that one alone', async () => {
  const { password } = await administrator()
  const [one, two] = [
    (await signIn(deps)('admin@example.org', password, 'a')).token,
    (await signIn(deps)('admin@example.org', password, 'a')).token,
  ]
  assert.notEqual(one, two)
  assert.ok(one.length >= 43)
  await signOut(deps)(one)
  assert.equal(await personOfToken(deps)(one), null)
  assert.ok(await personOfToken(deps)(two))
})

test('ten mistakes on an account from an address close it there for a quarter of an hour, right password or not', async () => {
  const { password } = await administrator()
  for (let n = 0; n < 10; n += 1) assert.equal(await from('192.0.2.1'), 'invalid')
  assert.equal(await from('192.0.2.1', password), 'too-many')
  assert.equal(await from('192.0.2.2', password), 'done', 'its owner elsewhere still enters')
  later(16)
  assert.equal(await from('192.0.2.1', password), 'done')
})

test('thirty mistakes from one address on many accounts close that address', async () => {
  for (let n = 0; n < 30; n += 1) assert.equal(await from('192.0.2.1', 'faux', `a${n}@example.org`), 'invalid')
  assert.equal(await from('192.0.2.1', 'faux', 'z@example.org'), 'too-many')
})

test('a hundred mistakes on one account from many addresses close it', async () => {
  const { password } = await administrator()
  for (let n = 0; n < 100; n += 1) await from(`192.0.2.${n}`)
  assert.equal(await from('198.51.100.1', password), 'too-many')
})

test('a machine that changes its IPv6 address within its own network is one address', async () => {
  for (let n = 0; n < 30; n += 1)
    assert.equal(await from(`2001:db8:1:2::${n.toString(16)}`, 'faux', `a${n}@example.org`), 'invalid')
  assert.equal(await from('2001:db8:1:2:ffff::1', 'faux', 'z@example.org'), 'too-many')
  assert.equal(await from('2001:db8:1:3::1', 'faux', 'z@example.org'), 'invalid', 'another network is another')
  assert.equal(await from('::ffff:192.0.2.1', 'faux', 'z@example.org'), 'invalid')
})

test('an address typed after the one of an account does not close it to its owner there', async () => {
  const { password } = await administrator()
  for (let n = 0; n < 20; n += 1) await from('203.0.113.9', 'faux', 'admin@example.org 192.0.2.1')
  assert.equal(await from('192.0.2.1', password), 'done')
})

test('what is refused for being too many writes nothing more', async () => {
  await administrator()
  const { addAttempt } = deps.people
  let written = 0
  deps.people.addAttempt = (key, when) => {
    written += 1
    return addAttempt(key, when)
  }
  for (let n = 0; n < 200; n += 1) await from('192.0.2.1', 'faux', `a${n}@example.org`)
  assert.equal(written, 90, 'thirty tries, under three keys')
})

test('tries made all at once are all counted', async () => {
  await administrator()
  const kinds = await Promise.all(Array.from({ length: 40 }, () => from('192.0.2.1')))
  assert.ok(kinds.filter((kind) => kind === 'invalid').length <= 10)
})

test('signing in rightly many times closes nothing', async () => {
  const { password } = await administrator()
  for (let n = 0; n < 50; n += 1) assert.equal(await from('192.0.2.1', password), 'done')
})

test('guessing the current password from an open session is limited too', async () => {
  const { account } = await administrator()
  for (let n = 0; n < 10; n += 1) await kindOf(changePassword(deps)(account, `essai ${n}`, 'quatre mots au hasard'))
  assert.equal(await kindOf(changePassword(deps)(account, 'essai', 'quatre mots au hasard')), 'too-many')
})

test('closing an account or changing its rights ends its sessions', async () => {
  const { account: admin } = await administrator()
  const { id, password } = await addPerson(deps)(admin, clerk)
  const { token } = await signIn(deps)(clerk.email, password, 'a')
  await changePerson(deps)(admin, id, { role: 'contributor', organisation: 'autre mairie', disabled: false })
  assert.equal(await personOfToken(deps)(token), null)
  await changePerson(deps)(admin, id, { role: 'reader', organisation: null, disabled: true })
  assert.equal(await from('a', password, clerk.email), 'invalid')
})

test('a new password given by an administrator replaces the one before and must be changed', async () => {
  const { account: admin } = await administrator()
  const { password } = await addPerson(deps)(admin, clerk)
  const given = await resetPassword(deps)(admin, clerk.email)
  assert.equal(await from('a', password, clerk.email), 'invalid')
  assert.equal((await signIn(deps)(clerk.email, given, 'a')).mustChange, true)
})

test('a contributor belongs to an organisation, when added and ever after', async () => {
  const { account: admin } = await administrator()
  assert.equal(await kindOf(addPerson(deps)(admin, { ...clerk, organisation: null })), 'invalid')
  const { id } = await addPerson(deps)(admin, clerk)
  const orphan = changePerson(deps)(admin, id, { role: 'contributor', organisation: null, disabled: false })
  assert.equal(await kindOf(orphan), 'invalid')
})

test('the last administrator stays', async () => {
  const { account: admin } = await administrator()
  const leave = (changes: { role: 'reader' | 'administrator'; disabled: boolean }) =>
    kindOf(changePerson(deps)(admin, admin.id, { organisation: null, ...changes }))
  assert.equal(await leave({ role: 'reader', disabled: false }), 'conflict')
  assert.equal(await leave({ role: 'administrator', disabled: true }), 'conflict')
})

test('only an administrator touches accounts', async () => {
  const { account: admin } = await administrator()
  const editor = { ...admin, id: 'e', role: 'editor' as const }
  assert.equal(await kindOf(addPerson(deps)(editor, clerk)), 'forbidden')
  assert.equal(await kindOf(resetPassword(deps)(editor, admin.email)), 'forbidden')
  const raise = changePerson(deps)(editor, admin.id, { role: 'reader', organisation: null, disabled: false })
  assert.equal(await kindOf(raise), 'forbidden')
})

test('the trail tells comings, goings and refusals, and no secret', async () => {
  const { password, account } = await administrator()
  await from('a')
  const { token } = await signIn(deps)('admin@example.org', password, 'a')
  await signOut(deps)(token)
  await changePassword(deps)(account, password, 'quatre mots au hasard')
  assert.deepEqual(
    trail.map((entry) => entry.what),
    ['person.create', 'session.refuse', 'session.open', 'session.close', 'password.change'],
  )
  assert.doesNotMatch(JSON.stringify(trail), new RegExp(`${password}|${token}|quatre mots|example\\.org`))
})

test('after signing in one is led to a page of the portal, and to no other site', () => {
  for (const [typed, expected] of [
    ['/atelier/jeux/a?fait=fiche', '/atelier/jeux/a?fait=fiche'],
    ['https://ailleurs.example', null],
    ['//ailleurs.example', null],
    ['/\\ailleurs.example', null],
    ['/\t/ailleurs.example', null],
    ['/\n/ailleurs.example', null],
    ['/.//ailleurs.example', null],
    ['/x/..//ailleurs.example', null],
    ['javascript:alert(1)', null],
    ['', null],
  ] as const)
    assert.equal(ownAddress(typed), expected, JSON.stringify(typed))
})
