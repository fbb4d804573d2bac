import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { conflict, DomainError, notFound } from '../../kernel/errors.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { formErrors } from '../access/index.ts'
import {
  type Definition,
  definitionOfForm,
  type Finding,
  formOfDefinition,
  readDefinition,
  suggestedForm,
} from '../indicator/index.ts'
import type { AtelierIndicatorsDeps } from './indicator-deps.ts'
import { readTerritory, type SourceOfForm, sourceOfForm, sourcesToChoose } from './indicator-source.ts'
import { ChooseDatasetPage } from './pages/choose-dataset-page.tsx'
import { ImportIndicatorPage } from './pages/import-indicator-page.tsx'
import { IndicatorFormPage, type IndicatorFormProps } from './pages/indicator-form-page.tsx'
import type { Form } from './read-forms.ts'
import { editor } from './web-indicators.tsx'

const OfIndicator = Type.Object({ slug: Type.String() })
const OfDataset = Type.Object({ jeu: Type.String() })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 20_000 }))

/** The forms that make an indicator, correct it, or take it from a file. */
export const indicatorFormPages =
  (deps: AtelierIndicatorsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, desk } = deps
    const { maxDefinition } = deps
    await app.register(multipart, {
      limits: { fileSize: maxDefinition, files: 1, fields: 3, fieldSize: maxDefinition },
    })

    app.get(
      '/atelier/indicateurs/nouveau',
      { schema: { querystring: Type.Object({ jeu: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        editor(request)
        const { jeu } = request.query
        if (!jeu) return sendPrivatePage(reply, <ChooseDatasetPage site={site} sources={await sourcesToChoose(deps)} />)
        const source = await sourceOfForm(deps, jeu)
        const territory = source.territories[0]?.name ?? ''
        const found = await readTerritory(deps, source, territory)
        const typed = suggestedForm(source, found, territory)
        return sendForm(reply, { ...(await around(source)), found, typed, replaces: null })
      },
    )

    app.post(
      '/atelier/indicateurs/nouveau',
      { schema: { querystring: OfDataset, body: FormBody } },
      async (request, reply) =>
        receiveForm(request, reply, { source: await sourceAsked(request, request.query.jeu), replaces: null }),
    )

    app.get('/atelier/indicateurs/:slug/modifier', { schema: { params: OfIndicator } }, async (request, reply) => {
      editor(request)
      const definition = await changeable(request.params.slug)
      const lastChange = await lastChangeOf(definition.slug)
      const shown = formOfDefinition(definition)
      const typed: Form | null = shown && { ...shown, change: lastChange }
      const [formula] = definition.formulas
      const source = typed && formula?.kind === 'rows' ? await sourceIfThere(formula.dataset) : null
      if (!typed || !source)
        return sendImport(reply, JSON.stringify(definition, null, 2), { change: lastChange }, definition.slug)
      const found = await readTerritory(deps, source, typed.territory ?? '')
      return sendForm(reply, { ...(await around(source)), found, typed, replaces: definition.slug })
    })

    app.post(
      '/atelier/indicateurs/:slug/modifier',
      { schema: { params: OfIndicator, body: FormBody } },
      async (request, reply) => {
        editor(request)
        const definition = await changeable(request.params.slug)
        if (request.body.json !== undefined)
          return receiveJson(request, reply, request.body.json, definition.slug, request.body.change)
        const [formula] = definition.formulas
        if (formula?.kind !== 'rows') throw conflict('Cette définition se modifie par son texte.')
        return receiveForm(request, reply, {
          source: await sourceOfForm(deps, formula.dataset),
          replaces: definition.slug,
        })
      },
    )

    app.get('/atelier/indicateurs/importer', async (request, reply) => {
      editor(request)
      return sendImport(reply, '', {}, null)
    })

    app.post('/atelier/indicateurs/importer', async (request, reply) => {
      editor(request)
      return receiveJson(request, reply, await jsonOf(request), null)
    })

    const sourceAsked = async (request: FastifyRequest, name: string): Promise<SourceOfForm> => {
      editor(request)
      return sourceOfForm(deps, name)
    }

    const sourceIfThere = async (name: string): Promise<SourceOfForm | null> => {
      try {
        return await sourceOfForm(deps, name)
      } catch (error) {
        if (error instanceof DomainError) return null
        throw error
      }
    }

    /** The number of the last change of an indicator, as forms carry it; 0 when it has none. */
    const lastChangeOf = async (slug: string): Promise<string> => String((await desk.changes(slug))[0]?.number ?? 0)

    const changeable = async (slug: string): Promise<Definition> => {
      const one = (await desk.list()).find(({ definition }) => definition.slug === slug)
      if (!one) throw notFound('L’indicateur', slug)
      if (one.madeBy === null)
        throw conflict('Cet indicateur vient avec le portail : téléchargez sa définition et faites-en un autre.')
      return one.definition
    }

    /** What the form offers besides what is typed. */
    const around = async (source: SourceOfForm) => {
      const lenders = (await desk.list()).flatMap(({ definition, edition, withdrawnAt }) =>
        edition && withdrawnAt === null && ['stock', 'flow'].includes(definition.kind) ? [definition] : [],
      )
      return { site, source, lenders }
    }

    const sendForm = (
      reply: FastifyReply,
      form: Omit<IndicatorFormProps, 'errors' | 'findings' | 'preview'> &
        Partial<Pick<IndicatorFormProps, 'errors' | 'findings' | 'preview'>>,
      status = 200,
    ) => sendPrivatePage(reply, <IndicatorFormPage errors={{}} findings={null} preview={null} {...form} />, status)

    const receiveForm = async (
      request: FastifyRequest<{ Body: Form }>,
      reply: FastifyReply,
      { source, replaces }: { readonly source: SourceOfForm; readonly replaces: string | null },
    ) => {
      const typed: Form = { ...request.body, ...(replaces === null ? {} : { slug: replaces }) }
      const found = await readTerritory(deps, source, typed.territory ?? '')
      const form = { ...(await around(source)), found, typed, replaces }
      const read = definitionOfForm(typed, source.id, found)
      if ('errors' in read) return sendForm(reply, { ...form, errors: read.errors }, 422)
      try {
        const built = await desk.preview(read.definition)
        const { findings } = built
        if (typed.act === 'publish') {
          const published = await desk.publish(
            editor(request),
            read.definition,
            replaces,
            seenChange(replaces, typed.change),
          )
          if (published.outcome === 'published')
            return reply.redirect(`/atelier/indicateurs/${read.definition.slug}?fait=publie`, 303)
        }
        const preview = await deps.drafts.describe(read.definition, built)
        return sendForm(reply, { ...form, findings, preview }, typed.act === 'publish' ? 422 : 200)
      } catch (error) {
        return sendForm(reply, { ...form, errors: formErrors(error) }, 422)
      }
    }

    const sendImport = (
      reply: FastifyReply,
      text: string,
      said: { readonly error?: string; readonly findings?: readonly Finding[]; readonly change?: string | undefined },
      replaces: string | null,
    ) =>
      sendPrivatePage(
        reply,
        <ImportIndicatorPage
          {...{ site, text, replaces }}
          change={said.change ?? ''}
          error={said.error ?? null}
          findings={said.findings ?? []}
        />,
        said.error ? 422 : 200,
      )

    const receiveJson = async (
      request: FastifyRequest,
      reply: FastifyReply,
      text: string,
      replaces: string | null,
      change?: string,
    ) => {
      try {
        const definition = readDefinition(parsed(text))
        const published = await desk.publish(editor(request), definition, replaces, seenChange(replaces, change))
        if (published.outcome === 'published')
          return reply.redirect(`/atelier/indicateurs/${definition.slug}?fait=publie`, 303)
        const error = 'Les vérifications refusent cette définition : rien n’est publié.'
        return sendImport(reply, text, { error, findings: published.findings, change }, replaces)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        const [issue] = error.fault.kind === 'invalid' ? error.fault.issues : []
        const where = issue && issue.message !== error.message ? ` Endroit : ${issue.pointer} (${issue.message}).` : ''
        return sendImport(reply, text, { error: `${error.message}${where}`, change }, replaces)
      }
    }
  }

/** The last change that a form was shown with; a form that tells none saw none, and a new indicator has none to see. */
const seenChange = (replaces: string | null, change: string | undefined): number | undefined =>
  replaces === null ? undefined : Number(change ?? 0)

const parsed = (text: string): unknown => {
  if (!text.trim()) throw conflict('Choisissez un fichier, ou collez une définition.')
  try {
    return JSON.parse(text)
  } catch {
    throw conflict('Ce texte n’est pas du JSON : une virgule ou un guillemet manque peut-être.')
  }
}

/** The definition that a form brings: the file when one was chosen, else the text. */
const jsonOf = async (request: FastifyRequest): Promise<string> => {
  let [typed, file] = ['', '']
  for await (const part of request.parts()) {
    if (part.type === 'file') file = (await part.toBuffer()).toString('utf8')
    else if (part.fieldname === 'json' && part.valueTruncated)
      throw conflict('Cette définition est trop longue : une définition tient en quelques pages.')
    else if (part.fieldname === 'json') typed = String(part.value)
  }
  return file.trim() || typed
}
