import { Notice, Page, type Site, TextField } from '../../web/index.ts'

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
