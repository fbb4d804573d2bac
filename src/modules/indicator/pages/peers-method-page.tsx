import { formatNumber } from '../../../kernel/french.ts'
import { Page, PageHead, type Site, Table } from '../../../web/index.ts'
import type { LevelMeasures } from '../find-peers.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { LEAST_COVERED, PEER_MEASURES, type UsedMeasure } from '../peer-measures.ts'
import { FEWEST_PEERS, MOST_PEERS } from '../peers.ts'
import { NEIGHBOURS, SIZE_FACTOR } from '../resemblance.ts'
import { periodWords } from '../stated-words.ts'
import { COMMUNE_STRATA, EPCI_STRATA, type Stratum, stratumWords } from '../strata.ts'

/** How peers are found: classes, set of indicators, weights, formula, and what each level uses today. */
export const PeersMethodPage = ({
  site,
  levels,
}: {
  readonly site: Site
  readonly levels: readonly LevelMeasures[]
}) => (
  <Page
    site={site}
    title="Comment les pairs d’un lieu sont trouvés"
    here="territoires"
    path="/methode/pairs"
    image="/images/methode/pairs.png"
    description="Les classes de population, les indicateurs de ressemblance, leurs poids et la formule de la distance."
    band={
      <PageHead
        trail={[
          ['/territoires', 'Territoires'],
          ['/comparer', 'Comparer'],
        ]}
        here="Méthode des pairs"
        title="Comment les pairs d’un lieu sont trouvés"
        lead="Un chiffre seul dit peu. Comparé à des lieux vraiment semblables, il devient parlant. Voici comment le portail choisit ces lieux, sans rien cacher."
      />
    }
  >
    <div class="prose">
      <h2>De même taille : la strate</h2>
      <p>
        Une commune est comparée à celles de sa classe de population. Les classes sont celles que l’État emploie pour
        comparer les comptes des communes (direction générale des finances publiques).
      </p>
      <Classes strata={COMMUNE_STRATA} />
      <p>
        {`On cherche d’abord dans le département, puis dans la région, puis en France : le premier cercle qui donne au moins ${FEWEST_PEERS} pairs est gardé. S’il en donne plus de ${MOST_PEERS}, on garde les ${MOST_PEERS} dont la population est la plus proche. La phrase en tête de page dit toujours quel cercle a servi.`}
      </p>
      <p>
        Une intercommunalité est comparée à celles de même nature (communauté de communes, communauté d’agglomération,
        communauté urbaine, métropole) et de même taille. Elle est rangée dans le département et la région où habitent
        le plus de ses habitants. Ces classes sont celles du portail :
      </p>
      <Classes strata={EPCI_STRATA} />
      <p>
        Un canton est comparé à ceux de son département. Un département ou un arrondissement est comparé à ceux de
        France dont la population est au plus une fois et demie plus petite ou plus grande ; deux fois, puis trois fois,
        s’il en manque. Une région est comparée à toutes les autres. La population est la population municipale de la
        dernière année connue.
      </p>
      <h2>Les plus semblables : les voisins statistiques</h2>
      <p>
        {`Les voisins sont les ${NEIGHBOURS} lieux de France, du même niveau, dont la distance est la plus petite, parmi ceux dont la population est au plus ${SIZE_FACTOR} fois plus petite ou plus grande. La distance est calculée sur une liste fixe d’indicateurs, chacun avec un poids choisi par le portail :`}
      </p>
    </div>
    <Weights levels={levels} />
    <div class="prose">
      <p>
        {`Un indicateur ne compte, à un niveau, que si ${LEAST_COVERED * 100} % au moins des lieux ont un chiffre à une même date. Sinon il est laissé de côté, et le tableau le dit. Rien n’est inventé à sa place.`}
      </p>
      <p>
        Deux indicateurs décrivent ce qui entoure une commune : la population et la densité de son intercommunalité. Ils
        distinguent la petite ville au milieu de la campagne de la commune de banlieue qui a autant d’habitants. Le
        temps de trajet vers une grande ville et l’âge des habitants seraient utiles aussi : aucune source du portail ne
        les donne pour toutes les communes de France, ils ne comptent donc pas.
      </p>
      <h3>La formule</h3>
      <ol>
        <li>
          Chaque valeur est centrée et réduite : on retire la moyenne de tous les lieux du niveau, et on divise par leur
          écart-type. On note z le résultat. Pour ce qui est marqué « logarithme » dans le tableau, on prend d’abord le
          logarithme : cent habitants de plus ne comptent pas autant dans une ville que dans un village.
        </li>
        <li>
          La distance entre un lieu A et un lieu B est la racine carrée de la moyenne des écarts au carré, chacun avec
          son poids : <code>d(A, B) = √( Σ p × (z_A − z_B)² ÷ Σ p )</code>.
        </li>
        <li>
          Quand une valeur manque pour le lieu, l’indicateur est laissé de côté, et son poids aussi. Un lieu n’est un
          voisin que s’il a un chiffre partout où le lieu en a un : sans cela, deux lieux passeraient pour semblables
          par leur seule taille. Quand moins de la moitié du poids total est connue, le lieu n’a pas de voisin, et le
          portail le dit.
        </li>
      </ol>
      <p>
        C’est la méthode des « plus proches voisins » que l’office statistique du Royaume-Uni emploie pour ses
        collectivités (
        <a href="https://www.ons.gov.uk/peoplepopulationandcommunity/wellbeing/methodologies/clusteringsimilarlocalauthoritiesandstatisticalnearestneighboursintheukmethodology">
          ONS, méthode des voisins statistiques, en anglais
        </a>
        ), comme l’institut des finances publiques CIPFA. Nous y ajoutons des poids et le traitement des valeurs
        manquantes.
      </p>
      <h2>Le rang parmi les pairs</h2>
      <p>
        Le groupe est le lieu avec ses pairs. Le premier rang est celui de la valeur la plus haute, que ce soit une
        bonne ou une mauvaise nouvelle ; les valeurs égales partagent le même rang (« ex æquo »). Seuls les lieux qui
        ont un chiffre à la même date sont classés ; les autres sont comptés à part, avec la raison. La médiane est la
        valeur du milieu du groupe.
      </p>
      <h2>Ce que cela ne dit pas</h2>
      <ul>
        <li>Deux lieux semblables par ces chiffres peuvent différer par tout le reste : histoire, relief, budget.</li>
        <li>Le choix des indicateurs et des poids est une décision : une autre liste donnerait d’autres voisins.</li>
        <li>Un rang dans un petit groupe change vite : regardez aussi l’écart à la médiane.</li>
      </ul>
      <p>
        Les mêmes pairs, pour un programme : <code>/api/v1/places/commune:89206/peers?kind=voisins</code> (voir l’
        <a href="/api">API</a>).
      </p>
    </div>
  </Page>
)

