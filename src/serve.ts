import { compose } from './compose.ts'
import type { Config } from './config.ts'
import { formatNumber } from './kernel/french.ts'

/** Starts the portal, tells what it does, and ends when the process is told to stop. */
export const serve = async (config: Config, say: (text: string) => void): Promise<void> => {
  const began = Date.now()
  say('Icauna démarre…')
  const product = await compose(config, (doing) => say(`  ${doing}`))
  const stopped = new Promise<void>((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done())
  })
  try {
    const made = await product.prepare()
    if (made > 0) say(`  ${made} premiers jeux de données publiés`)
    const administrator = await product.firstAdministrator(`admin@departement-${config.ICAUNA_TERRITORY}.example`)
    await product.server.listen({ port: config.PORT, host: config.HOST })
    if (administrator)
      say(
        `\nPremier compte, à changer à la première connexion (${config.PUBLIC_URL}/connexion) :\n  adresse      ${administrator.email}\n  mot de passe ${administrator.password}\n`,
      )
    say(
      `Le portail ${product.site.ofTerritory} est prêt en ${formatNumber((Date.now() - began) / 1000, 1)} s : ${config.PUBLIC_URL}`,
    )
    await stopped
    say('Arrêt…')
  } catch (error) {
    throw explained(error, config)
  } finally {
    await product.close()
  }
}

const explained = (error: unknown, config: Config): unknown =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? new Error(`Le port ${config.PORT} est déjà pris : arrêtez l’autre programme, ou choisissez un autre PORT.`)
    : error
