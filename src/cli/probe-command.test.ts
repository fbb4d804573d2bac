import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { communesSource } from '../../test/harvest-office.ts'
import type { Probed } from '../modules/harvest/index.ts'
import type { CommandInput } from './command.ts'
import { probeCommand } from './probe-command.ts'

const same: Probed = {
  ...{ source: 'revenus', title: 'Revenus', host: 'exemple.fr', verdict: 'same', sentence: 'Le fichier est là.' },
  ...{ advice: '', file: 'a.csv', edition: null, url: null, fields: ['a'], missing: [], requests: 1 },
}
const changed: Probed = { ...same, verdict: 'changed', sentence: 'Il a changé.', advice: 'Corrigez-le.' }

test('a probe writes its report twice, for people and for machines, and its code tells whether to look', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-rapport-'))
  const said: string[] = []
  const run = async (answer: Probed | null, trouble: string | null = null) => {
    const harvest = {
      trouble: async () => trouble,
      sources: async () => [communesSource()],
      reachable: async (sources: unknown) => sources,
      probe: async (_: unknown, onDone: (one: Probed) => void) => {
        if (answer) onDone(answer)
        return answer && [answer]
      },
    }
    const product = async () => ({ harvest, folder }) as never
    const input = {
      words: [],
      options: { rapport: folder },
      product,
      print: () => undefined,
      progress: () => undefined,
    }
    return probeCommand.run({ ...input, say: (text: string) => said.push(text) } as unknown as CommandInput)
  }
  try {
    assert.equal(await run(same), 0)
    assert.deepEqual(said, [])
    assert.equal(await run(changed), 1)
    assert.deepEqual(said.splice(0), ['revenus : Il a changé. Corrigez-le.'])
    const day = new Date().toISOString().slice(0, 10)
    assert.match(await readFile(join(folder, `sonde-${day}.md`), 'utf8'), /\*\*À faire :\*\* Corrigez-le\./)
    const kept = JSON.parse(await readFile(join(folder, `sonde-${day}.json`), 'utf8'))
    assert.deepEqual(kept.sources, [changed])
    assert.equal(await run(null), 1)
    assert.match(said.splice(0)[0] ?? '', /n’a pas accès à internet/)
    assert.equal(await run(same, 'Le dossier ne se lit pas.'), 1)
    assert.deepEqual(said, ['Le dossier ne se lit pas.'])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
