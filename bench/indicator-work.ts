/**
 * Works on indicators that leave much in memory, each done by a process of its own, so that the pages are then read from a
 * server that has only answered: `bin/bench.js indicator-work rebuild FOLDER`. What it tells is its standard output.
 */
import { join } from 'node:path'
import type { Product } from '../src/compose.ts'
import { diskEditions } from '../src/modules/indicator/edition-files.disk.ts'
import { PEER_MEASURES } from '../src/modules/indicator/peer-measures.ts'
import { shippedDefinitions } from '../src/modules/indicator/shipped-definitions.disk.ts'
import { postgresGeography } from '../src/modules/territory/geography.postgres.ts'
import { worked } from './measure.ts'
import { started } from './started.ts'
import { fillStore } from './synthetic-indicators.ts'

const [work = '', folder = '', ...sizes] = process.argv.slice(2)

/** Fills a synthetic store of so many indicators, places and years; tells the indicators. */
const fill = async (product: Product): Promise<string> => {
  const [indicators = 0, places = 0, years = 0] = sizes.map(Number)
  const real = (await shippedDefinitions()).filter(({ slug }) => PEER_MEASURES.some((one) => one.slug === slug))
  const files = diskEditions(join(folder, 'indicateurs'))
  const now = () => new Date()
  const geography = await postgresGeography(product.database, product.places, now).today()
  const deps = { store: product.indicators.store, files, geography, now }
  const definitions = await fillStore(deps, real, { indicators, places, years })
  return JSON.stringify(definitions.map(({ slug }) => slug))
}

/** Builds anew every indicator that has an edition; tells how long it took. */
const rebuild = async (product: Product): Promise<string> => {
  const slugs = (await product.indicators.store.list()).flatMap(({ definition, edition }) =>
    edition ? [definition.slug] : [],
  )
  const [began, wall] = [worked(), performance.now()]
  let [at, clock] = [began, wall]
  const works: (readonly [slug: string, onTheClock: number, work: number])[] = []
  await product.indicators.rebuild(slugs, ({ slug }) => {
    works.push([slug, (performance.now() - clock) / 1000, worked() - at])
    ;[at, clock] = [worked(), performance.now()]
  })
  const longest = works.toSorted(([, a], [, b]) => b - a).slice(0, 3)
  return `All ${slugs.length} indicators built anew: ${(worked() - began).toFixed(1)} s of work, ${((performance.now() - wall) / 1000).toFixed(1)} s on the clock (goal: 60 s). The longest on the clock: ${longest.map(([slug, s, work]) => `${slug} ${s.toFixed(1)} s (${work.toFixed(1)} s of work)`).join(', ')} (goal: 2 s).`
}

const WORKS: Readonly<Record<string, (product: Product) => Promise<string>>> = { fill, rebuild }

const asked = WORKS[work]
if (!asked) throw new Error(`« ${work} » is not one of: ${Object.keys(WORKS).join(', ')}`)
const product = await started(folder)
try {
  process.stdout.write(await asked(product))
} finally {
  await product.close()
}
