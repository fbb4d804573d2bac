import type { Dataset, Frequency } from './dataset.ts'

/** What data.gouv.fr looks at, one point each. */
export interface Criterion {
  readonly met: boolean
  /** What it is, and what would meet it. */
  readonly label: string
  readonly advice: string
}

export interface DataGouvScore {
  readonly points: number
  readonly outOf: number
  readonly criteria: readonly Criterion[]
}

export interface ScoredFacts {
  readonly dataset: Dataset
  /** When rows last changed, and whether a box around what they cover is known; null without a file. */
  readonly file: { readonly at: string; readonly placed: boolean } | null
}

const DAY = 86_400_000
/** Days between two updates, where the frequency tells. */
const PERIODS: Readonly<Partial<Record<Frequency, number>>> = {
  DAILY: 1,
  WEEKLY: 7,
  MONTHLY: 31,
  QUARTERLY: 92,
  ANNUAL_2: 183,
  ANNUAL: 366,
  TRIENNIAL: 1097,
}
/** Descriptions are asked to be longer than this. */
const DESCRIBED = 100

/**
 * The quality score that data.gouv.fr would give a dataset once harvested (nine criteria, as udata computes them): known
 * before publication. Our files are always open, reachable and described, so those three points come with a file.
 */
export const dataGouvScore = ({ dataset, file }: ScoredFacts, today: Date): DataGouvScore => {
  const period = PERIODS[dataset.frequency]
  const inTime = file !== null && period !== undefined && today.getTime() <= Date.parse(file.at) + (period + 1) * DAY
  const hasFile = file !== null
  const criteria: readonly Criterion[] = [
    {
      met: dataset.description.trim().length > DESCRIBED,
      label: 'une description de plus de 100 caractères',
      advice: 'Dites ce que contient chaque ligne, d’où viennent les données et à quoi elles servent.',
    },
    {
      met: dataset.licence !== null,
      label: 'une licence',
      advice: 'Choisissez la licence : la Licence Ouverte convient presque toujours.',
    },
    {
      met: dataset.frequency !== 'UNKNOWN',
      label: 'la fréquence des mises à jour',
      advice: 'Dites tous les combien le fichier change.',
    },
    {
      met: inTime,
      label: 'une mise à jour à l’heure',
      advice:
        period === undefined
          ? 'Ce point ne s’obtient qu’avec une fréquence régulière (chaque mois, chaque année…).'
          : 'Déposez la nouvelle version : la dernière est plus ancienne que la fréquence annoncée.',
    },
    {
      met: dataset.temporalStart !== null || dataset.temporalEnd !== null,
      label: 'la période couverte',
      advice: 'Donnez le premier et le dernier jour que les données couvrent.',
    },
    {
      met: file?.placed === true,
      label: 'l’étendue géographique',
      advice:
        'Ce point vient des coordonnées des lignes, ou du contour du territoire de la fiche quand le portail le connaît : précisez le territoire.',
    },
    { met: hasFile, label: 'un format ouvert', advice: 'Déposez un fichier : nous l’offrons en CSV, JSON et Parquet.' },
    { met: hasFile, label: 'des fichiers accessibles', advice: 'Déposez un fichier.' },
    { met: hasFile, label: 'des fichiers décrits', advice: 'Déposez un fichier : nous décrivons chaque format.' },
  ]
  return { points: criteria.filter(({ met }) => met).length, outOf: criteria.length, criteria }
}
