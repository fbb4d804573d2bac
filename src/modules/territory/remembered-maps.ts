import type { Clock } from '../../kernel/clock.ts'
import type { DepartementLayout } from './departement-layout.ts'
import type { Level } from './place.ts'
import type { Contour, Contours } from './ports.ts'

/** Maps of a territory as pages ask them: the same ones, many times a minute. */
export interface TerritoryMaps {
  readonly layout: (departement: string) => Promise<DepartementLayout>
  /** The contours of places; null unless all are known. */
  readonly contours: (level: Level, codes: readonly string[]) => Promise<ReadonlyMap<string, Contour> | null>
}

const KEPT_MS = 60_000

/** Reads layouts and contours once a minute: a file taken in by a command is seen a minute later. */
export const rememberedMaps = (
  layout: TerritoryMaps['layout'],
  contours: Pick<Contours, 'of'>,
  now: Clock,
): TerritoryMaps => {
  const [layouts, shapes] = [once<DepartementLayout>(now), once<ReadonlyMap<string, Contour> | null>(now)]
  return {
    layout: (departement) => layouts(departement, () => layout(departement)),
    contours: (level, codes) =>
      shapes(`${level} ${codes.join()}`, async () => {
        const found = await contours.of(level, codes)
        return codes.length > 0 && codes.every((code) => found.has(code)) ? found : null
      }),
  }
}

const KEPT = 200

/** The same question within a minute is asked once. */
const once = <T>(now: Clock) => {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<T> }>()
  return (key: string, read: () => Promise<T>): Promise<T> => {
    const at = now().getTime()
    const known = kept.get(key)
    if (known && known.until > at) return known.found
    const found = read()
    found.catch(() => kept.delete(key))
    if (kept.size >= KEPT) kept.clear()
    kept.set(key, { until: at + KEPT_MS, found })
    return found
  }
}
