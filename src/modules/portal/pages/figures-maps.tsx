import {
  aroundZero,
  Choropleth,
  jenks,
  numbersOf,
  PointMap,
  quantiles,
  roundBreaks,
  TileMap,
} from '../../figure/index.ts'
import {
  exampleAreas,
  exampleChange,
  examplePoints,
  exampleShare,
  exampleTiles,
  RATE,
  SOURCE,
  THINGS,
} from './figure-examples.ts'

/** Maps of areas, of equal tiles and of points, in every state. */
export const MapExamples = () => {
  const shares = exampleAreas(exampleShare)
  const changes = exampleAreas(exampleChange)
  const numbers = numbersOf(shares.map((area) => area.value).filter(({ status }) => status !== 'zero'))
  const common = { ...RATE, things: THINGS, table: false }
  return (
    <>
      <Choropleth
        {...RATE}
        title="Carte en cinq classes, tous les états"
        sentence="Le taux croît vers le nord-est. Seuils de Fisher : les communes d’une classe se ressemblent."
        things={THINGS}
        areas={shares}
        here={['ex32', 'ex30']}
      />
      <Choropleth
        {...common}
        title="Carte d’une variation"
        sentence="Les baisses sont rayées, les hausses sont pleines."
        areas={changes}
        classes={aroundZero(numbersOf(changes.map((area) => area.value)), 3, jenks)}
      />
      <div class="columns half">
        <Choropleth
          {...common}
          title="Quatre classes de même effectif"
          sentence="Seuils par quantiles."
          areas={shares}
          classes={quantiles(numbers, 4)}
        />
        <Choropleth
          {...common}
          title="Classes à seuils ronds"
          sentence="Classes de même largeur."
          areas={shares}
          classes={roundBreaks(numbers, 5)}
        />
      </div>
      <TileMap
        {...RATE}
        title="Carte en carrés égaux"
        sentence="Chaque lieu compte autant, quelle que soit sa surface."
        things={THINGS}
        tiles={exampleTiles()}
        here={['17']}
      />
      <PointMap
        title="Lieux un par un"
        sentence="Chaque point est un lieu inventé."
        source={SOURCE}
        points={examplePoints()}
        shapes={[]}
      />
    </>
  )
}
