/**
 * Starts a program of the product. Its many small files, and those of the schema library, are joined into one, kept until one
 * of them changes: Node takes seconds to find and read them one by one.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const home = dirname(dirname(fileURLToPath(import.meta.url)))
const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))

/** Runs a file (`src/main.ts`) as if it had been imported where it lies. */
export const run = async (entry) => {
  const kept = await keptProgram(entry).catch(() => null)
  if (kept) {
    process.setSourceMapsEnabled(true)
    return import(pathToFileURL(kept).href)
  }
  // Where nothing may be kept (a folder of another owner, a full disk), files are read one by one.
  const { register } = await import('tsx/esm/api')
  register()
  return import(pathToFileURL(join(home, entry)).href)
}

/** The path of the joined program, made again when a file of it changed. */
const keptProgram = async (entry) => {
  const folder = join(home, 'node_modules', '.cache', 'icauna')
  const name = entry.replaceAll('/', '-')
  const path = join(folder, `${name}.${stateOf(entry)}.mjs`)
  if (existsSync(path)) return path
  const { outputFiles } = await joined(entry)
  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder)) if (old.startsWith(`${name}.`)) rmSync(join(folder, old), { force: true })
  writeFileSync(`${path}.${process.pid}`, outputFiles[0].contents)
  renameSync(`${path}.${process.pid}`, path)
  return path
}

/** Changes with any file of the program, or of what it is made with. */
const stateOf = (entry) => {
  const folders = [...new Set(['src', entry.split('/')[0]])]
  const files = folders.flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true }).map((file) => join(folder, file)),
  )
  const marks = ['package.json', 'package-lock.json', 'bin/run.js', ...files.sort()].map((file) => {
    const { size, mtimeMs } = statSync(join(home, file))
    return `${file} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update([home, entry, ...marks].join('\n')).digest('hex').slice(0, 16)
}

const joined = async (entry) => {
  const { build } = await import('esbuild')
  return build({
    entryPoints: [join(home, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    sourcesContent: false,
    external: Object.keys(dependencies).filter((name) => name !== 'typebox'),
    plugins: [ownAddress],
    logLevel: 'error',
  })
}

/** Each file keeps its own `import.meta.url`: documents, migrations and threads are found from it. */
const ownAddress = {
  name: 'own-address',
  setup: (bundler) =>
    bundler.onLoad({ filter: /[\\/](src|bench)[\\/].*\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    })),
}
