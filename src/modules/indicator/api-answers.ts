import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Level, placePath, titleOf } from '../territory/index.ts'
import type { Answered, AskQuestion } from './answer-question.ts'

const Named = Type.Object({
  slug: Type.String({ description: 'Nom de l’indicateur dans son adresse.' }),
  name: Type.String(),
  href: Type.String({ description: 'Sa page dans le portail.' }),
})
const PlaceNamed = Type.Object({
  level: Level,
  code: Type.String(),
  name: Type.String(),
  href: Type.String({ description: 'Sa page dans le portail.' }),
})
const Answer = Type.Object({
  sentence: Type.String({ description: 'La réponse en une phrase.' }),
  notes: Type.Array(Type.String(), {
    description: 'Ce qu’il faut savoir avec elle : autre date, mots laissés de côté.',
  }),
  place: Type.Union([PlaceNamed, Type.Null()]),
  indicator: Type.Union([Named, Type.Null()]),
  period: Type.Union([Type.String(), Type.Null()], { description: 'Date de la valeur.' }),
  value: Type.Union([Type.Number(), Type.Null()]),
  unit: Type.Union([Type.String(), Type.Null()]),
  status: Type.Union([Type.String(), Type.Null()], {
    description:
      'value, zero, missing (manquant), secret, not-yet (pas encore publié), estimated (estimé), not-applicable (sans objet).',
  }),
  origin: Type.Union(
    [Type.Object({ href: Type.String(), title: Type.String(), producer: Type.String() }), Type.Null()],
    { description: 'Les lignes d’où vient la valeur, et leur producteur.' },
  ),
  held: Type.Array(Type.Object({ ...Named.properties, period: Type.String(), value: Type.Number() }), {
    description: 'Ce que le portail sait du lieu, quand il n’a pas ce qui est demandé.',
  }),
})

/** Questions in French words, answered as JSON. */
export const answersApi =
  ({ ask }: { readonly ask: AskQuestion }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/answers',
      {
        schema: {
          tags: ['Indicateurs'],
          summary: 'Répondre à une question en français',
          description:
            'Reconnaît un lieu, un indicateur et une date dans la question, fautes de frappe comprises, et donne la valeur avec sa source. Rien n’est deviné : « answer » est null quand rien n’est reconnu ; « value » est null quand le portail n’a pas la valeur, et la phrase dit ce qu’il a.',
          querystring: Type.Object({
            q: Type.String({
              minLength: 1,
              maxLength: 200,
              description: 'La question.',
              examples: ['combien d’habitants à Joigny en 2019'],
            }),
          }),
          response: {
            200: Type.Object({
              question: Type.String(),
              leftOver: Type.Array(Type.String(), { description: 'Mots que rien n’explique.' }),
              answer: Type.Union([Answer, Type.Null()]),
            }),
          },
        },
      },
      async (request, reply) => {
        const { reading, answer } = await ask(request.query.q)
        reply.header('cache-control', 'public, max-age=300')
        return { question: request.query.q, leftOver: [...reading.rest], answer: answer && told(answer) }
      },
    )
  }

const named = ({ slug, name }: { readonly slug: string; readonly name: string }) => ({
  ...{ slug, name, href: `/indicateurs/${slug}` },
})

const told = (answer: NonNullable<Answered['answer']>) => {
  const { sentence, notes, place, indicator, period, stated, origin, held } = answer
  return {
    sentence,
    notes: [...notes],
    place: place && { level: place.level, code: place.code, name: titleOf(place), href: placePath(place) },
    indicator: indicator && named(indicator),
    period,
    value: stated?.value ?? null,
    unit: indicator?.unit ?? null,
    status: stated?.status ?? null,
    origin,
    held: held.map(({ definition, period: of, value }) => ({ ...named(definition), period: of, value })),
  }
}
