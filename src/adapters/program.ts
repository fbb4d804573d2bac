import type { ChildProcess } from 'node:child_process'

/** Keeps the last words of a program on its error output, to be told when it fails. */
const lastWords = (child: ChildProcess, hear: (said: string) => void = () => undefined) => {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
    hear(said)
  })
  return () => said
}

/** Waits until a program says `words`; fails with what it said when it ends before. */
export const saying = (child: ChildProcess, words: string, name: string): Promise<void> =>
  new Promise((done, fail) => {
    const said = lastWords(child, (text) => text.includes(words) && done())
    child.once('error', fail)
    child.once('exit', (code, signal) => fail(new Error(`${name} s’est arrêté (${code ?? signal}).\n${said()}`)))
  })

/** Waits until a program ends well; fails with what it said otherwise. */
export const finished = (child: ChildProcess, name: string): Promise<void> =>
  new Promise((done, fail) => {
    const said = lastWords(child)
    child.once('error', fail)
    child.once('exit', (code, signal) =>
      code === 0 ? done() : fail(new Error(`${name} a échoué (${code ?? signal}).\n${said()}`)),
    )
  })
