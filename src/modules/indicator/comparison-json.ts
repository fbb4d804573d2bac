import { type Static, Type } from 'typebox'
import type { StatedValue } from '../figure/index.ts'
import { Level, type Place } from '../territory/index.ts'
import type { AmongPeers, ComparisonAnswer, RankedIndicator } from './answer-comparison.ts'
import type { ComparedIndicator } from './compare.ts'
import { comparisonSentence } from './compare-words.ts'
import { rankSentence } from './peer-words.ts'
import { Status } from './status-schema.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const number = orNull(Type.Number())
const ComparedPlace = Type.Object({ id: Type.String(), level: Level, code: Type.String(), name: Type.String() })

/** A place among its peers, as the API says it. */
export const PeersJson = Type.Object({
  place: ComparedPlace,
  kind: Type.Union([Type.Literal('strate'), Type.Literal('voisins')]),
  group: orNull(Type.String({ description: 'Le groupe, le lieu compris : « communes de 250 à 500 habitants de… ».' })),
  sentence: Type.String({ description: 'Comment les pairs sont trouvés, ou pourquoi il n’y en a pas.' }),
  peers: Type.Array(
    Type.Object({
      ...ComparedPlace.properties,
      population: number,
      distance: orNull(Type.Number({ description: 'Distance statistique, pour les voisins ; 0 : semblable en tout.' })),
    }),
  ),
  ranks: Type.Array(
    Type.Object({
      indicator: Type.String(),
      period: Type.String(),
      value: number,
      status: Status,
      rank: orNull(Type.Integer({ description: '1 pour la valeur la plus haute ; les égaux partagent le rang.' })),
      of: orNull(Type.Integer({ description: 'Lieux du groupe qui ont un chiffre à cette période.' })),
      quantile: orNull(Type.Number({ description: 'Part des autres dont la valeur est plus basse, entre 0 et 1.' })),
      median: number,
      toMedian: orNull(Type.Number({ description: 'La valeur moins la médiane du groupe.' })),
      without: Type.Record(Type.String(), Type.Integer(), { description: 'Lieux sans chiffre, par raison.' }),
      sentence: orNull(Type.String()),
    }),
  ),
})

/** A comparison, as the API says it. */
export const ComparisonJson = Type.Object({
  places: Type.Array(ComparedPlace),
  indicators: Type.Array(
    Type.Object({
      slug: Type.String(),
      name: Type.String(),
      unit: orNull(Type.String()),
      period: orNull(Type.String({ description: 'La période commune à tous les lieux.' })),
      sentence: Type.String(),
      values: Type.Array(
        Type.Object({
          place: Type.String({ description: 'Identifiant du lieu.' }),
          value: number,
          status: Status,
          making: Type.String({ description: 'published, added-up, rebuilt ou worked-out.' }),
          extreme: orNull(Type.Union([Type.Literal('highest'), Type.Literal('lowest')])),
        }),
      ),
      producer: Type.String(),
      edition: Type.Integer(),
    }),
  ),
  peers: orNull(PeersJson),
  remarks: Type.Array(Type.String({ description: 'Ce qui n’a pas été compris dans la demande.' })),
})

/** A comparison in the shape that the API and the file give. */
export const comparisonJson = (answer: ComparisonAnswer): Static<typeof ComparisonJson> => ({
  places: answer.places.map(placeJson),
  indicators: answer.compared.map(indicatorJson),
  peers: answer.peers && peersJson(answer.peers),
  remarks: [...answer.remarks],
})

/** A place among its peers in the shape that the API gives. */
export const peersJson = ({ place, kind, found, ranks }: AmongPeers): Static<typeof PeersJson> => ({
  place: placeJson(place),
  kind,
  group: found.found ? found.peers.group : null,
  sentence: found.found ? found.peers.sentence : found.why,
  peers: found.found
    ? found.peers.peers.map(({ code, distance }) => ({
        id: `${place.level}:${code}`,
        level: place.level,
        code,
        name: found.places.get(code)?.name ?? code,
        population: found.places.get(code)?.population ?? null,
        distance: distance === null ? null : Number(distance.toFixed(4)),
      }))
    : [],
  ranks: ranks.map((ranked) => rankJson(ranked, place, found.found ? found.peers.group : '')),
})

const placeJson = ({ id, level, code, name }: Place) => ({ id, level, code, name })
const said = ({ value, status }: StatedValue) => ({ value, status })

const indicatorJson = (compared: ComparedIndicator) => {
  const { definition, record } = compared.indicator
  const { slug, name, unit, producer } = definition
  return {
    ...{ slug, name, unit, period: compared.period, sentence: comparisonSentence(compared), producer },
    values: compared.values.map(({ place, stated, extreme }) => ({
      ...{ place: place.id, ...said(stated), making: stated.making, extreme },
    })),
    edition: record.number,
  }
}

const rankJson = ({ indicator, period, stated, rank }: RankedIndicator, { level }: Place, group: string) => ({
  indicator: indicator.definition.slug,
  period,
  ...said(stated),
  rank: rank?.rank ?? null,
  of: rank?.of ?? null,
  quantile: rank?.quantile ?? null,
  median: rank?.median ?? null,
  toMedian: rank?.toMedian ?? null,
  without: Object.fromEntries(rank?.without ?? []),
  sentence: rank && rankSentence(rank, level, group),
})