const Classes = ({ strata }: { readonly strata: readonly Stratum[] }) => (
  <ul class="tags">
    {strata.map((stratum) => (
      <li class="tag">{stratumWords(stratum).replace(/^de /, '')}</li>
    ))}
  </ul>
)

const Weights = ({ levels }: { readonly levels: readonly LevelMeasures[] }) => (
  <Table caption="Indicateurs de ressemblance, poids, et ce qui sert aujourd’hui à chaque niveau">
    <thead>
      <tr>
        <th scope="col">Indicateur</th>
        <th scope="col" class="num">
          Poids
        </th>
        {levels.map(({ level, places }) => (
          <th scope="col">
            {LEVEL_WORDS[level][1]} <small>({formatNumber(places)})</small>
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {PEER_MEASURES.map(({ slug, name, weight, as }, i) => (
        <tr>
          <th scope="row">
            {levels.some(({ measures }) => measures[i]?.use !== 'absent') ? (
              <a href={`/indicateurs/${slug}`}>{name}</a>
            ) : (
              name
            )}
            {as === 'logarithm' && <small> (logarithme)</small>}
          </th>
          <td class="num">{weight}</td>
          {levels.map(({ measures }) => (
            <td>{useWords(measures[i])}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </Table>
)

const useWords = (measure: UsedMeasure | undefined): string => {
  if (!measure || measure.use === 'absent')
    return measure?.around ? 'pour les communes seulement' : 'pas de chiffre à ce niveau'
  const covered = `${formatNumber(measure.covered * 100, 1)} % des lieux`
  return measure.use === 'used' ? `${periodWords(measure.period)}, ${covered}` : `laissé : ${covered} seulement`
}
