import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { FastifyPluginAsync } from 'fastify'

export interface Asset {
  readonly path: string
  readonly type: string
  readonly body: Buffer
}

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** Files of libraries that an island fetches when it is asked to, served as they come. */
const LIBRARIES = ['maplibre-gl/dist/maplibre-gl.mjs', 'maplibre-gl/dist/maplibre-gl-worker.mjs']

/** Styles and islands, minified in memory at start, each under an address that changes with its content. */
export const buildAssets = async (): Promise<ReadonlyMap<string, Asset>> => {
  const islands = readdirSync(join(HERE, 'islands')).filter((file) => file.endsWith('.ts'))
  const result = await build({
    entryPoints: [
      join(HERE, 'styles/styles.css'),
      join(HERE, 'styles/live-map.css'),
      ...islands.map((file) => join(HERE, 'islands', file)),
    ],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', 'safari16'],
    outdir: join(HERE, 'built'),
    logLevel: 'silent',
  })
  const built = result.outputFiles.map(({ path, contents }) => {
    const name = basename(path)
    return [name.endsWith('.css') ? name : `islands/${name}`, assetOf(name, contents)] as const
  })
  const { resolve } = createRequire(import.meta.url)
  const libraries = LIBRARIES.map(
    (file) => [basename(file), assetOf(basename(file), readFileSync(resolve(file)))] as const,
  )
  return new Map([...built, ...libraries])
}

const assetOf = (name: string, contents: Uint8Array): Asset => {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10)
  return {
    path: `/assets/${name.replace(/\.(css|m?js)$/, `.${hash}.$1`)}`,
    type: `text/${name.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`,
    body: Buffer.from(contents),
  }
}

/** Serves what `buildAssets` made; an address never changes its content, so browsers keep it a year. */
export const assetPages =
  (assets: ReadonlyMap<string, Asset>): FastifyPluginAsync =>
  async (app) => {
    for (const asset of assets.values())
      app.get(asset.path, { schema: { hide: true }, config: { rateLimit: false } }, (_request, reply) =>
        reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.body),
      )
  }
