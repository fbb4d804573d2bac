import { formatNumber } from '../../../kernel/french.ts'
import { Notice, Table } from '../../../web/index.ts'
import { Distribution } from '../../figure/index.ts'
import { type Level, ofPlace, placePath, titleOf } from '../../territory/index.ts'
import type { AmongPeers, RankedIndicator } from '../answer-comparison.ts'
import { type ComparisonAddress, comparisonPath } from '../compare-address.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { medianSentence, rankSentence, withoutSentence } from '../peer-words.ts'
import { periodWords, statedText } from '../stated-words.ts'

const KINDS = [
  ['strate', 'De même taille'],
  ['voisins', 'Les plus semblables'],
] as const

type Names = ReadonlyMap<string, { readonly name: string }>

interface Props {
  readonly peers: AmongPeers
  readonly address: ComparisonAddress
}

/** One place among its peers: how they were found, where it stands for each indicator, who they are. */
export const ComparePeers = ({ peers, address }: Props) => (
  <section aria-labelledby="rangs">
    <nav aria-label="Choix des pairs" class="noprint">
      <ul class="tabs">
        {KINDS.map(([kind, words]) => (
          <li>
            <a
              href={comparisonPath({ ...address, peers: kind })}
              aria-current={kind === peers.kind ? 'page' : undefined}
            >
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <h2 id="rangs">{`La place ${ofPlace(peers.place)}`}</h2>
    {peers.found.found ? (
      <>
        {peers.ranks.length === 0 ? (
          <Notice>
            <p>Les indicateurs choisis ne disent rien de ce lieu : il n’y a pas de rang à donner.</p>
          </Notice>
        ) : (
          <Ranks peers={peers} group={peers.found.peers.group} names={peers.found.places} />
        )}
        <Who peers={peers} />
      </>
    ) : (
      <Notice>
        <p>{peers.found.why}</p>
      </Notice>
    )}
    <p class="origin">
      <a href="/methode/pairs">Comment les pairs sont trouvés, avec quels poids</a>
    </p>
  </section>
)

const Ranks = ({
  peers,
  group,
  names,
}: {
  readonly peers: AmongPeers
  readonly group: string
  readonly names: Names
}) => (
  <>
    <div class="ranks">
      {peers.ranks.map((ranked) => (
        <OneRank ranked={ranked} peers={peers} group={group} names={names} />
      ))}
    </div>
    <p class="origin">
      Le premier rang est celui de la valeur la plus haute ; les valeurs égales ont le même rang. Seuls les lieux qui
      ont un chiffre à la même date sont classés. La médiane est la valeur du milieu : la moitié du groupe est
      au-dessus. Les écarts sont calculés avant d’arrondir.
    </p>
  </>
)

interface OneRankProps {
  readonly ranked: RankedIndicator
  readonly peers: AmongPeers
  readonly group: string
  readonly names: Names
}

const OneRank = ({ ranked, peers: { place }, group, names }: OneRankProps) => {
  const { definition, record } = ranked.indicator
  const said = `${statedText(ranked.stated, definition)} ${periodWords(ranked.period)}`
  if (!ranked.rank)
    return (
      <div>
        <h3>{definition.shortName}</h3>
        <p>{`${said} : pas de rang.`}</p>
      </div>
    )
  const without = withoutSentence(ranked.rank)
  return (
    <div>
      <h3 class="hidden">{definition.shortName}</h3>
      <Distribution
        title={definition.shortName}
        sentence={`${said} : ${rankSentence(ranked.rank, place.level, group)} ; ${medianSentence(ranked.rank, definition)}.${without ? ` ${without}.` : ''}`}
        source={
          <>
            {definition.producer}, édition {record.number} ;{' '}
            <a href={`/indicateurs/${definition.slug}`}>{`définition de « ${definition.shortName} »`}</a>
          </>
        }
        unit={definition.unit}
        decimals={definition.decimals}
        heads={['Lieu', definition.shortName]}
        things={LEVEL_WORDS[place.level]}
        places={[
          { name: titleOf(place), value: ranked.stated, here: true },
          ...ranked.others.map(({ code, stated }) => ({ ...linked(place.level, code, names), value: stated })),
        ]}
      />
    </div>
  )
}

const linked = (level: Level, code: string, names: Names) => {
  const name = names.get(code)?.name ?? code
  return {
    name: titleOf({ level, name, liaison: 0 }),
    href: placePath({ level, code, name, id: `${level}:${code}` }),
  }
}

const Who = ({ peers: { place, found } }: { readonly peers: AmongPeers }) => {
  if (!found.found) return null
  const resembling = found.peers.kind === 'voisins'
  return (
    <details class="plain narrow" open={resembling}>
      <summary>{`Qui sont ses ${found.peers.peers.length} pairs`}</summary>
      <Table
        caption={
          resembling ? 'Du plus semblable au moins semblable' : 'De la population la plus proche à la plus éloignée'
        }
      >
        <thead>
          <tr>
            <th scope="col">Lieu</th>
            <th scope="col" class="num">
              Habitants
            </th>
            {resembling && (
              <th scope="col" class="num">
                Distance
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {found.peers.peers.map(({ code, distance }) => {
            const peer = found.places.get(code)
            const { href, name } = linked(place.level, code, found.places)
            return (
              <tr>
                <th scope="row">
                  <a href={href}>{name}</a>
                  {peer?.departement && place.level !== 'departement' ? (
                    <small>{` (${peer.departement})`}</small>
                  ) : null}
                </th>
                <td class="num">{peer?.population == null ? 'manquant' : formatNumber(peer.population)}</td>
                {distance !== null && <td class="num">{formatNumber(distance, 2)}</td>}
              </tr>
            )
          })}
        </tbody>
      </Table>
      {resembling && (
        <p class="origin">
          Distance 0 : semblables en tout. Distance 1 : en moyenne, un écart-type d’écart sur chaque indicateur.
        </p>
      )}
    </details>
  )
}
