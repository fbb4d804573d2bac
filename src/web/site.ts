/** What every page knows of the portal it belongs to. Made once at start. */
export interface Site {
  /** `Icauna` */
  readonly name: string
  /** `Yonne`: the portal's own territory. */
  readonly territory: string
  /** `de l’Yonne` */
  readonly ofTerritory: string
  /** `departement:89` */
  readonly territoryId: string
  /** No trailing slash. */
  readonly publicUrl: string
  /** Hashed address of a built asset: `styles.css`, `islands/suggest.js`… */
  readonly asset: (name: string) => string
}
