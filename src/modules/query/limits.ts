import { DomainError } from '../../kernel/errors.ts'

/** How long one question may take. */
export interface Limits {
  readonly milliseconds: number
}

/** Runs `work` with a signal that fires when the caller's does or when time is out; too slow is told as such. */
export const bounded = async <T>(
  limits: Limits,
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> => {
  const time = AbortSignal.timeout(limits.milliseconds)
  const stop = signal ? AbortSignal.any([signal, time]) : time
  try {
    return await work(stop)
  } catch (error) {
    if (time.aborted && !signal?.aborted)
      throw new DomainError(
        {
          kind: 'too-slow',
          detail: 'Cette question prend trop de temps : ajoutez un filtre, ou téléchargez le fichier entier.',
        },
        { cause: error },
      )
    throw error
  }
}
