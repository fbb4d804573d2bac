import { serve } from '../serve.ts'
import type { Command } from './command.ts'

/** `serve`: the portal itself, until it is told to stop. */
export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve',
  summary: 'Démarrer le portail (comme npm start).',
  async run({ config, say }) {
    await serve(config, say)
    return 0
  },
}
