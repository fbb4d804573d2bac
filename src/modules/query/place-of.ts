import type { Column } from './column.ts'

/** Where the position of a row is: two columns, or a geometry. */
export type PlaceColumns =
  | { readonly kind: 'pair'; readonly longitude: string; readonly latitude: string }
  | { readonly kind: 'geometry'; readonly geometry: string }

/** The position columns of a table, or null when its rows have no place. */
export const placeOf = (columns: readonly Column[]): PlaceColumns | null => {
  const geometry = columns.find((c) => c.type === 'geometry')
  if (geometry) return { kind: 'geometry', geometry: geometry.name }
  const numeric = (semantic: Column['semantic']) =>
    columns.find((c) => c.semantic === semantic && (c.type === 'number' || c.type === 'integer'))
  const [longitude, latitude] = [numeric('longitude'), numeric('latitude')]
  return longitude && latitude ? { kind: 'pair', longitude: longitude.name, latitude: latitude.name } : null
}

/** The names of those columns. */
export const placeNames = (place: PlaceColumns): readonly string[] =>
  place.kind === 'geometry' ? [place.geometry] : [place.longitude, place.latitude]
