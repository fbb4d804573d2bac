/** The thirteen themes of the EU vocabulary « data-theme ». */
export interface Theme {
  readonly code: string
  readonly label: string
  readonly uri: string
}

const LABELS: Readonly<Record<string, string>> = {
  AGRI: 'Agriculture, pêche, forêt et alimentation',
  ECON: 'Économie et finances',
  EDUC: 'Éducation, culture et sport',
  ENER: 'Énergie',
  ENVI: 'Environnement',
  GOVE: 'Gouvernement et secteur public',
  HEAL: 'Santé',
  INTR: 'Questions internationales',
  JUST: 'Justice et sécurité publique',
  REGI: 'Régions et villes',
  SOCI: 'Population et société',
  TECH: 'Science et technologie',
  TRAN: 'Transports',
}

export const THEMES: readonly Theme[] = Object.entries(LABELS).map(([code, label]) => ({
  code,
  label,
  uri: `http://publications.europa.eu/resource/authority/data-theme/${code}`,
}))

export const themeOf = (code: string | null): Theme | undefined => THEMES.find((theme) => theme.code === code)
