import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compose } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { openChromium } from '../test/e2e/chromium.ts'

// Draws the images of the README from a portal as a newcomer starts it, in a folder of its own.
const folder = await mkdtemp(join(tmpdir(), 'icauna-images-'))
await chmod(folder, 0o711)
const product = await compose(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error', RATE_LIMIT: '0' }))
try {
  await product.prepare()
  await product.complete()
  const url = await product.server.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openChromium()
  const page = await browser.newPage({ viewport: { width: 1200, height: 860 }, colorScheme: 'light' })
  for (const [path, name] of [
    ['/', 'accueil'],
    ['/territoires/communes/89024-auxerre', 'commune'],
  ] as const) {
    await page.goto(url + path)
    await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url)) })
    process.stdout.write(`docs/images/${name}.png\n`)
  }
  await browser.close()
} finally {
  await product.close()
  await rm(folder, { recursive: true, force: true })
}
