import { type Level, type Place, placePath } from './place.ts'
import type { PlaceStore } from './ports.ts'

/**
 * The place that an address names (`89024-auxerre`), on a day: its code is enough. A part may bear the code of its commune:
 * then the name tells them apart.
 */
export const placeNamed = async (
  places: Pick<PlaceStore, 'byCode' | 'get'>,
  level: Level,
  named: string,
  on: string,
): Promise<Place | undefined> => {
  const code = named.split('-')[0] ?? ''
  const place = await places.byCode(level, code, on)
  if (!place || level !== 'commune' || placePath(place).endsWith(`/${named}`)) return place
  for (const part of ['commune-deleguee', 'commune-associee']) {
    const other = await places.get(`commune:${code}@${part}`)
    if (other && placePath(other).endsWith(`/${named}`)) return other
  }
  return place
}
