import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { diskBlobs } from '../catalog/blob-store.disk.ts'
import { folderNetwork, MANIFEST } from './network/folder-network.disk.ts'
import { receiveFile } from './receive-file.ts'
import { duckdbPart } from './take-part.duckdb.ts'

const URL = 'https://producteur.example/national.csv'
const CSV = `code;nom;departement\n89024;Auxerre;89\n58194;Nevers;58\n89206;Joigny;89\n${'21231;Dijon;21\n'.repeat(400)}`
const LATIN = Buffer.from(CSV.replace('Nevers', 'Décize'), 'latin1')
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'icauna-partie-'))
})
after(() => rm(folder, { recursive: true, force: true }))

/** What is kept of a file that a folder holds under this name. */
const kept = async (file: string, content: string | Buffer): Promise<string> => {
  const own = await mkdtemp(join(folder, 'essai-'))
  await writeFile(join(own, file), content)
  await writeFile(join(own, MANIFEST), JSON.stringify({ answers: { [URL]: { file } } }))
  await mkdir(join(own, 'travail'))
  const blobs = diskBlobs(join(own, 'fichiers'))
  const takePart = duckdbPart(
    blobs,
    async (work) => work(join(own, 'travail')),
    () => Promise.reject(new Error('no archive here')),
  )
  const receive = receiveFile({ blobs, takePart, maxUpload: 1e6 })
  const network = folderNetwork(own)
  const { received } = await receive(
    { url: URL, name: 'national.csv', edition: '2026' },
    { filter: { column: '^departement$', equals: '89' } },
    undefined,
    async (asked, take) => take(await network.get(asked)),
  )
  return readFile(await blobs.localPath(received.original.sha256), 'utf8')
}

test('a file of the folder is read where it lies, or brought first: what is kept is the same', async () => {
  const wanted = 'code;nom;departement\n89024;Auxerre;89\n89206;Joigny;89\n'
  for (const file of ['national.csv', 'national [2026].csv', 'national.donnees'])
    assert.equal(await kept(file, CSV), wanted, file)
  assert.equal(await kept('national.csv', LATIN), wanted)
})

test('a web page, an empty file and one too large are refused, wherever they lie', async () => {
  await assert.rejects(kept('national.csv', '<!doctype html><html><body>Bientôt</body></html>'), /page web/)
  await assert.rejects(kept('national.csv', ''), /rien envoyé/)
  await assert.rejects(kept('national.csv', CSV.repeat(300)), /trop grand/)
})

test('the columns are those of the whole, however its first lines are cut', async () => {
  const wide = Array.from({ length: 600 }, (_, n) => `${'Intitulé très long '.repeat(6)}${n}`).join(';')
  const row = (departement: string) => `${departement}${';1'.repeat(600)}`
  const header = await kept('national.csv', `departement;${wide}\n${row('89')}\n${row('58')}\n`)
  assert.equal(header, `departement;${wide}\n${row('89')}\n`)

  const told = `"${'Une ligne\n'.repeat(9_000)}"`
  const cut = await kept('national.csv', `code;note;departement\n89024;${told};89\n58194;${told};58\n89206;rien;89\n`)
  assert.equal(cut, `code;note;departement\n89024;${told};89\n89206;rien;89\n`)
})
