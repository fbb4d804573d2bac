import { type Static, Type } from 'typebox'
import { Level, type Place } from '../territory/index.ts'
import type { PlaceSheet } from './place-sheet.ts'
import type { SheetLine } from './sheet-line.ts'
import { absences } from './sheet-words.ts'
import { Status } from './status-schema.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Stated = Type.Object({ period: Type.String(), value: orNull(Type.Number()), status: Status })

const Figure = Type.Object({
  indicator: Type.String({ description: 'Nom de l’indicateur dans son adresse.' }),
  name: Type.String(),
  theme: Type.String(),
  unit: orNull(Type.String()),
  ...Stated.properties,
  making: Type.String({ description: 'published, added-up (somme des communes), rebuilt ou worked-out (calculé).' }),
  series: Type.Array(Stated),
  rank: orNull(
    Type.Object({
      rank: Type.Integer({ description: '1 pour le chiffre le plus haut.' }),
      alike: Type.Integer({ description: 'Combien ont ce chiffre, le lieu compris.' }),
      of: Type.Integer(),
      median: Type.Number(),
    }),
  ),
  standing: orNull(Type.String({ description: 'strength ou weakness, pour qui veut s’installer.' })),
  origin: orNull(Type.Object({ href: Type.String(), title: Type.String(), producer: Type.String() })),
})

/** What the API says of a place's figures. */
export const PlaceFigures = Type.Object({
  level: Level,
  code: Type.String(),
  name: Type.String(),
  peers: orNull(Type.Object({ group: Type.String(), sentence: Type.String() })),
  key: Type.Array(Type.String({ description: 'Les indicateurs montrés en premier.' })),
  figures: Type.Array(Figure),
  missing: Type.Array(Type.Object({ why: Type.String(), names: Type.Array(Type.String()) })),
})

/** The figures of a place as the API gives them, theme by theme. */
export const placeFigures = ({ level, code, name }: Place, sheet: PlaceSheet): Static<typeof PlaceFigures> => ({
  level,
  code,
  name,
  peers: sheet.peers && { group: sheet.peers.group, sentence: sheet.peers.sentence },
  key: sheet.key.map(({ definition }) => definition.slug),
  figures: sheet.themes.flatMap(({ lines }) => lines.map(figureOf)),
  missing: absences(sheet).map(({ why, names }) => ({ why, names: [...names] })),
})

const figureOf = (line: SheetLine): Static<typeof Figure> => {
  const { definition, period, stated, series, rank, standing, origin } = line
  return {
    indicator: definition.slug,
    name: definition.name,
    theme: definition.subtheme,
    unit: definition.unit,
    period,
    value: stated.value,
    status: stated.status,
    making: stated.making,
    series: series.map((point) => ({ period: point.period, value: point.stated.value, status: point.stated.status })),
    rank: rank && { rank: rank.rank, alike: rank.alike, of: rank.of, median: rank.median },
    standing,
    origin: origin && { ...origin },
  }
}
