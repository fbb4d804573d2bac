import { articled, ofPlace, type Place, placePath } from '../../territory/index.ts'

/** What people come for, and the first useful step of each. */
export const HomeDoors = ({ home }: { readonly home: Place }) => (
  <section aria-labelledby="pour-quoi">
    <h2 id="pour-quoi">Que venez-vous faire ?</h2>
    <ul class="doors">
      <li>
        <h3>
          <a href="/territoires">M’installer, ou mieux connaître chez moi</a>
        </h3>
        <p>Population, revenus, école, santé, services : la page de chaque commune dit ce qui ressort.</p>
      </li>
      <li>
        <h3>
          <a href="/comparer">Comparer pour décider</a>
        </h3>
        <p>
          Jusqu’à huit lieux côte à côte, ou un lieu et ceux qui lui ressemblent. Une{' '}
          <a href={`${placePath(home)}.pdf`} type="application/pdf">
            fiche de deux pages sur {articled(home)}
          </a>{' '}
          s’imprime.
        </p>
      </li>
      <li>
        <h3>
          <a href="/cartes">Citer un chiffre</a>
        </h3>
        <p>Une carte avec la date et la source, à coller dans un article. Figée, elle ne changera plus.</p>
      </li>
      <li>
        <h3>
          <a href="/donnees">Réutiliser les données</a>
        </h3>
        <p>
          Des fichiers ouverts et <a href="/api">une API documentée</a>, sans compte et sans clé.
        </p>
      </li>
      <li>
        <h3>
          <a href="/atelier">Publier pour ma collectivité</a>
        </h3>
        <p>{`Mairie ou intercommunalité ${ofPlace(home)} : déposez votre tableau tel qu’il est, nous disons ce que nous en avons compris.`}</p>
      </li>
    </ul>
  </section>
)
