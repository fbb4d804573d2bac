import type { Clock } from '../../kernel/clock.ts'
import { ofPlace, type Place, type PlaceStore } from '../territory/index.ts'
import type { TerritoryVariables } from './source.ts'

/** What sources say of the département that they are harvested for, as it is today. */
export const territoryVariables =
  (places: Pick<PlaceStore, 'containers'>, home: Place, now: Clock) => async (): Promise<TerritoryVariables> => {
    const day = now().toISOString().slice(0, 10)
    const region = (await places.containers(home.id, day)).find(({ level }) => level === 'region')
    return {
      departement: home.code,
      departement3: home.code.padStart(3, '0'),
      region: region?.code ?? '',
      nom: home.name,
      deNom: ofPlace(home),
    }
  }
