/** Time is passed in: a test never waits and never guesses. */
export type Clock = () => Date

/** A fresh, unguessable identifier. */
export type NewId = () => string
