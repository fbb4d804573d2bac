import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asksForPerson, probeLine, probeMarkdown, probeSummary } from '../modules/harvest/index.ts'
import type { Command } from './command.ts'
import { chosen } from './harvest-commands.ts'

/** `probe`: asks producers whether their files are still where, and as, sources expect them. */
export const probeCommand: Command = {
  name: 'probe',
  usage: 'probe [--rapport DOSSIER] [SOURCE…]',
  summary: 'Demander une fois à chaque producteur si son fichier est toujours là et de même forme ; écrire un rapport.',
  async run(input) {
    const { words, options, print, say, progress } = input
    const { harvest, folder } = await input.product()
    const trouble = await harvest.trouble()
    if (trouble !== null) {
      say(trouble)
      return 1
    }
    const all = await chosen(input)
    const sources = words.length > 0 ? all : await harvest.reachable(all)
    let asked = 0
    const probed = await harvest.probe(sources, (one) => {
      asked += 1
      progress(asked / sources.length, one.title)
      if (asksForPerson(one)) say(probeLine(one))
    })
    if (probed === null) {
      say('Le portail n’a pas accès à internet : rien n’a été demandé. Réglez HARVEST_FOLDER, ou lancez-le ailleurs.')
      return 1
    }
    const at = new Date()
    const reports = typeof options.rapport === 'string' ? options.rapport : join(folder, 'sondes')
    const path = join(reports, `sonde-${at.toISOString().slice(0, 10)}`)
    await mkdir(reports, { recursive: true })
    await writeFile(`${path}.md`, probeMarkdown(probed, at))
    await writeFile(`${path}.json`, `${JSON.stringify({ at: at.toISOString(), sources: probed }, null, 1)}\n`)
    print({ at: at.toISOString(), report: `${path}.md`, sources: probed }, [
      probeSummary(probed),
      `Rapport : ${path}.md et ${path}.json`,
    ])
    return probed.some(asksForPerson) ? 1 : 0
  },
}
