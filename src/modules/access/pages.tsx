import { formatDate } from '../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Pagination, Select, type Site, Table, TextField } from '../../web/index.ts'
import type { Role } from './person.ts'
import type { Account, AuditEntry } from './ports.ts'

/** Roles, in words. */
export const ROLES: Readonly<Record<Role, string>> = {
  administrator: 'Administrateur',
  editor: 'Éditeur',
  contributor: 'Contributeur',
  reader: 'Lecteur',
}

/** The door of the back office. */
export const SignInPage = (p: {
  readonly site: Site
  readonly email?: string
  readonly next: string
  readonly error?: string | undefined
}) => (
  <Page site={p.site} title={p.error ? 'Erreur – Connexion' : 'Connexion'}>
    <h1>Connexion des agents</h1>
    <p class="lead">Pour lire et télécharger les données, aucun compte n’est nécessaire.</p>
    {p.error && (
      <Notice kind="bad" role="alert">
        <p>{p.error}</p>
      </Notice>
    )}
    <form method="post" action="/connexion">
      <input type="hidden" name="vers" value={p.next} />
      <TextField name="email" label="Adresse électronique" value={p.email} autocomplete="username" required />
      <TextField
        name="password"
        label="Mot de passe"
        secret
        autocomplete="current-password"
        required
        error={p.error && 'Vérifiez l’adresse et le mot de passe.'}
      />
      <button type="submit">Se connecter</button>
    </form>
  </Page>
)

/** A new password, chosen by its owner. */
export const PasswordPage = (p: {
  readonly site: Site
  readonly first: boolean
  readonly errors: Readonly<Record<string, string>>
}) => (
  <Page
    site={p.site}
    title={Object.keys(p.errors).length > 0 ? 'Erreur – Mot de passe' : 'Mot de passe'}
    here="atelier"
  >
    <h1>Choisir un mot de passe</h1>
    {p.first && <p class="lead">Le mot de passe reçu ne sert qu’une fois : choisissez le vôtre pour continuer.</p>}
    <form method="post" action="/atelier/mot-de-passe">
      <TextField
        name="current"
        label="Mot de passe actuel"
        secret
        autocomplete="current-password"
        required
        error={p.errors.current}
      />
      <TextField
        name="password"
        label="Nouveau mot de passe"
        hint="Au moins 12 caractères ; quatre mots au hasard conviennent."
        secret
        autocomplete="new-password"
        required
        error={p.errors.password}
      />
      <button type="submit">Enregistrer</button>
    </form>
  </Page>
)

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
          Compte prêt pour {p.added.email}. Mot de passe à transmettre, une seule fois : <code>{p.added.password}</code>
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
                <label>
                  <input type="checkbox" name="disabled" value="1" checked={a.disabled} /> Compte fermé
                </label>{' '}
                <button type="submit" class="quiet">
                  Enregistrer<span class="hidden"> {a.name}</span>
                </button>
              </form>
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

/** Who did what, the last first. */
export const AuditPage = (p: {
  readonly site: Site
  readonly entries: readonly AuditEntry[]
  readonly total: number
  readonly page: number
}) => (
  <Page site={p.site} title="Journal" here="atelier">
    <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Journal" />
    <h1>Journal</h1>
    <p>Qui a fait quoi, et quand. Ce journal ne se modifie pas.</p>
    <Table caption={`Actes, page ${p.page}`}>
      <thead>
        <tr>
          {['Date', 'Qui', 'Acte', 'Sur quoi', 'Précisions'].map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {p.entries.map((e) => (
          <tr>
            <td>
              {formatDate(e.at)}, {e.at.toISOString().slice(11, 16)}
            </td>
            <td>{e.who}</td>
            <td>{e.what}</td>
            <td>{e.subject}</td>
            <td>
              {Object.entries(e.details)
                .map(([key, value]) => `${key} : ${value}`)
                .join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
    <Pagination page={p.page} pages={Math.ceil(p.total / 50)} href={(page) => `/atelier/journal?page=${page}`} />
  </Page>
)
