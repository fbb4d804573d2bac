import { readFile } from 'node:fs/promises'
import { type HomeChoice, readHomeChoice } from './home-choice.ts'

/** The choice that comes with the portal (`indicators/places/home.json`). */
export const shippedHome = async (
  file = new URL('../../../indicators/places/home.json', import.meta.url).pathname,
): Promise<HomeChoice> => readHomeChoice(JSON.parse(await readFile(file, 'utf8')))
