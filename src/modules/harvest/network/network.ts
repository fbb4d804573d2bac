/** What a question carries beside its address. */
export interface Posted {
  readonly text: string
  readonly mediaType: string
}

/** One question to a producer's machine. */
export interface Asked {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** A question too long for an address, which is then asked by POST. */
  readonly body?: Posted | undefined
  readonly signal?: AbortSignal | undefined
}

/** What came back, redirects followed. The body is read at most once; leaving it half read closes the connection. */
export interface Answered {
  readonly status: number
  /** The address that answered in the end. */
  readonly url: string
  readonly header: (name: string) => string | null
  readonly body: AsyncIterable<Uint8Array>
  /** The file of this machine that the body is read from, when there is one: it may be read there rather. */
  readonly at?: string
}

/**
 * Where producers' files come from: the internet, or a folder that stands for it. One exchange, no second try. Throws
 * `unavailable` when nobody answers and another try may help, `forbidden` when the address may not be reached at all.
 */
export interface Network {
  readonly kind: 'internet' | 'folder'
  readonly get: (asked: Asked) => Promise<Answered>
  /** What changes whenever a folder may answer otherwise; absent for the internet. */
  readonly revision?: () => Promise<string>
  /** Why a folder answers nothing at all, in French, and what to do; null when it does. Absent for the internet. */
  readonly trouble?: () => Promise<string | null>
}

/** Time as the harvest needs it: `wait` ends after that many milliseconds, or fails at once on `signal`. */
export interface Time {
  readonly now: () => Date
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}
