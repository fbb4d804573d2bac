import type { Clock } from '../../kernel/clock.ts'
import type { DepartementLayout } from './departement-layout.ts'
import type { Level } from './place.ts'
import type { Contour, Contours } from './ports.ts'

/** Maps of a territory as pages ask them: the same ones, many times a minute. */
export interface TerritoryMaps {
  readonly layout: (departement: string) => Promise<DepartementLayout>
  /** The contours of places; null unless all are known. */
  readonly contours: (level: Level, codes: readonly string[]) => Promise<ReadonlyMap<string, Contour> | null>
  /** Moves when maps change: what is drawn from them holds while it stands. */
  readonly revision: () => Promise<string>
}

const ASKED_AGAIN_MS = 60_000

/** Keeps layouts and contours until other contours are taken in, which is asked once a minute: they take long to lay out. */
export const rememberedMaps = (
  layout: TerritoryMaps['layout'],
  contours: Pick<Contours, 'of' | 'revision'>,
  now: Clock,
): TerritoryMaps => {
  const [layouts, shapes] = [keptByKey<DepartementLayout>(), keptByKey<ReadonlyMap<string, Contour> | null>()]
  let asked: { readonly until: number; readonly revision: Promise<string> } | undefined
  let shown = ''
  const revision = async (): Promise<string> => {
    const at = now().getTime()
    if (!asked || asked.until <= at) asked = { until: at + ASKED_AGAIN_MS, revision: contours.revision() }
    const found = await asked.revision.catch((error) => {
      asked = undefined
      throw error
    })
    if (found !== shown) for (const kept of [layouts, shapes]) kept.clear()
    shown = found
    return found
  }
  return {
    revision,
    layout: async (departement) => {
      await revision()
      return layouts.get(departement, () => layout(departement))
    },
    contours: async (level, codes) => {
      await revision()
      return shapes.get(`${level} ${codes.join()}`, async () => {
        const found = await contours.of(level, codes)
        return codes.length > 0 && codes.every((code) => found.has(code)) ? found : null
      })
    },
  }
}

const MOST_KEPT = 200

/** The same question is asked once, until everything is cleared. */
const keptByKey = <T>() => {
  const kept = new Map<string, Promise<T>>()
  return {
    clear: () => kept.clear(),
    get: (key: string, read: () => Promise<T>): Promise<T> => {
      const known = kept.get(key)
      if (known) return known
      const found = read()
      found.catch(() => kept.delete(key))
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(key, found)
      return found
    },
  }
}
