import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Ask } from '../../network/ask.ts'
import { type BdmFetch, bdm } from './bdm.ts'

/** Synthetic values in the shape that INSEE answers with. */
const answer = (series: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="urn:sdmx">
<message:Header><message:ID>TAUX</message:ID></message:Header>
<message:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="INSEE_X">${series}</message:DataSet>
</message:StructureSpecificData>`
const YONNE = `<Series IDBANK="001515926" FREQ="T" TITLE_FR="Taux de chômage localisé, &quot;Yonne&quot;" TITLE_EN="Unemployment" LAST_UPDATE="2026-09-25" UNIT_MEASURE="POURCENT" UNIT_MULT="0" REF_AREA="D89" DECIMALS="1">
<Obs TIME_PERIOD="2026-Q2" OBS_VALUE="6.9" OBS_STATUS="P" OBS_QUAL="P"/><Obs TIME_PERIOD="2026-Q1" OBS_VALUE="NaN" OBS_STATUS="O"/></Series>`
const CORSE = `<Series IDBANK="001515900" FREQ="T" TITLE_FR="Corse-du-Sud" LAST_UPDATE="2026-09-26T08:45:00" REF_AREA="D2A"><Obs TIME_PERIOD="2026-Q2" OBS_VALUE="6.1"/></Series>`
const REGION = `<Series IDBANK="001515850" FREQ="A" TITLE_FR="Bourgogne-Franche-Comté" REF_AREA="R27"><Obs TIME_PERIOD="2025" OBS_VALUE="6.2" OBS_CONF="F"/><Obs TIME_PERIOD="2024-03" OBS_VALUE="4" OBS_CONF="C"/></Series>`

const asked: string[] = []
const find = async (fetch: Partial<BdmFetch>, text: string) => {
  const textPage: Ask['textPage'] = async (url) => {
    asked.push(url)
    return { text, url }
  }
  const found = await bdm.find({ connector: 'bdm', of: { flow: 'TAUX-CHOMAGE' }, ...fetch }, { textPage } as Ask)
  let csv = ''
  for await (const chunk of found.gathered?.() ?? []) csv += Buffer.from(chunk).toString()
  return { ...found, csv }
}

test('series become rows: the place, the period as the portal writes it, the value with its status', async () => {
  const { csv, edition, name } = await find({}, answer(YONNE + CORSE + REGION))
  assert.equal(
    csv,
    `IDBANK,TITLE_FR,DEPARTEMENT,REGION,REF_AREA,PERIODE,OBS_VALUE,OBS_STATUS,OBS_QUAL,OBS_CONF,FREQ,UNIT_MEASURE,UNIT_MULT,DECIMALS
001515926,"Taux de chômage localisé, ""Yonne""",89,,D89,2026-T2,6.9,P,P,,T,POURCENT,0,1
001515926,"Taux de chômage localisé, ""Yonne""",89,,D89,2026-T1,,O,,,T,POURCENT,0,1
001515900,Corse-du-Sud,2A,,D2A,2026-T2,6.1,,,,T,,,
001515850,Bourgogne-Franche-Comté,,27,R27,2025,6.2,,,F,A,,,
001515850,Bourgogne-Franche-Comté,,27,R27,2024-03,,,,C,A,,,
`,
  )
  assert.equal(edition, '2026-09-26')
  assert.equal(name, 'TAUX-CHOMAGE.csv')
})

test('only wanted series are kept, and a set is asked by its name, its key, its series, its first year', async () => {
  const { csv } = await find({ where: { REF_AREA: '^D' } }, answer(YONNE + CORSE + REGION))
  assert.doesNotMatch(csv, /REGION|Bourgogne/)
  asked.length = 0
  await find({ of: { series: ['001515926', '001515900'] }, from: 2010 }, answer(YONNE + CORSE))
  await find({ of: { flow: 'TAUX-CHOMAGE', key: 'T..D89' } }, answer(YONNE))
  assert.deepEqual(asked, [
    'https://bdm.insee.fr/series/sdmx/data/SERIES_BDM/001515926+001515900?startPeriod=2010',
    'https://bdm.insee.fr/series/sdmx/data/TAUX-CHOMAGE/T..D89',
  ])
})

test('a series that is gone, none at all, or an answer of another kind are told in words', async () => {
  const series = { of: { series: ['001515926', '001515900', '001515850'] } }
  await assert.rejects(find(series, answer(YONNE + CORSE)), /n’a plus la série attendue : 001515850\./)
  await assert.rejects(find(series, answer(YONNE)), /n’a plus les séries attendues : 001515900, 001515850\./)
  await assert.rejects(find({ where: { REF_AREA: '^ZE' } }, answer(YONNE)), /n’a plus rien dans les séries attendues/)
  await assert.rejects(find({}, '<Error><ErrorMessage code="100"/></Error>'), /la demande a échoué/)
  await assert.rejects(find({}, '<Structure/>'), /qui n’est pas celui de séries/)
})

test('every number and every title comes out of the rows as it went into the series', async () => {
  const escaped = (text: string) => text.replaceAll(/[&<>"\s]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const title = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((s) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(s))
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(title, values, async (told, numbers) => {
      const observations = numbers.map((n, i) => `<Obs TIME_PERIOD="${1990 + i}" OBS_VALUE="${n}"/>`)
      const { csv } = await find({}, answer(`<Series TITLE_FR="${escaped(told)}">${observations.join('')}</Series>`))
      const cell = /[",\r\n]/.test(told) ? `"${told.replaceAll('"', '""')}"` : told
      assert.equal(csv, `TITLE_FR,PERIODE,OBS_VALUE\n${numbers.map((n, i) => `${cell},${1990 + i},${n}\n`).join('')}`)
    }),
    { numRuns: 100 },
  )
})
