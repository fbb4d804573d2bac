import { parseArgs } from 'node:util'
import { type Command, type CommandInput, Misuse } from './command.ts'
import { READING_OPTIONS, READING_USAGE } from './reading-options.ts'

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  publier: { type: 'boolean' },
  force: { type: 'boolean' },
  essai: { type: 'boolean' },
  dues: { type: 'boolean' },
  fichiers: { type: 'string' },
  rapport: { type: 'string' },
  jeu: { type: 'string' },
  titre: { type: 'string' },
  nom: { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  licence: { type: 'string' },
  level: { type: 'string' },
  edition: { type: 'string' },
  source: { type: 'string' },
  ...READING_OPTIONS,
} as const

export interface Arguments {
  readonly words: readonly string[]
  readonly options: CommandInput['options']
}

/** Words and options as typed; an option that does not exist, or lacks its value, is a misuse told in French. */
export const readArguments = (args: readonly string[]): Arguments => {
  const { tokens, positionals, values } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const known = Object.entries(OPTIONS).find(([name]) => name === token.name)?.[1]
    if (!known) throw new Misuse(`L’option « ${token.rawName} » n’existe pas.`)
    if (known.type === 'boolean' && token.value !== undefined)
      throw new Misuse(`L’option « --${token.name} » ne prend pas de valeur.`)
    if (known.type === 'string' && (!token.value || (token.value.startsWith('-') && !token.inlineValue)))
      throw new Misuse(`L’option « --${token.name} » attend une valeur.`)
  }
  return { words: positionals, options: values as CommandInput['options'] }
}

/** Refuses what the usage of a command does not name: its options, and as many words as it shows, brackets or not (« … »: any number). */
export const checkUsage = (command: Command, { words, options }: Arguments): void => {
  const named = (name: string) =>
    name === 'json' ||
    command.usage.includes(`--${name}`) ||
    (command.usage.includes(READING_USAGE) && name in READING_OPTIONS)
  const stray = Object.keys(options).find((name) => !named(name))
  if (stray) throw new Misuse(`L’option « --${stray} » ne sert pas à « ${command.name} ».`)
  const withoutOptions = command.usage
    .slice(command.name.length)
    .replace(READING_USAGE, '')
    .replaceAll(/\[--[^\]]*\]/g, '')
  const shown = withoutOptions.split('--')[0]?.replaceAll(/[[\]]/g, '').trim() ?? ''
  const room = shown.endsWith('…') ? Number.POSITIVE_INFINITY : shown.split(' ').filter((word) => word !== '').length
  const extra = words[room]
  if (extra !== undefined)
    throw new Misuse(`« ${extra} » est de trop : mettez entre guillemets ce qui contient des espaces.`)
}
