import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import {
  Distribution,
  KeyFigure,
  LineChart,
  Pyramid,
  RankedBars,
  RankedDots,
  SeriesChart,
  Slope,
  SmallMultiples,
  type ValueStatus,
} from '../../figure/index.ts'
import { exampleAges, examplePlaces, RATE, SOURCE, series, stated, THINGS } from './figure-examples.ts'
import { MapExamples } from './figures-maps.tsx'
import { LocatorExamples, SmallExamples } from './figures-small.tsx'

const HEADS = ['Commune', 'Taux inventé'] as const
const YEARS = ['2016', '2017', '2018', '2019', '2020', '2021', '2022', '2023']

/** Every figure in every state, with invented values said to be so: where those who draw and those who check look. */
export const FiguresPage = ({ site }: { readonly site: Site }) => (
  <Page
    site={site}
    title="Les figures"
    path="/figures"
    image="/images/figures.png"
    description="Toutes les figures du portail, dans tous leurs états, avec des valeurs inventées."
    band={
      <PageHead
        trail={[['/plan-du-site', 'Plan du site']]}
        here="Les figures"
        title="Les figures du portail"
        lead="Chaque façon de montrer un chiffre, dans tous ses états : connu, nul, estimé, secret, manquant, pas encore publié, sans objet."
      />
    }
  >
    <Notice>
      <p>
        Les lieux et les valeurs de cette page sont inventés. Ils montrent les figures et ne disent rien du territoire.
      </p>
    </Notice>
    <h2>Chiffre clé</h2>
    <KeyExamples />
    <h2>Au fil du temps</h2>
    <TimeExamples />
    <h2>Entre lieux</h2>
    <PlaceExamples />
    <h2>Par âge et par sexe</h2>
    <Pyramid
      {...RATE}
      unit="personnes"
      decimals={0}
      title="Habitants par âge et par sexe"
      sentence="Les 25 à 40 ans sont les plus nombreux. Après 75 ans, il y a plus de femmes que d’hommes."
      ages={exampleAges()}
    />
    <h2>Cartes</h2>
    <MapExamples />
    <h2>Petites figures</h2>
    <SmallExamples />
    <h2>Où est-ce ?</h2>
    <LocatorExamples />
  </Page>
)

const trendOf = (...values: readonly (number | ValueStatus)[]) =>
  series(...values).map((value, i) => ({ period: YEARS[YEARS.length - values.length + i] ?? '', value }))

const KeyExamples = () => (
  <div class="keys">
    <KeyFigure
      {...RATE}
      label="Valeur connue"
      value={stated(14.3)}
      period="2023"
      trend={trendOf(12.1, 12.4, 'missing', 12.9, 13.6, 14.3)}
      sentence="112e sur 423 communes, au-dessus de la médiane (12,8 %)."
    />
    <KeyFigure
      {...RATE}
      unit="collèges"
      label="Zéro compté"
      value={stated(0, 'zero')}
      period="rentrée 2026"
      trend={trendOf(1, 1, 1, 0, 0)}
      sentence="Comme 391 communes sur 423."
    />
    <KeyFigure
      {...RATE}
      unit="habitants"
      decimals={0}
      label="Estimation"
      value={stated(35200, 'estimated')}
      period="au 1er janvier 2026"
      trend={[...trendOf(34846, 34764, 34451, 34778), { period: '2024', value: stated(35200, 'estimated') }]}
      sentence="La plus peuplée de son groupe."
    />
    <KeyFigure
      {...RATE}
      label="Valeur secrète"
      value={stated(null, 'secret')}
      period="2023"
      trend={trendOf(22, 24, 21, 'secret')}
      sentence="Moins de 11 personnes : le nombre n’est pas publié, pour que nul ne soit reconnu."
    />
    <KeyFigure
      {...RATE}
      label="Pas encore publié"
      value={stated(null, 'not-yet')}
      period="2025"
      sentence="Publication attendue en juin 2027."
    />
    <KeyFigure
      {...RATE}
      label="Valeur manquante"
      value={stated(null, 'missing')}
      period="2023"
      sentence="La source ne dit rien de ce lieu : ce n’est pas un zéro."
    />
    <KeyFigure
      {...RATE}
      label="Sans objet"
      value={stated(null, 'not-applicable')}
      period="2023"
      sentence="Il n’y a pas de musée ici : ses entrées ne se comptent pas."
    />
  </div>
)

