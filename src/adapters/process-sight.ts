import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The command line of a process, or an empty text when there is none. Read from /proc where it is: small systems have no `ps`. */
export const commandOf = async (pid: number): Promise<string> => {
  const direct = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return direct?.replaceAll('\0', ' ') ?? (await ask(pid, 'args='))
}

/** When a process began, as its system counts it: with its number, it tells a process from a later one. Empty when there is none. */
export const birthOf = async (pid: number): Promise<string> => {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return (status && afterName(status).split(' ')[STARTED]) || ask(pid, 'lstart=')
}

/** Field 22 of /proc/PID/stat, the third one being the first after the name. */
const STARTED = 19

const ask = (pid: number, what: string): Promise<string> =>
  run('ps', ['-o', what, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )

/** Whether a process lives under this number, ours or another person's. One that ended and waits for its parent to look does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    return !/^[ZX]/.test(afterName(readFileSync(`/proc/${pid}/stat`, 'utf8')))
  } catch {
    return true
  }
}

/** What follows the name of the program in /proc/PID/stat: it stands between parentheses, and may hold spaces. */
const afterName = (status: string): string => status.slice(status.lastIndexOf(')') + 2)
