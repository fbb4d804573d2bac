import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { harvestOffice } from '../../../../../test/harvest-office.ts'
import { shippedSources } from '../../shipped-sources.disk.ts'
import type { Source } from '../../source.ts'

const YONNE = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const made = await harvestOffice([])
after(() => made.close())

/** A shipped source, content with as many rows as a quick test has. */
const shipped = async (wanted: string): Promise<readonly Source[]> =>
  (await shippedSources(YONNE))
    .filter(({ id }) => id === wanted)
    .map((source) => ({
      ...source,
      feeds: source.feeds.map((feed) => ({ ...feed, checks: { ...feed.checks, minRows: 8 } })),
    }))

/** Quarters from the first of 1990, the last first, with values that are not INSEE's. */
const observations = (count: number, value: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => {
    const quarter = `${1990 + Math.floor(i / 4)}-Q${(i % 4) + 1}`
    return `<Obs TIME_PERIOD="${quarter}" OBS_VALUE="${value(i)}" OBS_STATUS="A" OBS_QUAL="DEF" OBS_TYPE="A"/>`
  })
    .toReversed()
    .join('')
const series = (idbank: string, area: string, title: string, more = '') =>
  `<Series IDBANK="${idbank}" FREQ="T" TITLE_FR="${title}" TITLE_EN="-" LAST_UPDATE="2026-09-25" UNIT_MEASURE="POURCENT" UNIT_MULT="0" REF_AREA="${area}" DECIMALS="1" ${more}>`
const message = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><message:DataSet>${inside}</message:DataSet></message:StructureSpecificData>`

const DEPARTEMENTS = Array.from({ length: 95 }, (_, i) => String(i + 1).padStart(2, '0')).flatMap((code) =>
  code === '20' ? ['2A', '2B'] : [code],
)
const rates = (value: (i: number) => string) =>
  message(
    DEPARTEMENTS.map(
      (code, n) =>
        `${series(`0015${String(15000 + n)}`, `D${code}`, `Taux de ${code}`)}${observations(8, value)}</Series>`,
    ).join('') +
      `${series('001999998', 'R27', 'Région')}${observations(8, value)}</Series>` +
      `${series('001999999', 'D89', 'Ancienne série', 'SERIE_ARRETEE="true"')}${observations(8, value)}</Series>`,
  )

test('the unemployment rate is gathered by département, and one that left its bounds waits for a person', async () => {
  const source = await shipped('insee-taux-chomage')
  const url = 'https://bdm.insee.fr/series/sdmx/data/TAUX-CHOMAGE?startPeriod=1982'
  await made.serve({ [url]: rates((i) => (6 + i / 50).toFixed(1)) })
  const [first] = await made.run(source)
  assert.equal(first?.run.state, 'published', JSON.stringify(first?.run.log))
  const shown = made.versions.get(made.datasets.get('insee-taux-chomage')?.versionId ?? '')
  assert.equal(shown?.rowCount, 96 * 8)
  const told = (name: string) => shown?.columns.find((column) => column.name === name)
  assert.deepEqual(
    [told('departement')?.semantic, told('obs_value')?.type, told('periode')?.type],
    ['departement', 'number', 'text'],
  )

  await made.serve({ [url]: rates((i) => String(60 + i)) })
  const [second] = await made.run(source)
  assert.equal(second?.run.state, 'waiting', JSON.stringify(second?.run.log))
})

test('the reference index of rents is gathered quarter by quarter', async () => {
  const source = await shipped('insee-indice-loyers')
  const url = 'https://bdm.insee.fr/series/sdmx/data/SERIES_BDM/001515333'
  const index = series('001515333', 'FM', 'Indice de référence des loyers (IRL)')
  await made.serve({ [url]: message(`${index}${observations(8, (i) => (100 + i / 4).toFixed(2))}</Series>`) })
  const [run] = await made.run(source)
  assert.equal(run?.run.state, 'published', JSON.stringify(run?.run.log))
})
