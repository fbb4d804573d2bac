import { agent, pace, read } from './measure.ts'

/** Reads the addresses that it is sent, one at a time, and tells how long each took: a reader who is not the server. Sent none, it tells the pace of the machine. */
process.on('message', (url: string) => {
  const measure = url === '' ? Promise.resolve().then(pace) : read(url)
  measure.then(
    (milliseconds) => process.send?.({ milliseconds }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => agent.destroy())
