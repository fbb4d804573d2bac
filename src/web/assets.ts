import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
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

/** Styles and islands, minified in memory at start, each under an address that changes with its content. */
export const buildAssets = async (): Promise<ReadonlyMap<string, Asset>> => {
  const islands = readdirSync(join(HERE, 'islands')).filter((file) => file.endsWith('.ts'))
  const result = await build({
    entryPoints: [join(HERE, 'styles/styles.css'), ...islands.map((file) => join(HERE, 'islands', file))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', 'safari16'],
    outdir: join(HERE, 'built'),
    logLevel: 'silent',
  })
  return new Map(
    result.outputFiles.map((file) => {
      const name = basename(file.path)
      const css = name.endsWith('.css')
      const hash = createHash('sha256').update(file.contents).digest('hex').slice(0, 10)
      const asset = {
        path: `/assets/${name.replace(/\.(css|js)$/, `.${hash}.$1`)}`,
        type: css ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
        body: Buffer.from(file.contents),
      }
      return [css ? name : `islands/${name}`, asset]
    }),
  )
}

/** Serves what `buildAssets` made; an address never changes its content, so browsers keep it a year. */
export const assetPages =
  (assets: ReadonlyMap<string, Asset>): FastifyPluginAsync =>
  async (app) => {
    for (const asset of assets.values())
      app.get(asset.path, { schema: { hide: true } }, (_request, reply) =>
        reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.body),
      )
  }
