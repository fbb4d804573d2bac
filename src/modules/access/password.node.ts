import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { oneAtATime } from './one-at-a-time.ts'

/** OWASP's parameters for scrypt (Password Storage Cheat Sheet): 128 MB and about a third of a second. */
const COST: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const LENGTH = 32

/**
 * Four at once would take half a gigabyte, and all the threads that read files and pack pages, for whoever types
 * passwords at our door; past forty, one would wait longer than anybody does.
 */
const inTurn = oneAtATime(40)

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((done, fail) =>
        scrypt(password.normalize('NFKC'), salt, LENGTH, COST, (error, key) => (error ? fail(error) : done(key))),
      ),
  )

/** `scrypt$salt$key`, with a salt of its own: two equal passwords do not look alike. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`
}

/** True when the password is the one that was hashed; takes as long either way. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const [, salt = '', key = ''] = hash.split('$')
  const expected = Buffer.from(key, 'base64')
  const found = await derive(password, Buffer.from(salt, 'base64'))
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** What an unknown account is compared with, so that it takes the time of a known one. */
export const NOBODY = `scrypt$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(LENGTH).toString('base64')}`
