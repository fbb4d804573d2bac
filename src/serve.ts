import { createServer } from 'node:net'
import { compose, type Product } from './compose.ts'
import type { Config } from './config.ts'
import { DomainError } from './kernel/errors.ts'
import { formatNumber } from './kernel/french.ts'

type Say = (text: string) => void

/** Starts the portal, tells what it does, and ends when the process is told to stop, even before it serves. */
export const serve = async (config: Config, say: Say): Promise<void> => {
  const began = Date.now()
  const stop = stopSignal(say)
  say('Icauna démarre…')
  await checkPort(config)
  try {
    const product = await compose(config, (doing) => say(`  ${doing}`), 'serve', stop)
    try {
      await Promise.race([open(product, say, began, stop), stopped(stop)])
      await stopped(stop)
    } finally {
      await product.close()
    }
  } catch (error) {
    if (!stop.aborted) throw explained(error, config)
  }
}

const open = async (product: Product, say: Say, began: number, stop: AbortSignal) => {
  const { config, site, server } = product
  const made = await product.prepare()
  if (made > 0) say(`  ${made} premiers jeux de données publiés`)
  await server.listen({ port: config.PORT, host: config.HOST })
  const administrator = await product.firstAdministrator(`admin@departement-${config.ICAUNA_TERRITORY}.example`)
  if (administrator)
    say(
      `\nPremier compte, à changer à la première connexion (${config.PUBLIC_URL}/connexion) :\n  adresse      ${administrator.email}\n  mot de passe ${administrator.password}\n`,
    )
  say(
    `Le portail ${site.ofTerritory} est prêt en ${formatNumber((Date.now() - began) / 1000, 1)} s : ${config.PUBLIC_URL}`,
  )
  await product.harvest.first.propose(say, stop)
  await product.complete().catch((error) => {
    if (!stop.aborted)
      say(
        `  Indicateurs inachevés : ${error instanceof Error ? error.message : error} Ils seront repris au prochain démarrage.`,
      )
  })
  product.ahead.start()
  if (!stop.aborted) await product.harvest.first.begin(say)
}

const REPEATED = 3000

/**
 * Fires at the first SIGINT or SIGTERM. npm passes on the Ctrl-C that the terminal already sent us: what comes again
 * soon after is the same demand; what comes later is someone who will not wait.
 */
const stopSignal = (say: Say): AbortSignal => {
  const controller = new AbortController()
  let first = 0
  const demand = () => {
    if (first === 0) {
      first = Date.now()
      say('Arrêt…')
      controller.abort(new Error('arrêt demandé'))
    } else if (Date.now() - first > REPEATED) process.exit(1)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, demand)
  return controller.signal
}

const stopped = (stop: AbortSignal) =>
  new Promise<void>((done) => {
    if (stop.aborted) done()
    stop.addEventListener('abort', () => done())
  })

/** A port that is taken is said at once, not after a first start has worked for half a minute. */
const checkPort = ({ PORT, HOST }: Config) =>
  new Promise<void>((done, fail) => {
    const probe = createServer().once('error', (error) => fail(explained(error, { PORT, HOST })))
    probe.listen(PORT, HOST, () => probe.close(() => done()))
  })

type Reached = Pick<Config, 'PORT' | 'HOST' | 'DATABASE_URL'>

const explained = (error: unknown, { PORT, HOST, DATABASE_URL }: Reached): unknown => {
  if (error instanceof DomainError && error.fault.kind === 'unavailable' && DATABASE_URL)
    return new Error(`${error.message} Son adresse vient du réglage DATABASE_URL.`, { cause: error })
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new Error(`Le port ${PORT} est déjà pris : arrêtez l’autre programme, ou choisissez un autre PORT.`)
  if (code === 'EACCES') return new Error(`Le port ${PORT} demande des droits : choisissez un PORT au-dessus de 1023.`)
  if (code === 'EADDRNOTAVAIL') return new Error(`Cette machine n’a pas l’adresse ${HOST} (réglage HOST).`)
  return error
}
