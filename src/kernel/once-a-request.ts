import { AsyncLocalStorage } from 'node:async_hooks'

const asked = new AsyncLocalStorage<Map<object, Promise<unknown>>>()

/** Runs the answering of one reading request: what is asked `onceARequest` within it is asked once. */
export const asOneRequest = (work: () => void): void => asked.run(new Map(), work)

/** The same question, whose first answer holds until the request that asked it ends; outside a request, asked each time. */
export const onceARequest = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  const key = {}
  return () => {
    const answers = asked.getStore()
    const found = (answers?.get(key) as Promise<T> | undefined) ?? ask()
    answers?.set(key, found)
    return found
  }
}
