import { DomainError } from '../../kernel/errors.ts'

/** How long one question may take. */
export interface Limits {
  readonly milliseconds: number
}

/** Runs `work` with a signal that fires when the caller's does or when time is out; too slow, or too much for its memory, is told as such. */
export const bounded = async <T>(
  limits: Limits,
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> => {
  // One controller and one timer: `AbortSignal.any` and `timeout` cost more than many an answer.
  const controller = new AbortController()
  const gone = () => controller.abort(signal?.reason)
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort(new DOMException('Trop long.', 'TimeoutError'))
  }, limits.milliseconds)
  signal?.addEventListener('abort', gone)
  if (signal?.aborted) gone()
  try {
    return await work(controller.signal)
  } catch (error) {
    if (late && !signal?.aborted)
      throw new DomainError(
        {
          kind: 'too-slow',
          detail: 'Cette question prend trop de temps : ajoutez un filtre, ou téléchargez le fichier entier.',
        },
        { cause: error },
      )
    if (error instanceof Error && /^Out of Memory Error/.test(error.message))
      throw new DomainError(
        {
          kind: 'too-slow',
          detail: 'Cette question demande trop de mémoire : ajoutez un filtre, ou demandez moins de colonnes.',
        },
        { cause: error },
      )
    throw error
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', gone)
  }
}
