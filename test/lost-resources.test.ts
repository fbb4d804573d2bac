import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compose, type Product } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { make } from './make.ts'
import { databaseWithPlaces } from './postgres.ts'

const folderFor = () => mkdtemp(join(tmpdir(), 'icauna-perte-'))

/** A way to the database that can be cut and put back, at one address. */
const cuttable = async (url: string) => {
  const there = new URL(url)
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    const beyond = connect(Number(there.port || 5432), there.hostname)
    for (const end of [socket, beyond]) {
      open.add(end)
      end.on('error', () => undefined).on('close', () => open.delete(end))
    }
    socket.pipe(beyond).pipe(socket)
  })
  const back = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const port = await back(0)
  const cut = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  return { url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href, cut, restore: () => back(port) }
}

async function* bytes(text: string) {
  yield Buffer.from(text)
}

const deposit = async (product: Product, rows: number) => {
  const lines = Array.from({ length: rows }, (_, i) => `${i};Ligne ${i};${(i * 7919) % 10_007}\n`).join('')
  const received = await product.blobs.put(bytes(`numero;libelle;valeur\n${lines}`), 1e9)
  return { datasetId: 'jeu', original: { ...received, name: 'jeu.csv' }, actor: null, publish: true }
}

const pageAsked = { url: '/donnees', headers: { accept: 'text/html' } }
const rowsAsked = '/api/v1/datasets/jeu/rows?limit=1'

/** How many rows the version that readers get has, past the second during which answers are kept. */
const servedRows = async ({ datasets, versions, tables }: Product): Promise<number> => {
  const { versionId } = (await datasets.get('jeu')) ?? {}
  assert.ok(versionId && (await versions.get(versionId)))
  return tables.count(versionId, null)
}

test('a database that goes away is said in words, and the portal serves again when it is back', async () => {
  const folder = await folderFor()
  const { url, close } = await databaseWithPlaces()
  const way = await cuttable(url)
  const product = await compose(readConfig({ DATABASE_URL: way.url, DATA_DIR: folder, LOG_LEVEL: 'silent' }))
  try {
    await product.datasets.save(make.dataset())
    await product.ingest(await deposit(product, 10))
    assert.equal((await product.server.inject(pageAsked)).statusCode, 200)

    // Half way, the database goes: the version is built, and cannot be recorded.
    const request = await deposit(product, 20)
    let cut: Promise<void> | undefined
    const onProgress = (done: number) => {
      if (done > 0.5) cut ??= way.cut()
    }
    await assert.rejects(product.ingest(request, { onProgress }), /La base de données du portail ne répond pas/)
    await cut
    const page = await product.server.inject(pageAsked)
    assert.equal(page.statusCode, 503)
    assert.match(page.body, /La base de données du portail ne répond pas/)
    assert.equal(page.headers['retry-after'], '10')
    const api = await product.server.inject(rowsAsked)
    assert.equal(api.statusCode, 503)
    assert.equal(api.json().type, '/docs/erreurs#unavailable')
    assert.equal((await product.server.inject('/sante')).statusCode, 503)

    await way.restore()
    assert.equal((await product.server.inject(pageAsked)).statusCode, 200)
    assert.equal(await servedRows(product), 10)
    await product.ingest(request)
    assert.equal(await servedRows(product), 20)
  } finally {
    await product.close()
    await way.cut()
    await Promise.all([close(), rm(folder, { recursive: true, force: true })])
  }
})

/** A small disk of its own, where this process may make one. */
const smallDisk = (folder: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]).status === 0

test('a full disk is said in words, nothing of the file is kept, and the portal goes on once there is room', async (t) => {
  const folder = await folderFor()
  if (!smallDisk(folder)) {
    await rm(folder, { recursive: true })
    t.skip('aucun petit disque ne peut être monté ici')
    return
  }
  const { url, close } = await databaseWithPlaces()
  const product = await compose(readConfig({ DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' }))
  try {
    await product.datasets.save(make.dataset())
    await product.ingest(await deposit(product, 10))
    const request = await deposit(product, 50_000)
    const before = await filesIn(folder)
    const { bavail, bsize } = await statfs(folder)
    const ballast = join(folder, 'ballast')
    await writeFile(ballast, Buffer.alloc(bavail * bsize - 600_000))

    await assert.rejects(product.ingest(request), /Le disque du portail est plein/)
    await assert.rejects(deposit(product, 100_000), /Le disque du portail est plein/)
    assert.equal(await servedRows(product), 10)
    await rm(ballast)
    assert.deepEqual(await filesIn(folder), before)

    await product.ingest(request)
    assert.equal(await servedRows(product), 50_000)
  } finally {
    await product.close()
    await close()
    spawnSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  }
})

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
