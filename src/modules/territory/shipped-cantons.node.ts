import { readFileSync } from 'node:fs'
import type { Canton } from './cantons.ts'

const FILE = new URL('../../../territories/france/cantons.csv', import.meta.url)

/** The cantons of France that the portal brings (`territories/france/cantons.csv`, written by `scripts/write-cantons.ts`); the file says its sources. */
export const shippedCantons = (): readonly Canton[] =>
  readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(1)
    .map((line): Canton => {
      const [code = '', name = '', liaison = '', communes = '', shares = '', certain = ''] = line.split(';')
      const departement = code.slice(0, -2)
      const codes = (ends: string) => (ends === '' ? [] : ends.split(' ').map((end) => `${departement}${end}`))
      return {
        ...{ code, name, departement, liaison: Number(liaison), certain: certain === '' },
        communes: codes(communes),
        shares: codes(shares),
      }
    })
