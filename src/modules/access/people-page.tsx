import { Breadcrumb, Notice, Page, Select, type Site, Table, TextField } from '../../web/index.ts'
import { ROLES } from './person.ts'
import type { Account } from './ports.ts'

/** Everyone who has an account, and a form for the next one. */
export const PeoplePage = (p: {
  readonly site: Site
  readonly people: readonly Account[]
  readonly organisations: readonly (readonly [string, string])[]
  readonly added: { readonly email: string; readonly password: string } | null
  readonly errors: Readonly<Record<string, string>>
  readonly typed: Readonly<Record<string, string>>
}) => (
  <Page site={p.site} title="Personnes" here="atelier">
    <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Personnes" />
    <h1>Personnes</h1>
    {p.added && (
      <Notice kind="good" role="status">
        <p>
          Mot de passe pour {p.added.email}, à transmettre une seule fois : <code>{p.added.password}</code>. Son
          titulaire en choisit un autre à sa prochaine connexion.
        </p>
      </Notice>
    )}
    <Table caption="Comptes du portail">
      <thead>
        <tr>
          {['Nom', 'Adresse', 'Rôle', 'État', 'Changer'].map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {p.people.map((a) => (
          <tr>
            <th scope="row">{a.name}</th>
            <td>{a.email}</td>
            <td>{ROLES[a.role]}</td>
            <td>{a.disabled ? 'fermé' : a.mustChange ? 'mot de passe à choisir' : 'actif'}</td>
            <td>
              <ChangeForms account={a} organisations={p.organisations} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
    <h2>Ajouter une personne</h2>
    {p.errors.general && (
      <Notice kind="bad" role="alert">
        <p>{p.errors.general}</p>
      </Notice>
    )}
    <form method="post" action="/atelier/personnes">
      <TextField name="name" label="Nom" value={p.typed.name} error={p.errors.name} required />
      <TextField name="email" label="Adresse électronique" value={p.typed.email} error={p.errors.email} required />
      <Select
        name="role"
        label="Rôle"
        value={p.typed.role ?? 'contributor'}
        options={Object.entries(ROLES)}
        hint="Un contributeur dépose pour son organisation ; un éditeur publie ; un lecteur voit les brouillons."
      />
      <Select
        name="organisation"
        label="Organisation"
        value={p.typed.organisation ?? ''}
        options={[['', 'Aucune'], ...p.organisations]}
        error={p.errors.organisation}
      />
      <button type="submit">Créer le compte</button>
    </form>
  </Page>
)

const ChangeForms = ({
  account: a,
  organisations,
}: {
  readonly account: Account
  readonly organisations: readonly (readonly [string, string])[]
}) => (
  <>
    <form method="post" action={`/atelier/personnes/${a.id}`}>
      <label class="hidden" for={`role-${a.id}`}>
        Rôle de {a.name}
      </label>
      <select id={`role-${a.id}`} name="role">
        {Object.entries(ROLES).map(([role, label]) => (
          <option value={role} selected={role === a.role}>
            {label}
          </option>
        ))}
      </select>{' '}
      <label class="hidden" for={`organisation-${a.id}`}>
        Organisation de {a.name}
      </label>
      <select id={`organisation-${a.id}`} name="organisation">
        {[['', 'Aucune organisation'] as const, ...organisations].map(([id, name]) => (
          <option value={id} selected={id === (a.organisation ?? '')}>
            {name}
          </option>
        ))}
      </select>{' '}
      <label>
        <input type="checkbox" name="disabled" value="1" checked={a.disabled} /> Compte fermé
      </label>{' '}
      <button type="submit" class="quiet">
        Enregistrer<span class="hidden"> {a.name}</span>
      </button>
    </form>
    <form method="post" action={`/atelier/personnes/${a.id}/mot-de-passe`}>
      <button type="submit" class="quiet">
        Nouveau mot de passe<span class="hidden"> pour {a.name}</span>
      </button>
    </form>
  </>
)
