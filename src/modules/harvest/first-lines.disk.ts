import { open, writeFile } from 'node:fs/promises'

/** Enough for the header of any national file and some rows, little enough to be read in no time. */
const READ = 64 * 1024
const END_OF_LINE = 10

/** Writes the first whole lines of a text file to another; says false, and writes nothing, where no line ends in its first 64 kB. */
export const firstLinesOf = async (path: string, target: string): Promise<boolean> => {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(READ)
    const { bytesRead } = await file.read(bytes, 0, READ, 0)
    const end = bytes.subarray(0, bytesRead).lastIndexOf(END_OF_LINE)
    if (end < 0) return false
    await writeFile(target, bytes.subarray(0, end + 1))
    return true
  } finally {
    await file.close()
  }
}
