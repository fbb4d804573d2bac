import { readFile } from 'node:fs/promises'
import { type PlaceChoice, readChoice } from './place-choice.ts'

/** The choice that comes with the portal (`indicators/places/choice.json`). */
export const shippedChoice = async (
  file = new URL('../../../indicators/places/choice.json', import.meta.url).pathname,
): Promise<PlaceChoice> => readChoice(JSON.parse(await readFile(file, 'utf8')))
