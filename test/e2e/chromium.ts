import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const MACHINE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const FLAGS = [
  '--disable-gpu',
  '--enable-unsafe-swiftshader', // maps are drawn without a graphics card
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real Chromium: the machine's, else Debian's when we may install it, else the one in the npm package. Says which. */
export const openChromium = async (): Promise<Browser> => {
  const { path, from, flags } = await findChromium()
  process.stderr.write(`Navigateur des essais : ${from} (${path})\n`)
  const root = process.getuid?.() === 0
  return chromium.launch({ executablePath: path, args: [...FLAGS, ...(root ? ['--no-sandbox'] : []), ...flags] })
}

const findChromium = async (): Promise<{ path: string; from: string; flags: readonly string[] }> => {
  const packagedOnly = process.env.CHROMIUM === 'npm'
  const here = packagedOnly ? undefined : MACHINE.find((path) => existsSync(path))
  if (here) return { path: here, from: 'celui de la machine', flags: [] }
  if (!packagedOnly && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { env, timeout: 120_000 })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 300_000 })
    if (existsSync('/usr/bin/chromium'))
      return { path: '/usr/bin/chromium', from: 'celui de Debian, installé pour l’occasion', flags: [] }
  }
  const { default: packaged } = await import('@sparticuz/chromium')
  return {
    path: await packaged.executablePath(),
    from: 'celui du paquet npm @sparticuz/chromium',
    flags: packaged.args.filter((flag) => flag !== '--single-process'),
  }
}
