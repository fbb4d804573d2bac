/** Sixteen readers in a process of their own, each asking again as soon as it is answered. Addresses are asked in turn, in a coding (`gzip`, or `identity` for none). Prints answers a second. */
import { connect } from 'node:net'

const [count = '0', coding = 'identity', ...addresses] = process.argv.slice(2)
const { hostname, port } = new URL(addresses[0] ?? '')
const questions = addresses.map((address) => {
  const { pathname, search } = new URL(address)
  return `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}\r\naccept-encoding: ${coding}\r\n\r\n`
})
let left = Number(count)

const reader = () =>
  new Promise<void>((done, fail) => {
    const socket = connect(Number(port), hostname)
    let waited = 0
    const ask = () => {
      if (left <= 0) return socket.end(done)
      left -= 1
      socket.write(questions[left % questions.length] ?? '')
    }
    socket.on('connect', ask).on('error', fail)
    socket.on('data', (bytes) => {
      if (waited === 0) {
        const head = bytes.indexOf('\r\n\r\n')
        const said = bytes.toString('latin1', 0, head)
        const length = /\r\ncontent-length: (\d+)/i.exec(said)
        if (!said.startsWith('HTTP/1.1 200') || !length) return fail(new Error(said.split('\r\n')[0]))
        waited = head + 4 + Number(length[1])
      }
      waited -= bytes.length
      if (waited <= 0) ask()
    })
  })

const began = performance.now()
await Promise.all(Array.from({ length: 16 }, reader))
process.stdout.write(String(Number(count) / ((performance.now() - began) / 1000)))
