import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { communesSource } from '../../../../test/harvest-office.ts'
import { quickTime } from '../../../../test/replay-server.ts'
import { withinReach } from '../within-reach.ts'
import { folderNetwork, MANIFEST } from './folder-network.disk.ts'
import { reachNetwork } from './reach-network.ts'

test('a folder that cannot be read is told once, with what to do, and no source is blamed for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-dossier-'))
  const network = folderNetwork(folder)
  const reachable = withinReach(network, quickTime())
  const holds = (text: string) => writeFile(join(folder, MANIFEST), text)
  const wrong: readonly (readonly [text: string | null, words: RegExp])[] = [
    [null, /n’a pas de « manifest\.json » : faites-le avec « icauna harvest pack »/],
    ['{"answers": {"https://exemple.fr/', /est coupé, ou n’est pas du JSON : refaites-le/],
    ['{"reponses": {}}', /n’a pas la forme d’une liste d’adresses et de fichiers/],
    ['{"answers": {"https://exemple.fr/a.csv": {"fichier": "a.csv"}}}', /à « \/answers\/https:.*a\.csv »/],
  ]
  try {
    for (const [text, words] of wrong) {
      if (text !== null) await holds(text)
      assert.match((await network.trouble?.()) ?? '', words)
      assert.deepEqual(await reachable([communesSource()]), [])
      assert.equal(await reachNetwork(network), false)
      await assert.rejects(network.get({ url: 'https://exemple.fr/a.csv' }), words)
    }
    await holds('{"answers": {"https://exemple.fr/revenus.csv": {"file": "a.csv"}}}')
    assert.equal(await network.trouble?.(), null)
    assert.equal(await reachNetwork(network), true)
    assert.equal((await reachable([communesSource()])).length, 1, 'a file that is missing is told by its source')
    await assert.rejects(
      network.get({ url: 'https://exemple.fr/revenus.csv' }),
      /« a\.csv », qui répond pour https:\/\/exemple\.fr\/revenus\.csv, n’est pas dans le dossier/,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
