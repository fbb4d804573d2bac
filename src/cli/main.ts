import { compose, type Product } from '../compose.ts'
import { readConfig } from '../config.ts'
import { DomainError } from '../kernel/errors.ts'
import { machineFault } from '../kernel/machine-fault.ts'
import { type Command, Misuse } from './command.ts'
import { commands, helpText, nearest } from './commands.ts'
import { progressBar } from './progress-bar.ts'
import { type Arguments, checkUsage, readArguments } from './read-arguments.ts'

const bar = progressBar(process.stderr)
const say = (text: string) => {
  bar.clear()
  process.stderr.write(`${text}\n`)
}

const main = async (args: readonly string[]): Promise<number> => {
  const given = readArguments(args)
  const typed = given.words
  if (given.options.help === true || typed[0] === 'help' || typed[0] === 'aide') {
    process.stdout.write(`${helpText()}\n`)
    return 0
  }
  const command = commands.find((c) => typed.slice(0, c.name.split(' ').length).join(' ') === c.name)
  if (!command) {
    if (typed.length > 0)
      say(
        `La commande « ${typed.slice(0, 2).join(' ')} » n’existe pas. La plus proche : ${nearest(typed.join(' '))}.\n`,
      )
    say(helpText())
    return 2
  }
  return execute(command, { ...given, words: typed.slice(command.name.split(' ').length) })
}

const execute = async (command: Command, given: Arguments): Promise<number> => {
  let started: Product | undefined
  const interrupted = new AbortController()
  try {
    checkUsage(command, given)
    const config = readConfig(process.env)
    const product = async () => {
      if (started) return started
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort())
      started = await compose(config, (doing) => say(`  ${doing}`), 'command', interrupted.signal)
      return started
    }
    const print = (value: unknown, lines: readonly string[]) => {
      bar.clear()
      process.stdout.write(
        given.options.json === true ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''),
      )
    }
    const work = command.run({ ...given, config, product, print, say, progress: bar.show })
    return await Promise.race([work, failure(interrupted.signal)])
  } catch (error) {
    if (interrupted.signal.aborted) say('Interrompu : rien de ce qui était en cours n’est gardé.')
    else if (error instanceof Misuse) say(`${error.message}\nUsage : icauna ${command.usage}`)
    else say(words(error))
    return error instanceof Misuse ? 2 : 1
  } finally {
    bar.clear()
    await started?.close().catch((error) => say(words(error)))
    // What was interrupted may still be at work in a thread: nobody waits for it.
    if (interrupted.signal.aborted) process.exit(1)
  }
}

const failure = (signal: AbortSignal) =>
  new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)))

const words = (error: unknown): string => {
  const known = error instanceof DomainError ? error : machineFault(error)
  if (known) return known.message
  if (!(error instanceof Error)) return String(error)
  return process.env.LOG_LEVEL === 'debug' ? (error.stack ?? error.message) : error.message
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  say(error instanceof Misuse ? `${error.message}\n\n${helpText()}` : words(error))
  process.exitCode = error instanceof Misuse ? 2 : 1
}
