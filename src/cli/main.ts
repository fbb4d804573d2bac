import { parseArgs } from 'node:util'
import { compose, type Product } from '../compose.ts'
import { readConfig } from '../config.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Command, type CommandInput, Misuse } from './command.ts'
import { commands, helpText, nearest } from './commands.ts'
import { READING_OPTIONS } from './reading-options.ts'

const OPTIONS = {
  json: { type: 'boolean' },
  publier: { type: 'boolean' },
  force: { type: 'boolean' },
  jeu: { type: 'string' },
  titre: { type: 'string' },
  nom: { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  ...READING_OPTIONS,
} as const

const say = (text: string) => process.stderr.write(`${text}\n`)

const progress = (done: number, doing: string) => {
  if (!process.stderr.isTTY) return
  const bar = '█'.repeat(Math.round(done * 24)).padEnd(24, '░')
  process.stderr.write(`\r${bar} ${Math.round(done * 100)} %  ${doing.padEnd(30)}`)
}

const main = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const command = commands.find((c) => positionals.slice(0, c.name.split(' ').length).join(' ') === c.name)
  if (!command) {
    if (positionals.length > 0)
      say(
        `La commande « ${positionals.slice(0, 2).join(' ')} » n’existe pas. La plus proche : ${nearest(positionals.join(' '))}.\n`,
      )
    say(helpText())
    return positionals.length > 0 ? 2 : 0
  }
  return execute(command, positionals.slice(command.name.split(' ').length), values)
}

const execute = async (
  command: Command,
  words: readonly string[],
  options: CommandInput['options'],
): Promise<number> => {
  const config = readConfig(process.env)
  let started: Product | undefined
  const product = async () => {
    started ??= await compose(config, (doing) => say(`  ${doing}`), 'command')
    return started
  }
  const print = (value: unknown, lines: readonly string[]) =>
    process.stdout.write(
      options.json === true ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''),
    )
  try {
    return await command.run({ words, options, config, product, print, say, progress })
  } catch (error) {
    if (error instanceof Misuse) {
      say(`${error.message}\nUsage : icauna ${command.usage}`)
      return 2
    }
    say(
      error instanceof DomainError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    )
    return 1
  } finally {
    await started?.close()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
