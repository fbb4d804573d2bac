import { type Answer, type Box, covers, type Feature, inView } from './answer.ts'
import { viewWords } from './words.ts'

interface LookingParts {
  /** Asks the rows of a box, or of everywhere, of the search in force. */
  readonly ask: (box: Box | null, signal: AbortSignal) => Promise<Answer>
  /** The box in view. */
  readonly view: () => Box
  /** What was answered for everywhere before the map was there. */
  readonly first: Answer
  /** Told of each answer that is to be drawn. */
  readonly onAnswer: (answer: Answer) => void
  /** Told when a question begins, and when none is waiting any more. */
  readonly onWait: (waiting: boolean) => void
  /** Told of a question that failed, and how to ask it again. */
  readonly onFailure: (again: () => void) => void
}

/** What is known of the rows while a reader moves over a map. */
export interface Looking {
  readonly answer: () => Answer
  /** The rows of the view, the nearest to its middle first; none when they are counted by square. */
  readonly rows: () => readonly Feature[]
  readonly words: () => string
  /** The box of nearly all the rows of the search. */
  readonly frame: () => Box | null
  /** Asks what is in view, unless what is known says it already: gives true when it does. */
  readonly look: () => boolean
  /** Asks for everywhere: the search changed. Gives true when the answer came and is the last one asked for. */
  readonly everywhere: () => Promise<boolean>
  readonly stop: () => void
}

/** Asks the rows in view as it changes: one question at a time, the last one wins, a failure is told and may be tried again. */
export const looking = ({ ask, view, first, onAnswer, onWait, onFailure }: LookingParts): Looking => {
  let [whole, answer] = [first, first]
  let made: Box | null = null
  let asking: AbortController | undefined
  const question = async (box: Box | null): Promise<boolean> => {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    onWait(true)
    try {
      const got = await ask(box, mine.signal)
      if (mine !== asking) return false
      ;[answer, made] = [got, box]
      if (box === null) whole = got
      onAnswer(got)
      return true
    } catch {
      if (mine === asking) onFailure(() => question(box))
      return false
    } finally {
      if (mine === asking) onWait(false)
    }
  }
  const rows = () => (answer.by === 'row' ? inView(answer.features, view()) : [])
  return {
    answer: () => answer,
    rows,
    words: () =>
      viewWords(
        answer.by,
        answer.by === 'row' ? rows().length : answer.total,
        whole.everywhere ?? { placed: 0, matching: 0 },
      ),
    frame: () => whole.frame,
    look() {
      const known = covers(answer, made, view())
      if (!known) question(view())
      return known
    },
    everywhere: () => question(null),
    stop() {
      asking?.abort()
      asking = undefined
    },
  }
}
