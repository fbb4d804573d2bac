import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isAboutThings } from './about-things.ts'
import { readDefinition } from './definition.ts'

test('an indicator counts what its name begins with or its unit, and is about the other things it names', () => {
  const about = (slug: string, typed: string) =>
    isAboutThings(readDefinition(JSON.parse(readFileSync(`indicators/${slug}.json`, 'utf8'))), typed)
  for (const [slug, typed] of [
    ['entrees-musees', 'musées'],
    ['entrees-musees', 'musee'],
    ['eleves-ecoles', 'écoles'],
    ['menages-avec-voiture', 'voitures'],
    ['ips-colleges', 'collège'],
  ] as const)
    assert.ok(about(slug, typed), `${slug} ${typed}`)
  for (const [slug, typed] of [
    ['entrees-musees', 'entrées'],
    ['entrees-musees', 'visiteurs'],
    ['colleges', 'collèges'],
    ['population', 'habitants'],
    ['taux-chomage', 'chômage'],
    ['dentistes', 'dentistes'],
    ['emploi-industrie', 'salariés'],
  ] as const)
    assert.ok(!about(slug, typed), `${slug} ${typed}`)
})