const LINES = [
  { name: 'Exemple-la-Grande', values: series(12.1, 12.6, 13.2, 13, 14.1, 14.4, 15.2, 15.9), here: true },
  { name: 'Exemple-sur-Yonne', values: series(10.2, 10.4, 'missing', 10.9, 11.3, 'secret', 11.1, 11.4) },
  {
    name: 'Saint-Exemple-le-Vieux',
    values: [...series(14.9, 14.6, 14.8, 14.1, 13.9, 13.5), stated(13.2, 'estimated'), stated(13, 'estimated')],
  },
  { name: 'Exemple-en-Othe', values: series(11.9, 11.6, 11.9, 12.2, 12, 11.8, 12.1, 12) },
  { name: 'Val-d’Exemple', values: series('not-applicable', 9.4, 9.2, 9.9, 10.3, 10.2, 10.8, 'not-yet') },
  { name: 'Petit-Exemple', values: series(2.8, 1.5, 0.3, 0, 0, 0.7, 1.9, 2.4) },
  { name: 'Exemple-lès-Vignes', values: series(13.1, 13.4, 13.3, 13.8, 13.5, 13.9, 14.2, 14) },
  { name: 'Département', values: series(11.2, 11.3, 11.5, 11.6, 11.8, 11.9, 12.2, 12.3) },
] as const

const SLOPES = [
  { name: 'Exemple-la-Grande', values: series(12.1, 15.9), here: true },
  { name: 'Saint-Exemple-le-Vieux', values: [stated(14.9), stated(13, 'estimated')] },
  { name: 'Exemple-lès-Vignes', values: series(13.1, 14) },
  { name: 'Petit-Exemple', values: series(2.8, 0) },
  { name: 'Exemple-sur-Yonne', values: series('secret', 11.4) },
  { name: 'Val-d’Exemple', values: series('not-applicable', 10.8) },
  { name: 'Exemple-en-Othe', values: series('missing', 'not-yet') },
]

const TimeExamples = () => (
  <>
    <LineChart
      title="Une seule ligne de nombres"
      sentence="L’année 2019 manque : le tracé la traverse en pointillé."
      source={SOURCE}
      unit="Habitants"
      axis="Année"
      points={[2016, 2017, 2018, 2020, 2021, 2022, 2023].map((x, i) => ({ x, value: 2690 - 21 * i + (i % 3) * 9 }))}
    />
    <SeriesChart
      {...RATE}
      title="Un lieu, avec ses trous"
      sentence="Le taux passe de 10,2 % en 2016 à 11,4 % en 2023."
      axis="Année"
      periods={YEARS}
      series={[{ ...LINES[1], here: true }]}
    />
    <SeriesChart
      {...RATE}
      title="Huit lieux, le nombre le plus grand"
      sentence="Exemple-la-Grande, en trait épais, est passée devant tous les autres en 2020."
      axis="Année"
      periods={YEARS}
      series={LINES}
    />
    <SeriesChart
      {...RATE}
      title="Une variation, autour de zéro"
      sentence="La plus forte baisse est celle de 2020 ; en 2018, rien n’a changé."
      axis="Année"
      periods={YEARS}
      series={[
        { name: 'Exemple', values: series(1.2, 0.8, 0, 0.5, -3.4, -0.6, 2.8, 1.9), here: true },
        { name: 'Département', values: series(0.9, 0.7, 0.6, 0.4, -2.1, 0.3, 1.4, 1.1) },
      ]}
    />
    <Slope
      {...RATE}
      title="Deux dates"
      sentence="Deux lieux ont un taux plus fort en 2023 qu’en 2016, deux un taux plus faible ; les autres n’ont pas deux chiffres."
      axis="Commune"
      periods={['2016', '2023']}
      series={SLOPES}
    />
    {(['shared', 'free'] as const).map((scale) => (
      <SmallMultiples
        {...RATE}
        title={scale === 'shared' ? 'Petits tracés, même échelle' : 'Petits tracés, échelles libres'}
        sentence="Huit lieux de 2016 à 2023, avec leur dernière valeur."
        axis="Année"
        periods={YEARS}
        series={LINES}
        scale={scale}
      />
    ))}
  </>
)

const PlaceExamples = () => (
  <>
    <RankedBars
      title="Barres"
      sentence="Pour des quantités qui partent de zéro."
      source={SOURCE}
      unit="€"
      heads={['Commune', 'Montant']}
      bars={[
        { label: 'Exemple-la-Grande', value: 1200 },
        { label: 'Exemple-sur-Yonne', value: 840, here: true },
        { label: 'Petit-Exemple', value: 90 },
      ]}
    />
    <RankedDots
      {...RATE}
      title="Rangs, peu de lieux"
      sentence="Les lieux choisis sont en gras ; le trait pointillé est la médiane."
      heads={HEADS}
      things={THINGS}
      places={examplePlaces(18)}
    />
    <RankedDots
      {...RATE}
      title="Rangs, beaucoup de lieux"
      sentence="Les premiers, les derniers, et ceux qui entourent les lieux choisis."
      heads={HEADS}
      things={THINGS}
      places={examplePlaces(120)}
    />
    <Distribution
      {...RATE}
      title="Répartition"
      sentence="La moitié des lieux sont à gauche de la médiane, l’autre moitié à droite."
      heads={HEADS}
      things={THINGS}
      places={examplePlaces(120)}
      below="Chaque point est une commune."
    />
  </>
)
