import type { Clock, NewId } from '../../kernel/clock.ts'
import { forbidden, type Issue, invalid } from '../../kernel/errors.ts'
import { slug } from '../../kernel/fold.ts'
import { type Audit, hasRole, type Person } from '../access/index.ts'
import { type PlaceFinder, placeNamed } from './named-place.ts'
import type { Organisation } from './organisation.ts'
import type { OrganisationStore } from './ports.ts'

/** Adds or changes an organisation; its SIREN must carry Luhn's key. */
export const saveOrganisation =
  (deps: {
    readonly organisations: OrganisationStore
    readonly places: PlaceFinder
    readonly audit: Audit
    readonly newId: NewId
    readonly now: Clock
  }) =>
  async (
    person: Person,
    wanted: Omit<Organisation, 'id' | 'slug'> & { readonly id?: string },
  ): Promise<Organisation> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur gère les organisations.')
    const issues: Issue[] = []
    if (wanted.name.trim().length < 2) issues.push({ pointer: '/name', message: 'Indiquez le nom de l’organisation.' })
    const siren = wanted.siren?.replace(/\s/g, '') || null
    if (siren && !isSiren(siren))
      issues.push({ pointer: '/siren', message: 'Un SIREN compte 9 chiffres ; celui-ci a une erreur de frappe.' })
    if (wanted.website && !/^https?:\/\//.test(wanted.website))
      issues.push({ pointer: '/website', message: 'Attendu : une adresse qui commence par https://' })
    const place = wanted.territory === null ? null : await placeNamed(deps.places, wanted.territory)
    if (place && 'problem' in place) issues.push({ pointer: '/territory', message: place.problem })
    if (issues.length > 0) throw invalid('L’organisation ne peut pas être enregistrée.', issues)
    const known = wanted.id ? await deps.organisations.get(wanted.id) : undefined
    const organisation: Organisation = {
      ...wanted,
      id: known?.id ?? deps.newId(),
      slug: known?.slug ?? slug(wanted.name),
      name: wanted.name.trim(),
      siren,
      territory: place && 'id' in place ? place.id : null,
    }
    const taken = known ? undefined : await deps.organisations.getBySlug(organisation.slug)
    if (taken)
      throw invalid('Une organisation porte déjà ce nom.', [{ pointer: '/name', message: 'Ce nom est déjà pris.' }])
    await deps.organisations.save(organisation)
    await deps.audit.record({
      at: deps.now(),
      who: person.id,
      what: 'organisation.save',
      subject: organisation.id,
      details: { name: organisation.name },
    })
    return organisation
  }

/** Nine digits whose last is Luhn's key. */
const isSiren = (siren: string): boolean =>
  /^\d{9}$/.test(siren) &&
  [...siren].reduce(
    (sum, figure, i) => sum + (i % 2 === 0 ? Number(figure) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(figure)] ?? 0)),
    0,
  ) %
    10 ===
    0
