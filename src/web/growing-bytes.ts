const FIRST_ROOM = 512 * 1024
/** A larger room is not kept for the next text. */
const MOST_SPARED = 4 * 1024 * 1024
/** The most that one sign of a string takes in UTF-8. */
const MOST_BYTES = 3

/** The room of the text ended last, for the next; nobody's while a text is written, as another may be written within it. */
let spare: Buffer | null = null

/** The UTF-8 bytes of a long text that is written piece by piece: each piece becomes bytes while it is at hand. */
export class GrowingBytes {
  #room: Buffer
  #length = 0

  constructor() {
    this.#room = spare ?? Buffer.allocUnsafeSlow(FIRST_ROOM)
    spare = null
  }

  add(text: string): void {
    const wanted = this.#length + text.length * MOST_BYTES
    if (wanted > this.#room.length) {
      const larger = Buffer.allocUnsafeSlow(2 * wanted)
      this.#room.copy(larger, 0, 0, this.#length)
      this.#room = larger
    }
    this.#length += this.#room.write(text, this.#length)
  }

  /** All that was added, and the end of it: nothing may be added after. */
  end(): Buffer {
    const all = Buffer.from(this.#room.subarray(0, this.#length))
    if (this.#room.length <= MOST_SPARED) spare = this.#room
    this.#room = NONE
    return all
  }
}

const NONE = Buffer.alloc(0)
