import { count } from '../kernel/french.ts'
import { type Command, required } from './command.ts'

/** `territory show`: a place, as its page tells it. */
export const territoryCommand: Command = {
  name: 'territory show',
  usage: 'territory show NOM_OU_CODE…',
  summary: 'Montrer un lieu : ce qui le contient, sa population.',
  async run({ words, product, print, say }) {
    const typed = required(words, 0, 'un nom, un code postal ou un code')
    const { places } = await product()
    const [hit] = await places.search(words.join(' '), 1)
    if (!hit) {
      say(`Aucun lieu ne répond à « ${typed} ».`)
      return 1
    }
    const on = new Date().toISOString().slice(0, 10)
    const [containers, population] = await Promise.all([
      places.containers(hit.place.id, on),
      places.population(hit.place.id),
    ])
    print({ ...hit.place, containers, population }, [
      `${hit.place.name} (${hit.place.level}, ${hit.place.code})`,
      ...containers.map((c) => `  dans : ${c.name}`),
      ...population.map((p) => `  ${p.year} : ${count(p.value, 'habitant')} (${p.source})`),
    ])
    return 0
  },
}
