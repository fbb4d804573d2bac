import { readFile } from 'node:fs/promises'
import { count } from '../kernel/french.ts'
import { type Command, Misuse, required } from './command.ts'

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

const LEVELS = ['commune', 'epci', 'canton', 'arrondissement', 'departement', 'region'] as const

/** `territory contours`: keeps the shapes of places, from a file; maps are drawn with them. */
export const contoursCommand: Command = {
  name: 'territory contours',
  usage: 'territory contours FICHIER --level NIVEAU --edition ANNÉE [--source TEXTE]',
  summary: 'Garder les contours d’un fichier GeoJSON ou TopoJSON (propriété « code »).',
  async run({ words, options, product, print }) {
    const path = required(words, 0, 'le chemin du fichier')
    const level = LEVELS.find((known) => known === options.level)
    if (!level) throw new Misuse(`« --level » attend un niveau : ${LEVELS.join(', ')}.`)
    const edition = Number(options.edition)
    if (!Number.isInteger(edition) || edition < 1943 || edition > 2100)
      throw new Misuse('« --edition » attend l’année des limites, par exemple 2018.')
    const source = typeof options.source === 'string' ? options.source : 'Source non précisée'
    const text = await readFile(path, 'utf8').catch(() => {
      throw new Misuse(`Le fichier « ${path} » ne peut pas être lu.`)
    })
    const { contours } = await product()
    const report = await contours.load(text, { level, edition, source })
    print(report, [
      `${count(report.shapes, 'forme lue', 'formes lues')}, ${count(report.kept, 'contour gardé', 'contours gardés')} (${level}, ${edition})`,
      ...Object.entries(report.made).map(
        ([larger, n]) => `  ${larger} : ${count(n, 'contour réuni', 'contours réunis')}`,
      ),
      ...report.remarks.map((remark) => `  - ${remark}`),
    ])
    return 0
  },
}

/** `territory tiles`: a département as equal tiles, in the shape of the files that the portal brings (`territories/`). */
export const tilesCommand: Command = {
  name: 'territory tiles',
  usage: 'territory tiles DÉPARTEMENT',
  summary: 'Écrire la disposition d’un département en cases égales, une par commune.',
  async run({ words, product, print, say }) {
    const departement = required(words, 0, 'le code du département')
    const { contours } = await product()
    const { tiles, by } = await contours.layout(departement)
    if (tiles.length === 0) {
      say(`Aucun département n’a le code « ${departement} ».`)
      return 1
    }
    const cells = Object.fromEntries(tiles.map(({ code, column, row }) => [code, [column, row]]))
    print({ departement, tiles: cells }, [
      `${count(tiles.length, 'case')}, d’après ${by}`,
      ...tiles.map(({ code, column, row }) => `  ${code} : colonne ${column}, ligne ${row}`),
    ])
    return 0
  },
}
