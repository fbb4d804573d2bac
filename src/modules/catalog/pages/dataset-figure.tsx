import type { Geometry } from 'geojson'
import { count, formatNumber } from '../../../kernel/french.ts'
import { LineChart, PointMap, RankedBars } from '../../figure/index.ts'
import { capital } from '../../territory/index.ts'
import type { ChosenFigure } from '../choose-figure.ts'
import type { Dataset } from '../dataset.ts'
import type { Organisation } from '../organisation.ts'
import type { RowsView } from '../rows-address.ts'

interface FigureProps {
  readonly figure: ChosenFigure
  readonly dataset: Dataset
  readonly producer: Organisation | undefined
  readonly view: RowsView
}

/** The figure that suits the data, drawn from the rows in force, with its sentence and its source. */
export const DatasetFigure = ({ figure, dataset, producer, view }: FigureProps) => {
  const source = `${producer?.name ?? 'producteur non précisé'}, « ${dataset.title} »`
  const among = view.filter || view.q || view.searches.length > 0 ? ' parmi les lignes filtrées' : ''
  if (figure.kind === 'map') {
    const shown = figure.points.length + figure.shapes.length
    const shapes = figure.shapes.flatMap((text) => geometry(text))
    const sentence =
      shown < figure.total
        ? `${count(shown, 'lieu montré', 'lieux montrés')} sur ${formatNumber(figure.total)}${among}.`
        : `${count(shown, 'lieu', 'lieux')}${among}.`
    return (
      <PointMap title="Où sont ces lieux" sentence={sentence} source={source} points={figure.points} shapes={shapes} />
    )
  }
  if (figure.kind === 'line') {
    const [first, last] = [figure.points[0], figure.points[figure.points.length - 1]]
    const how = figure.how === 'sum' ? 'Somme' : 'Moyenne'
    const sentence = `${how} de « ${figure.measure.label} »${among} : ${formatNumber(first?.value ?? 0)} en ${first?.x}, ${formatNumber(last?.value ?? 0)} en ${last?.x}. Les lignes absentes ne sont pas comptées.`
    return (
      <LineChart
        title={capital(`${figure.measure.label}, par année`)}
        sentence={sentence}
        source={source}
        unit={`${how} de ${figure.measure.label}`}
        axis="Année"
        points={figure.points}
      />
    )
  }
  const [top] = figure.bars
  const what = figure.measure ? `Somme de « ${figure.measure.label} »` : 'Nombre de lignes'
  const sentence = `${what}${among}, de la plus grande à la plus petite : « ${top?.label} » vient en tête avec ${formatNumber(top?.value ?? 0)}.`
  return (
    <RankedBars
      title={`${what} selon « ${figure.category.label} »`}
      sentence={sentence}
      source={source}
      unit={figure.measure?.unit ?? null}
      heads={[figure.category.label, what]}
      bars={figure.bars}
    />
  )
}

const TYPES: readonly string[] = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']

const geometry = (text: string): readonly Geometry[] => {
  const value: Geometry = JSON.parse(text)
  return TYPES.includes(value.type) ? [value] : []
}
