import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Tile } from './tile-layout.ts'

const FOLDER = new URL('../../../territories/', import.meta.url)
const Shipped = Type.Object({
  departement: Type.String(),
  /** Code of each commune: its column, its row. */
  tiles: Type.Record(Type.String(), Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })])),
})

/** The layout of tiles that the portal brings for a département (`territories/<name>/tiles.json`), if it brings one. */
export const shippedTiles = (departement: string): readonly Tile[] | undefined => {
  for (const name of existsSync(FOLDER) ? readdirSync(FOLDER) : []) {
    const file = new URL(`${name}/tiles.json`, FOLDER)
    if (!existsSync(file)) continue
    const shipped: Static<typeof Shipped> = Value.Parse(Shipped, JSON.parse(readFileSync(file, 'utf8')))
    if (shipped.departement === departement)
      return Object.entries(shipped.tiles).map(([code, [column, row]]) => ({ code, column, row }))
  }
  return undefined
}
