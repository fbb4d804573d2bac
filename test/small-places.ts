import type { Level, Place } from '../src/modules/territory/index.ts'
import { COMMUNES } from './small-country.ts'

/** A place of the small country: its name is that of its code. */
const placeAt = (level: Level, code: string): Place => ({
  ...{ id: `${level}:${code}`, level, code, name: `Lieu ${code}`, kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: code === '10099' ? '2020-01-01' : null, postcodes: [], population: null },
})
/** What cards ask of a store of places; 10099 is no more since 2020. */
export const places = {
  predecessors: async () => [],
  byCode: async (level: Level, code: string) =>
    [...COMMUNES, '10099', '10', '20'].includes(code) ? placeAt(level, code) : undefined,
  get: async (id: string) => placeAt(id.startsWith('region') ? 'region' : 'departement', id.split(':')[1] ?? ''),
  members: async () => COMMUNES.slice(0, 12).map((code) => placeAt('commune', code)),
  containers: async () => [],
  neighbours: async () => [],
}
