import { invalid } from '../../../../kernel/errors.ts'
import { walkXml } from '../xml/walk-xml.ts'

type Attributes = ReadonlyMap<string, string>

/** What SDMX says of one observation: the attributes of its series, shared by all of them, and its own. */
export interface Observation {
  readonly series: Attributes
  readonly own: Attributes
}

/** The series of an answer in SDMX-ML 2.1 (structure-specific), as the observations that `keep` lets through by the attributes of their series. */
export const readSeries = (
  text: string,
  host: string,
  keep: (series: Attributes) => boolean,
): readonly Observation[] => {
  const observations: Observation[] = []
  let series: Attributes | null = null
  let isRoot = true
  walkXml(text, host, {
    open({ space, name, attributes }) {
      if (isRoot) checkRoot(space, name, host)
      isRoot = false
      if (name === 'Series') series = keep(attributes) ? attributes : null
      if (name === 'Obs' && series) observations.push({ series, own: attributes })
    },
  })
  return observations
}

const MESSAGE = 'http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'

const checkRoot = (space: string, name: string, host: string): void => {
  if (space === MESSAGE && name === 'StructureSpecificData') return
  throw invalid(
    name === 'Error'
      ? `${host} a répondu que la demande a échoué.`
      : `${host} a envoyé du XML qui n’est pas celui de séries (SDMX 2.1).`,
  )
}
