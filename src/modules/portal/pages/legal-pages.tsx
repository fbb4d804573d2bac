import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'

interface LegalProps {
  readonly site: Site
}

const Unfilled = () => (
  <Notice>
    <p>L’organisme qui tient ce portail n’a pas encore complété cette partie.</p>
  </Notice>
)

/** Who publishes the portal. What the operator did not fill in is said to be missing. */
export const MentionsPage = ({ site }: LegalProps) => (
  <Page
    site={site}
    title="Mentions légales"
    path="/mentions-legales"
    description="Qui publie ce portail, et à quelles conditions ses données se réutilisent."
    band={<PageHead trail={[]} here="Mentions légales" title="Mentions légales" />}
  >
    <div class="prose">
      <h2>Éditeur et hébergeur</h2>
      <Unfilled />
      <h2>Réutiliser les données</h2>
      <p>
        Chaque jeu de données porte sa licence, choisie dans la liste que permet l’article D323-2-1 du code des
        relations entre le public et l’administration. Citez le producteur, le titre et la date.
      </p>
      <h2>Sources des lieux</h2>
      <p>
        Les communes, intercommunalités, populations et codes viennent de l’INSEE, de la DGCL et de La Poste, sous
        Licence Ouverte, par les paquets que publie data.gouv.fr.
      </p>
    </div>
  </Page>
)

/** What the portal keeps about people: nearly nothing, and what. */
export const PrivacyPage = ({ site }: LegalProps) => (
  <Page
    site={site}
    title="Données personnelles"
    path="/donnees-personnelles"
    description="Ce que le portail garde sur les personnes : presque rien, et quoi."
    band={<PageHead trail={[]} here="Données personnelles" title="Données personnelles" />}
  >
    <div class="prose">
      <p class="lead">
        Vous pouvez lire et télécharger sans compte. Aucun cookie ne vous suit, aucun outil d’un tiers n’est chargé.
      </p>
      <h2>Ce qui est compté</h2>
      <p>Chaque jeu de données a un compteur de lectures. Il ne garde ni adresse, ni date de visite, ni identifiant.</p>
      <h2>Les agents qui publient</h2>
      <p>
        Pour les personnes qui ont un compte, le portail garde leur nom, leur adresse électronique, une trace de leurs
        actes, et un cookie le temps de leur session. Leur mot de passe n’est jamais conservé en clair.
      </p>
      <h2>Délégué à la protection des données</h2>
      <Unfilled />
    </div>
  </Page>
)

/** The declaration of accessibility, as honest as it can be before an audit. */
export const AccessibilityPage = ({ site }: LegalProps) => (
  <Page
    site={site}
    title="Accessibilité"
    path="/accessibilite"
    description="État de l’accessibilité du portail et façon de signaler une difficulté."
    band={<PageHead trail={[]} here="Accessibilité" title="Accessibilité : non évaluée" />}
  >
    <div class="prose">
      <p>
        Ce portail vise le référentiel RGAA 4.1, mais aucun audit n’a encore été mené : il n’est donc pas déclaré
        conforme. Ses pages sont contrôlées par un outil automatique à chaque changement, au clavier, sur un petit écran
        et sans JavaScript.
      </p>
      <h2>Signaler une difficulté</h2>
      <Unfilled />
      <p>
        Si vous ne recevez pas de réponse, vous pouvez écrire au{' '}
        <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</a>.
      </p>
    </div>
  </Page>
)

/** Every door of the portal on one page. */
export const SiteMapPage = ({ site }: LegalProps) => (
  <Page
    site={site}
    title="Plan du site"
    path="/plan-du-site"
    description="Toutes les portes du portail sur une page."
    band={<PageHead trail={[]} here="Plan du site" title="Plan du site" />}
  >
    <ul>
      {[
        ['/', 'Accueil'],
        ['/territoires', 'Territoires : communes, intercommunalités, département'],
        ['/indicateurs', 'Indicateurs : ce que le portail mesure partout de la même façon'],
        ['/cartes', 'Cartes à partager : un chiffre à coller ailleurs'],
        ['/comparer', 'Comparer des lieux'],
        ['/donnees', 'Données : le catalogue'],
        ['/organisations', 'Organisations qui produisent les données'],
        ['/api', 'Documentation de l’API'],
        ['/figures', 'Les figures du portail, avec des exemples'],
        ['/connexion', 'Connexion des agents'],
        ['/accessibilite', 'Accessibilité'],
        ['/mentions-legales', 'Mentions légales'],
        ['/donnees-personnelles', 'Données personnelles'],
      ].map(([href = '/', label = '']) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  </Page>
)
