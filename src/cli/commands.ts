import { backupCommand, restoreCommand } from './backup-commands.ts'
import type { Command } from './command.ts'
import { datasetCommands } from './dataset-commands.ts'
import { doctorCommand } from './doctor-command.ts'
import { editionCommands } from './edition-commands.ts'
import { harvestCommands } from './harvest-commands.ts'
import { indicatorCommands } from './indicator-commands.ts'
import { ingestCommand } from './ingest-commands.ts'
import { personCommands } from './person-commands.ts'
import { portalCommands } from './portal-commands.ts'
import { probeCommand } from './probe-command.ts'
import { READING_HELP } from './reading-options.ts'
import { serveCommand } from './serve-command.ts'
import { contoursCommand, territoryCommand, tilesCommand } from './territory-commands.ts'

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = [
  serveCommand,
  ingestCommand,
  ...datasetCommands,
  ...indicatorCommands,
  ...editionCommands,
  ...harvestCommands,
  ...portalCommands,
  probeCommand,
  territoryCommand,
  contoursCommand,
  tilesCommand,
  ...personCommands,
  doctorCommand,
  backupCommand,
  restoreCommand,
]

/** What there is, one line a command. */
export const helpText = (): string =>
  [
    'Usage : icauna COMMANDE [--json]',
    '',
    ...commands.map((c) => `  ${c.usage.padEnd(62)} ${c.summary}`),
    '',
    'LECTURE, pour décider à la place du lecteur :',
    ...READING_HELP.map(([option, sense]) => `  ${option.padEnd(62)} ${sense}`),
    '',
    'Codes de sortie : 0 réussi, 1 échoué, 2 mal écrit.',
  ].join('\n')

/** The command that begins so, else the one whose name is the fewest changes away from what was typed. */
export const nearest = (typed: string): string =>
  commands.find((c) => c.name.startsWith(`${typed} `))?.name ??
  commands
    .map((c) => ({ name: c.name, distance: distance(c.name, typed.slice(0, c.name.length + 2)) }))
    .toSorted((a, b) => a.distance - b.distance)[0]?.name ??
  ''

/** Levenshtein's distance. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      )
    row = next
  }
  return row[b.length] ?? 0
}
