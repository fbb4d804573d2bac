import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Level, type Place, placePath, titleOf } from '../territory/index.ts'
import type { Answered, AskQuestion } from './answer-question.ts'
import type { ToldOfMany } from './many-places.ts'

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
const Many = Type.Object({
  kind: Type.Union(
    [
      Type.Literal('highest'),
      Type.Literal('lowest'),
      Type.Literal('ranking'),
      Type.Literal('having'),
      Type.Literal('lacking'),
      Type.Literal('above'),
      Type.Literal('below'),
      Type.Literal('members'),
    ],
    {
      description:
        'Ce qui est demandé : highest (la valeur la plus haute), lowest (la plus basse), ranking (un classement), having (ceux qui en ont), lacking (ceux qui n’en ont pas), above et below (au-dessus ou au-dessous d’un nombre), members (combien il y en a).',
    },
  ),
  level: Level,
  within: PlaceNamed,
  compared: Type.Integer({
    description: 'Lieux qui ont un chiffre à cette date ; ou lieux comptés, pour « members ».',
  }),
  without: Type.Record(Type.String(), Type.Integer(), {
    description: 'Lieux sans chiffre, par raison : missing, secret, not-yet, not-applicable.',
  }),
  count: Type.Integer({ description: 'Lieux que dit la réponse : ex æquo, ceux qui en ont, membres.' }),
  first: Type.Array(
    Type.Object({
      ...{ code: Type.String(), name: Type.String(), href: Type.String() },
      value: Type.Union([Type.Number(), Type.Null()]),
    }),
    { description: 'Les dix premiers ; leurs membres quand ils sont dix au plus.' },
  ),
  href: Type.String({ description: 'La liste entière, dans le portail.' }),
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
  many: Type.Union([Many, Type.Null()], {
    description:
      'Les lieux comparés ou comptés, quand la question porte sur plusieurs : « la commune la plus peuplée ».',
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
            'Reconnaît un lieu, un indicateur et une date dans la question, fautes de frappe comprises, et donne la valeur avec sa source. Répond aussi à ce qui se demande de plusieurs lieux : le premier ou le dernier, un classement, ceux qui ont quelque chose, combien ils sont. Rien n’est deviné : « answer » est null quand rien n’est reconnu ; « value » est null quand le portail n’a pas la valeur, et la phrase dit ce qu’il a.',
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

const placeTold = (place: Place) => ({
  ...{ level: place.level, code: place.code, name: titleOf(place), href: placePath(place) },
})

const manyTold = ({ kind, level, within, of, without, count, first, list }: ToldOfMany) => ({
  ...{ kind, level, within: placeTold(within), compared: of, without: Object.fromEntries(without), count },
  first: first.map(({ words, ...one }) => one),
  href: list.href,
})

const told = (answer: NonNullable<Answered['answer']>) => {
  const { sentence, notes, place, indicator, period, stated, origin, held, many } = answer
  return {
    sentence,
    notes: [...notes],
    place: place && placeTold(place),
    indicator: indicator && named(indicator),
    period,
    value: stated?.value ?? null,
    unit: indicator?.unit ?? null,
    status: stated?.status ?? null,
    origin,
    held: held.map(({ definition, period: of, value }) => ({ ...named(definition), period: of, value })),
    many: many && manyTold(many),
  }
}
