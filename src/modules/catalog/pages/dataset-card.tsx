import type { ComponentChildren } from 'preact'
import { formatBytes, formatDate } from '../../../kernel/french.ts'
import { placePath } from '../../territory/index.ts'
import { FREQUENCIES } from '../frequencies.ts'
import { licenceOf } from '../licences.ts'
import { themeOf } from '../themes.ts'
import type { DatasetView } from './dataset-frame.tsx'

/** The terms of a dataset: who, when, under what licence, how to cite it, whom to ask. */
export const DatasetCard = ({ site, dataset, producer, territory, version, attachments }: DatasetView) => {
  const licence = licenceOf(dataset.licence)
  const address = `${site.publicUrl}/donnees/${dataset.slug}`
  return (
    <section aria-labelledby="fiche">
      <h2 id="fiche">La fiche</h2>
      <div class="thirds">
        <dl class="card-terms">
          <Term name="Producteur">
            {producer ? <a href={`/organisations/${producer.slug}`}>{producer.name}</a> : 'non précisé'}
          </Term>
          <Term name="Licence">{licence ? <a href={licence.url}>{licence.title}</a> : 'non précisée'}</Term>
          <Term name="Contact">
            <Contact contact={dataset.contact} website={producer?.website ?? null} />
          </Term>
        </dl>
        <dl class="card-terms">
          <Term name="Rythme de mise à jour">{FREQUENCIES[dataset.frequency]}</Term>
          {dataset.temporalStart && (
            <Term name="Période couverte">
              {dataset.temporalEnd
                ? `du ${formatDate(dataset.temporalStart)} au ${formatDate(dataset.temporalEnd)}`
                : `depuis le ${formatDate(dataset.temporalStart)}`}
            </Term>
          )}
          {dataset.theme && (
            <Term name="Thème">
              <a href={`/donnees?theme=${encodeURIComponent(dataset.theme)}`}>{themeOf(dataset.theme)?.label}</a>
            </Term>
          )}
          {dataset.localThemes.length > 0 && (
            <Term name="Thèmes locaux">
              {dataset.localThemes.map((theme, i) => (
                <>
                  {i > 0 && ', '}
                  <a href={`/donnees?theme=${encodeURIComponent(theme)}`}>{theme}</a>
                </>
              ))}
            </Term>
          )}
          {territory && (
            <Term name="Territoire couvert">
              <a href={placePath(territory)}>{territory.name}</a>
            </Term>
          )}
          {dataset.legalBasis && <Term name="Base légale">{dataset.legalBasis}</Term>}
        </dl>
        <div>
          <h3>Citer ces données</h3>
          <copy-code>
            <p class="small cite">
              {producer?.name ?? 'Producteur non précisé'}, « {dataset.title} »
              {version ? `, version ${version.number} du ${formatDate(version.createdAt)}` : ''}, {address}
              {licence ? `, ${licence.title}` : ''}.
            </p>
          </copy-code>
        </div>
      </div>
      {attachments.length > 0 && (
        <>
          <h3>Documents joints</h3>
          <ul>
            {attachments.map((a) => (
              <li>
                <a href={`/donnees/${dataset.slug}/documents/${a.id}`}>{a.title}</a> ({formatBytes(a.bytes)})
              </li>
            ))}
          </ul>
        </>
      )}
      {dataset.keywords.length > 0 && (
        <ul class="tags" aria-label="Mots-clés">
          {dataset.keywords.map((word) => (
            <li>
              <a class="tag" href={`/donnees?q=${encodeURIComponent(word)}`}>
                {word}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const Term = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

/** An address to write to, a page to visit, or the plain fact that none was given. */
const Contact = ({ contact, website }: { readonly contact: string | null; readonly website: string | null }) => {
  if (contact && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact)) return <a href={`mailto:${contact}`}>{contact}</a>
  if (contact && /^https?:\/\/\S+$/.test(contact)) return <a href={contact}>{contact}</a>
  if (contact) return <>{contact}</>
  if (website)
    return (
      <>
        aucune adresse indiquée ; voyez <a href={website}>le site du producteur</a>
      </>
    )
  return <>aucune adresse indiquée</>
}
