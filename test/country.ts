import { cogNow, deliveries, isLiving } from '../src/modules/territory/cog-packages.node.ts'
import type { Geography, Level } from '../src/modules/territory/index.ts'

/** The whole country as the packages give it, without a database: what questions are read with. */
export const country = () => {
  const cog = cogNow()
  const communes = cog.communes.filter(isLiving)
  const named = (areas: readonly { readonly code: string; readonly nom: string }[]) =>
    new Map(areas.map(({ code, nom }) => [code, nom]))
  const held = (key: 'arrondissement' | 'departement' | 'region') =>
    new Map(communes.flatMap((commune) => (commune[key] ? [[commune.code, commune[key]] as const] : [])))
  const epci = new Map(cog.epci.flatMap(({ code, membres }) => membres.map((member) => [member.code, code] as const)))
  const counts = new Map(communes.map(({ code, population }) => [code, population ?? 0]))
  const holders = new Map<Level, ReadonlyMap<string, string>>([
    ['epci', epci],
    ['arrondissement', held('arrondissement')],
    ['departement', held('departement')],
    ['region', held('region')],
  ])
  const sums = new Map<string, number>()
  for (const [level, of] of holders)
    for (const [commune, holder] of of)
      sums.set(`${level}:${holder}`, (sums.get(`${level}:${holder}`) ?? 0) + (counts.get(commune) ?? 0))
  const geography: Geography = {
    day: '2026-01-01',
    names: new Map<Level, ReadonlyMap<string, string>>([
      ['commune', named(communes)],
      ['epci', named(cog.epci)],
      ['arrondissement', named(cog.arrondissements)],
      ['departement', named(cog.departements)],
      ['region', named(cog.regions)],
      ['pays', new Map([['FR', 'France']])],
    ]),
    holders,
  }
  const populationOf = (level: Level, code: string): number | null =>
    (level === 'commune' ? counts.get(code) : sums.get(`${level}:${code}`)) ?? null
  return { geography, populationOf, home: '89', postcodes: deliveries() }
}
