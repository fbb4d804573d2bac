import { Type } from 'typebox'
import { shippedFiles } from './shipped-files.node.ts'
import type { Tile } from './tile-layout.ts'

const Shipped = Type.Object({
  departement: Type.String(),
  /** Code of each commune: its column, its row. */
  tiles: Type.Record(Type.String(), Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })])),
})

/** The layout of tiles that the portal brings for a département (`territories/<name>/tiles.json`), if it brings one. */
export const shippedTiles = (departement: string): readonly Tile[] | undefined => {
  const shipped = shippedFiles('tiles.json', Shipped).find((one) => one.departement === departement)
  return shipped && Object.entries(shipped.tiles).map(([code, [column, row]]) => ({ code, column, row }))
}
