import { commands } from '../src/cli/commands.ts'
import { ConfigSchema } from '../src/config.ts'

/** Every setting, with its default and what it is for. */
export const settingsPage = (): string => {
  const rows = Object.entries(ConfigSchema.properties).map(([name, schema]) => {
    const { default: usual, description } = schema as { default?: unknown; description?: string }
    return `| \`${name}\` | ${usual === undefined ? '' : `\`${String(usual)}\``} | ${description ?? ''} |`
  })
  return [
    '# Réglages',
    '',
    'Des variables d’environnement, lues une fois au démarrage. Aucune n’est nécessaire pour essayer.',
    '',
    '| variable | par défaut | sert à |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** Every command, as `icauna` tells it. */
export const commandsPage = (): string =>
  [
    '# Commandes',
    '',
    '`npx icauna COMMANDE`, ou `npm run icauna -- COMMANDE`. Résultats sur la sortie, paroles sur l’erreur ; `--json` pour les machines ; codes de sortie : 0 réussi, 1 échoué, 2 mal écrit. À côté d’un portail qui tourne, une commande emprunte sa base.',
    '',
    '| commande | sert à |',
    '|---|---|',
    ...commands.map((c) => `| \`${c.usage}\` | ${c.summary} |`),
    '',
  ].join('\n')
