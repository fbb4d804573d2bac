import { Worker } from 'node:worker_threads'

/**
 * Starts a TypeScript module in its own thread. Node 20 threads do not inherit the loader that reads TypeScript, so
 * the thread registers it before it imports `module`.
 */
export const startThread = (module: URL, data: unknown, memoryMb = 1024): Worker => {
  const boot = `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))}; register(); await import(${JSON.stringify(module.href)})`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(boot)}`), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
}
