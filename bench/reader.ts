import { agent, read } from './measure.ts'

/** Reads the addresses that it is sent, one at a time, and tells how long each took: a reader who is not the server. */
process.on('message', (url: string) => {
  read(url).then(
    (milliseconds) => process.send?.({ milliseconds }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => agent.destroy())
