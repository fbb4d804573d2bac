import { count } from '../../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Select, type Site, TextField } from '../../../../web/index.ts'
import type { FoundCatalogue } from '../find-catalogue.ts'
import { CATALOGUE_WORDS } from '../list-catalogue.ts'

/** Fields of the form by their names, as they were typed; those left out are empty. */
export type TypedPortal = Readonly<Record<string, string>>

export interface PortalFormPageProps {
  readonly site: Site
  /** The portal that is changed; null for a new one. */
  readonly before: { readonly id: string; readonly title: string } | null
  readonly typed: TypedPortal
  readonly errors: Readonly<Record<string, string>>
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
  /** What was read at the address, when it was only tried. */
  readonly found: FoundCatalogue | null
}

/** The form of a portal: its address, its name, who answers for it. */
export const PortalFormPage = ({ site, before, typed, errors, organisations, found }: PortalFormPageProps) => {
  const title = before ? `Modifier « ${before.title} »` : 'Ajouter un portail'
  const wrong = Object.keys(errors).length > 0
  return (
    <Page site={site} title={wrong ? `Erreur – ${title}` : title} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/sources', 'Sources'],
          ['/atelier/sources/portails', 'Portails'],
          ...(before ? ([[`/atelier/sources/portails/${before.id}`, before.title]] as const) : []),
        ]}
        here={before ? 'Modifier' : 'Ajouter un portail'}
      />
      <h1>{title}</h1>
      {!before && !wrong && !found && (
        <p class="lead">
          Une commune, une intercommunalité ou un autre organisme publie déjà des données ailleurs ? Donnez l’adresse de
          son portail : son catalogue sera lu, puis vous choisirez quoi reprendre. Rien n’est publié avant.
        </p>
      )}
      {wrong && (
        <Notice kind="bad" role="alert">
          <p>{errors.general ?? 'Rien n’est enregistré : corrigez ce qui est signalé ci-dessous, puis recommencez.'}</p>
        </Notice>
      )}
      {found && <Found found={found} />}
      <form method="post" action={`/atelier/sources/portails/${before ? `${before.id}/modifier` : 'nouveau'}`}>
        <TextField
          name="adresse"
          label="Adresse"
          hint="La page d’accueil du portail, ou l’adresse de son catalogue. Exemple : https://data.ville.fr"
          value={typed.adresse}
          error={errors.adresse}
          autocomplete="url"
          required
        />
        <TextField
          name="nom"
          label="Nom"
          hint="Il est montré dans l’atelier, et au public comme origine des jeux. Exemple : Données de la ville de Joigny"
          value={typed.nom}
          error={errors.nom}
          required
        />
        <Select
          name="organisation"
          label="Organisation qui tient ce portail"
          hint="Elle est donnée comme producteur des jeux dont le catalogue ne dit pas le producteur."
          value={typed.organisation}
          error={errors.organisation}
          options={[['', 'Une autre : je donne son nom'], ...organisations.map(({ id, name }) => [id, name] as const)]}
        />
        <TextField
          name="nouvelle"
          label="Nom de l’organisation, si elle n’est pas dans la liste"
          value={typed.nouvelle}
          error={errors.nouvelle}
        />
        <details class="plain" open={Boolean(typed.type)}>
          <summary>Vous connaissez le type de ce portail ?</summary>
          <Select
            name="type"
            label="Type de portail"
            hint="Si vous ne savez pas, laissez chercher : les adresses habituelles sont essayées l’une après l’autre."
            value={typed.type}
            options={[['', 'Le trouver d’après l’adresse'], ...Object.entries(CATALOGUE_WORDS)]}
          />
        </details>
        <p class="acts">
          <button type="submit" name="acte" value="enregistrer">
            {before ? 'Enregistrer' : 'Ajouter le portail'}
          </button>
          <button type="submit" name="acte" value="essayer" class="quiet" formnovalidate>
            Essayer sans rien garder
          </button>
        </p>
      </form>
    </Page>
  )
}

/** Titles shown of a catalogue that was tried. */
const SHOWN = 5

const Found = ({ found: { catalogue, titles, whole } }: { readonly found: FoundCatalogue }) => (
  <Notice kind="good" role="status">
    <p>
      Trouvé : {CATALOGUE_WORDS[catalogue.kind]}, {whole ? '' : 'au moins '}
      {count(titles.length, 'jeu', 'jeux')}
      {titles.length > SHOWN ? ', dont :' : ' :'}
    </p>
    <ul>
      {titles.slice(0, SHOWN).map((title) => (
        <li>{title}</li>
      ))}
    </ul>
    <p>Rien n’est encore enregistré.</p>
  </Notice>
)
