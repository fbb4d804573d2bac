import { compose } from './compose.ts'
import { readConfig } from './config.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)
const began = Date.now()
const config = readConfig(process.env)
say('Icauna démarre…')
const product = await compose(config, (doing) => say(`  ${doing}`))
const made = await product.prepare()
if (made > 0) say(`  ${made} premiers jeux de données publiés`)
const administrator = await product.firstAdministrator(`admin@${config.ICAUNA_TERRITORY}.local`)
const address = await product.server.listen({ port: config.PORT, host: config.HOST })
say(
  `Le portail ${product.site.ofTerritory} est prêt en ${((Date.now() - began) / 1000).toFixed(1)} s : ${address.replace('127.0.0.1', 'localhost')}`,
)
if (administrator)
  say(
    `\nPremier compte, à changer à la première connexion (${config.PUBLIC_URL}/connexion) :\n  adresse      ${administrator.email}\n  mot de passe ${administrator.password}\n`,
  )
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void product.close().then(() => process.exit(0)))
