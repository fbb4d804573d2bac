import {
  contoursOf,
  Histogram,
  Locator,
  OutlineLocator,
  RiverRelief,
  SMALL_MAP_WIDTH,
  SmallMap,
  Strip,
  Trend,
} from '../../figure/index.ts'
import {
  exampleAreas,
  exampleChange,
  exampleOutline,
  examplePlaces,
  exampleShare,
  exampleTiles,
  RATE,
  series,
} from './figure-examples.ts'

/** Figures of a hand’s width, that go beside a number. */
export const SmallExamples = () => {
  const [shares, changes] = [exampleAreas(exampleShare), exampleAreas(exampleChange)]
  const numbers = examplePlaces(60).flatMap(({ value }) => (value.value === null ? [] : [value.value]))
  const points = series(2.8, 'missing', 1.5, 0, 'secret', 0.9, 'not-applicable', 1.9, 2.4, 'not-yet')
  return (
    <div class="small-figures">
      <section class="chart">
        <h3>Tracé court</h3>
        <Trend
          label="Taux inventé"
          unit={RATE.unit}
          points={[...points, { value: 2.6, status: 'estimated' as const }].map((value, i) => ({
            period: String(2013 + i),
            value,
          }))}
        />
        <p class="small soft">Le trait s’arrête où il n’y a pas de chiffre.</p>
      </section>
      <section class="chart">
        <h3>Rang sur une ligne</h3>
        <Strip
          label="Un lieu inventé parmi soixante, au-dessus de la médiane."
          others={numbers}
          here={15.2}
          decimals={1}
        />
        <p class="small soft">
          La barre dorée est ce lieu, le pointillé la médiane. Les lieux sans chiffre n’y sont pas.
        </p>
      </section>
      <section class="chart">
        <h3>Petite carte, contours</h3>
        <SmallMap
          title="exemple contours"
          label="Un taux inventé par commune inventée : plus la teinte ressort, plus il est haut."
          ground={{ kind: 'contours', contours: contoursOf(shares, SMALL_MAP_WIDTH) }}
          values={new Map(shares.map(({ code, value }) => [code, value]))}
          here={new Set(['ex32'])}
          decimals={1}
        />
      </section>
      <section class="chart">
        <h3>Petite carte, une variation</h3>
        <SmallMap
          title="exemple variation"
          label="Une variation inventée par commune inventée : les baisses sont rayées."
          ground={{ kind: 'contours', contours: contoursOf(changes, SMALL_MAP_WIDTH) }}
          values={new Map(changes.map(({ code, value }) => [code, value]))}
          here={new Set()}
          decimals={1}
        />
      </section>
      <section class="chart">
        <h3>Petite carte, carrés égaux</h3>
        <SmallMap
          title="exemple carrés"
          label="Un taux inventé par commune inventée, un carré pour chacune."
          ground={{ kind: 'tiles', tiles: exampleTiles() }}
          values={new Map(exampleTiles().map(({ code, value }) => [code, value]))}
          here={new Set(['17'])}
          decimals={1}
        />
      </section>
      <section class="chart">
        <h3>Forme d’une colonne</h3>
        <Histogram
          label="Montant inventé"
          bars={[3, 12, 30, 41, 22, 9, 0, 2].map((count, i) => ({ label: `${i * 10} à ${i * 10 + 9}`, count }))}
        />
      </section>
    </div>
  )
}

/** Where a place is: on an outline when it is known, else among equal tiles; and the ornament of the home page. */
export const LocatorExamples = () => {
  const shapes = new Map(exampleAreas(exampleShare).map(({ code, shape }) => [code, shape]))
  const shapesOf = (codes: readonly string[]) => codes.flatMap((code) => shapes.get(code) ?? [])
  const outlined = {
    outline: exampleOutline(),
    around: shapesOf(['ex22', 'ex23', 'ex31', 'ex33', 'ex40', 'ex41']),
    here: shapesOf(['ex32']),
    towns: [{ name: 'Exemple-la-Grande', longitude: 3.75, latitude: 48.1 }],
  }
  return (
    <div class="small-figures">
      <section class="chart">
        <h3>Sur un contour</h3>
        <OutlineLocator label="Un lieu inventé, au milieu d’un territoire inventé." {...outlined} />
      </section>
      <section class="chart">
        <h3>Sur un contour, très petit</h3>
        <OutlineLocator
          label="Un lieu inventé trop petit pour être vu : un cercle le montre."
          {...outlined}
          pin={{ longitude: 3.6, latitude: 48.02 }}
        />
      </section>
      <section class="chart">
        <h3>Sur des carrés égaux</h3>
        <Locator label="Un lieu inventé parmi ses voisins inventés." tiles={exampleTiles()} here={new Set(['17'])} />
      </section>
      <section class="chart">
        <h3>Ornement</h3>
        <RiverRelief />
        <p class="small soft">Il ne représente rien de mesuré.</p>
      </section>
    </div>
  )
}
