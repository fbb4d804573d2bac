import type { Product } from '../compose.ts'
import type { Config } from '../config.ts'

/** What a command is given: its words, the settings, and the product when it asks for it. */
export interface CommandInput {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  readonly config: Config
  /** Starts the product, or joins the one that runs; closed when the command ends. */
  readonly product: () => Promise<Product>
  /** Result, on stdout: `value` when `--json` is asked, else the lines. */
  readonly print: (value: unknown, lines: readonly string[]) => void
  /** Words for people, on stderr. */
  readonly say: (text: string) => void
  /** A bar that moves when a person looks, and nothing otherwise. */
  readonly progress: (done: number, doing: string) => void
}

/** Something an operator can ask. Gives 0 when it worked and 1 when it did not; a misuse is thrown as `Misuse`. */
export interface Command {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly run: (input: CommandInput) => Promise<number>
}

/** The command was not written as it should be: exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}

/** The word at a place, or a misuse that tells what is missing. */
export const required = (words: readonly string[], at: number, what: string): string => {
  const word = words[at]
  if (!word) throw new Misuse(`Il manque ${what}.`)
  return word
}
