import { Breadcrumb, Notice, Page, Select, type Site, TextArea, TextField } from '../../../web/index.ts'
import {
  type Dataset,
  FREQUENCIES,
  LICENCES,
  ORGANISATION_TYPES,
  type Organisation,
  THEMES,
} from '../../catalog/index.ts'

export interface CardPageProps {
  readonly site: Site
  readonly dataset: Dataset
  /** What the fields hold, and the print of the card that they were shown over. */
  readonly typed: Readonly<Record<string, string>>
  /** The card as someone else saved it since the form was opened, to read beside what was typed. */
  readonly saved?: Readonly<Record<string, string>> | null
  readonly organisations: readonly Organisation[]
  readonly errors: Readonly<Record<string, string>>
}

/** The card of a dataset: what one must say to publish, then what helps to find and trust it. */
export const CardPage = (p: CardPageProps) => {
  const field = (name: string, told = (value: string) => value) => ({
    ...{ name, value: p.typed[name] ?? '' },
    error: p.errors[name] ?? savedInWords(p, name, told),
  })
  const choice = (name: string, options: readonly (readonly [value: string, label: string])[]) => ({
    ...field(name, (value) => options.find(([one]) => one === value)?.[1] ?? value),
    options,
  })
  return (
    <Page site={p.site} title={Object.keys(p.errors).length > 0 ? 'Erreur – Fiche' : 'Fiche'} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          [`/atelier/jeux/${p.dataset.id}`, p.dataset.title],
        ]}
        here="Fiche"
      />
      <h1>La fiche</h1>
      {Object.keys(p.errors).length > 0 && (
        <Notice kind="bad" role="alert">
          <p>{p.errors.general ?? 'Corrigez les champs signalés : rien de ce que vous avez écrit n’est perdu.'}</p>
          {p.saved && (
            <p>
              Ce que vous avez écrit est toujours là. Sous chaque champ où la fiche enregistrée dit autre chose, vous
              lisez ce qu’elle dit. Reprenez-en ce qu’il faut, puis enregistrez : votre texte la remplacera.
            </p>
          )}
        </Notice>
      )}
      <form method="post" action={`/atelier/jeux/${p.dataset.id}/fiche`}>
        <input type="hidden" name="fiche" value={p.typed.fiche ?? ''} />
        <TextField {...field('title')} label="Titre" required />
        <TextArea
          {...field('description')}
          label="Description"
          hint="Ce que les données disent, et ce qu’elles ne disent pas. Markdown accepté."
        />
        <Select
          {...choice('producer', [['', 'À choisir'], ...p.organisations.map((o) => [o.id, o.name] as const)])}
          label="Producteur"
          hint="Nécessaire pour publier."
        />
        <Select
          {...choice('licence', [['', 'À choisir'], ...LICENCES.map((l) => [l.id, l.title] as const)])}
          label="Licence"
          hint="Nécessaire pour publier. La Licence Ouverte convient presque toujours."
        />
        <Select
          {...choice('theme', [['', 'À choisir'], ...THEMES.map((t) => [t.code, t.label] as const)])}
          label="Thème"
        />
        <TextField
          {...field('localThemes')}
          label="Thèmes locaux"
          hint="Les vôtres, séparés par des virgules : « Collèges, Puisaye ». Ils se choisissent à côté des thèmes européens."
        />
        <TextField {...field('keywords')} label="Mots-clés" hint="Séparés par des virgules." />
        <Select {...choice('frequency', Object.entries(FREQUENCIES))} label="Mise à jour" />
        <TextField {...field('temporalStart')} label="Début de la période" hint="AAAA-MM-JJ" />
        <TextField {...field('temporalEnd')} label="Fin de la période" hint="AAAA-MM-JJ" />
        <TextField
          {...field('territory')}
          label="Territoire couvert"
          hint="Un nom, un code postal ou un code officiel : « Auxerre », « Yonne », « 200067114 »."
        />
        <TextField {...field('contact')} label="Contact public" hint="Un service plutôt qu’une personne." />
        <TextArea {...field('provenance')} label="Provenance" hint="Comment ces données ont été obtenues." />
        <TextField {...field('sourceUrl')} label="Page d’origine" hint="https://…" />
        <TextField
          {...field('legalBasis')}
          label="Base légale"
          hint="Le texte qui demande cette publication, s’il y en a un."
        />
        <button type="submit">Enregistrer la fiche</button>
      </form>
    </Page>
  )
}

/** What the card saved meanwhile says of a field, when it is not what was typed. */
const savedInWords = (
  { saved, typed }: CardPageProps,
  name: string,
  told: (value: string) => string,
): string | undefined => {
  const [now, mine] = [saved?.[name] ?? '', typed[name] ?? ''].map((text) => text.replaceAll('\r\n', '\n').trim())
  if (!saved || now === undefined || now === mine) return undefined
  return now === '' ? 'Vide dans la fiche enregistrée.' : `Dans la fiche enregistrée : ${told(now)}`
}

/** Organisations, and a form for one more. */
export const OrganisationsEditPage = (p: {
  readonly site: Site
  readonly organisations: readonly (Organisation & { readonly datasets: number })[]
  readonly typed: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}) => {
  const field = (name: string) => ({ name, value: p.typed[name] ?? '', error: p.errors[name] })
  return (
    <Page
      site={p.site}
      title={Object.keys(p.errors).length > 0 ? 'Erreur – Organisations' : 'Organisations'}
      here="atelier"
    >
      <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Organisations" />
      <h1>Organisations</h1>
      <ul>
        {p.organisations.map((o) => (
          <li>
            <a href={`/atelier/organisations?id=${encodeURIComponent(o.id)}`}>{o.name}</a> ({ORGANISATION_TYPES[o.type]}
            )
          </li>
        ))}
      </ul>
      <h2>{p.typed.id ? `Modifier ${p.typed.name ?? ''}` : 'Ajouter une organisation'}</h2>
      <form method="post" action="/atelier/organisations">
        <input type="hidden" name="id" value={p.typed.id ?? ''} />
        <TextField {...field('name')} label="Nom" required />
        <Select {...field('type')} label="Nature" options={Object.entries(ORGANISATION_TYPES)} />
        <TextField {...field('siren')} label="SIREN" hint="9 chiffres." />
        <TextField
          {...field('territory')}
          label="Territoire"
          hint="Un nom ou un code officiel : « Joigny », « 89206 »."
        />
        <TextField {...field('website')} label="Site" hint="https://…" />
        <TextArea {...field('description')} label="Présentation" />
        <button type="submit">Enregistrer</button>
      </form>
    </Page>
  )
}
