import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The script of the element that other sites use, alone in its scope, minified in memory. */
export const cardScript = async (): Promise<Buffer> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./element/carte.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2022', 'safari16'],
    logLevel: 'silent',
  })
  const [file] = outputFiles
  if (!file) throw new Error('Le script des cartes n’a pas été produit.')
  return Buffer.from(file.contents)
}
