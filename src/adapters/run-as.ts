import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How to start a program that refuses the superuser: as whom, if not as ourselves. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
  readonly spawn: (program: string, args: readonly string[]) => ChildProcess
}

// Detached: Ctrl-C in the terminal reaches the portal alone, which then stops the server in its turn.
const STDIO: SpawnOptions = { stdio: ['ignore', 'ignore', 'pipe'], detached: true }

/**
 * Ourselves for an ordinary user; `nobody` for the superuser, since PostgreSQL refuses it. When `nobody` cannot reach
 * the folders (a project under /root), it gets the right to read and write past permissions, and only that.
 */
export const otherUser = async (folders: readonly string[]): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return { spawn: (program, args) => spawn(program, args, STDIO) }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'nobody'])).stdout)),
  )
  if (uid === undefined || gid === undefined) throw new Error('L’utilisateur « nobody » manque sur cette machine.')
  const reached = await run('ls', ['-d', ...folders.map((folder) => `${folder}/.`)], { uid, gid }).then(
    () => true,
    () => false,
  )
  if (reached) return { uid, gid, spawn: (program, args) => spawn(program, args, { ...STDIO, uid, gid }) }
  const caps = '+dac_override,+dac_read_search'
  const prefix = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', `--inh-caps=${caps}`, `--ambient-caps=${caps}`]
  const able = await run('setpriv', [...prefix, 'ls', '-d', ...folders]).then(
    () => true,
    () => false,
  )
  if (!able)
    throw new Error(
      `PostgreSQL ne peut pas tourner en superutilisateur, et « nobody » n’atteint pas ${folders.join(' ni ')}. Installez le portail dans un dossier ouvert comme /srv/icauna, ou lancez-le avec un compte ordinaire.`,
    )
  return { uid, gid, spawn: (program, args) => spawn('setpriv', [...prefix, program, ...args], STDIO) }
}
