import { commands } from '../src/cli/commands.ts'
import { READING_HELP } from '../src/cli/reading-options.ts'
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
    '## Décider à la place du lecteur',
    '',
    'Ce que le portail a compris d’un fichier se corrige à `/atelier`, ou par ces options, là où la table dit `LECTURE`. Les décisions sont gardées avec le jeu et reprises à chaque lecture.',
    '',
    '| option | décide |',
    '|---|---|',
    ...READING_HELP.map(([option, sense]) => `| \`${option}\` | ${sense} |`),
    '',
    'Par exemple : `npx icauna dataset rebuild subventions --intitules 3 --colonne montant.unite=k€`.',
    '',
  ].join('\n')
