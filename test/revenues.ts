import { after } from 'node:test'
import { harvestOffice } from './harvest-office.ts'

/** Communes that exist nowhere, under codes of the Yonne. */
export const COMMUNES = Array.from({ length: 60 }, (_, i) => ({
  code: `89${String(i + 1).padStart(3, '0')}`,
  name: `Bourg-${i}`,
}))

/** Revenues of communes, in euros; what the test names is changed. */
export const table = ({ rows = COMMUNES.length, times = 1, column = 'revenu', first = 20_000 } = {}) =>
  [
    `codgeo;nom;${column}`,
    ...COMMUNES.slice(0, rows).map(({ code, name }, i) => `${code};${name};${(first + i * 37) * times}`),
    '',
  ].join('\n')

export const URL_OF_FILE = 'https://exemple.fr/revenus.csv'
export const DATASET = 'revenus-communes'

type Foreseen = Parameters<typeof harvestOffice>[2]

/** Harvest offices for those communes, one a test, all closed after the tests of the file that calls it as it loads. */
export const officesOfRevenues = () => {
  const ends: (() => Promise<void>)[] = []
  after(async () => {
    for (const end of ends) await end()
  })
  return async (foresee?: Foreseen) => {
    const made = await harvestOffice(COMMUNES, undefined, foresee)
    ends.push(made.close)
    return made
  }
}
