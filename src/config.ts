import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

const POSTGRES = '^postgres(ql)?://'
const ADDRESS = '^https?://[^/]+$'
const DEPARTEMENT = '^(\\d{2,3}|2[AB])$'
const FORMS: Readonly<Record<string, string>> = {
  [POSTGRES]: 'une adresse comme postgres://nom:motdepasse@serveur:5432/base',
  [ADDRESS]: 'une adresse comme https://donnees.example.fr, sans barre finale',
  [DEPARTEMENT]: 'un code de département, comme 89, 2A ou 971',
}

/** Every setting, once: its variable, its type, its default, and what it is for. */
export const ConfigSchema = Type.Object({
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: POSTGRES,
      description: 'PostgreSQL à utiliser ; absent : un serveur embarqué, sous DATA_DIR.',
    }),
  ),
  DATA_DIR: Type.String({
    default: 'data',
    description: 'Dossier des données : base embarquée, fichiers reçus, versions.',
  }),
  PUBLIC_URL: Type.String({
    default: 'http://localhost:3000',
    pattern: ADDRESS,
    description: 'L’adresse que tape le public, sans barre finale ; absente : http://localhost et le PORT.',
  }),
  HOST: Type.String({ default: '127.0.0.1', description: 'Adresse d’écoute ; 0.0.0.0 pour toutes.' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port d’écoute.' }),
  ICAUNA_TERRITORY: Type.String({
    default: '89',
    pattern: DEPARTEMENT,
    description: 'Code du département du portail.',
  }),
  LOG_LEVEL: Type.Union(
    ['debug', 'info', 'warn', 'error', 'silent'].map((l) => Type.Literal(l)),
    { default: 'warn', description: 'Détail du journal.' },
  ),
  MAX_UPLOAD_MB: Type.Integer({ default: 2048, minimum: 1, description: 'Taille maximale d’un fichier reçu.' }),
  UPLOAD_QUOTA_MB: Type.Integer({
    default: 4096,
    minimum: 0,
    description:
      'Mégaoctets qu’une personne peut envoyer en 24 heures, fichiers et documents ensemble ; 0 : sans limite.',
  }),
  RATE_LIMIT: Type.Integer({
    default: 600,
    minimum: 0,
    description:
      'Requêtes d’API par minute et par adresse, et autant de pages qui ne sont pas déjà prêtes ; 0 : sans limite.',
  }),
  HARVEST_FOLDER: Type.String({
    default: '',
    description: 'Dossier qui tient lieu d’internet à la moisson (voir « icauna harvest pack ») ; absent : internet.',
  }),
  HARVEST_ALLOWED_HOSTS: Type.String({
    default: '',
    description: 'Machines du réseau privé que la moisson peut atteindre, séparées par des virgules.',
  }),
  HARVEST_CONTACT: Type.String({
    default: '',
    description: 'Adresse électronique dite aux producteurs que la moisson interroge.',
  }),
  HARVEST_SCHEDULE: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 10_080,
    description:
      'Minutes entre deux vérifications, par le portail lui-même, des sources dont l’heure est venue ; 0 : jamais (voir « icauna harvest run --dues »).',
  }),
  HARVEST_START: Type.Union([Type.Literal('propose'), Type.Literal('run'), Type.Literal('off')], {
    default: 'propose',
    description:
      'Au premier démarrage, les premières sources : « propose » les propose dans l’atelier, « run » les moissonne, « off » n’interroge rien.',
  }),
  TRUST_PROXY: Type.Boolean({
    default: false,
    description:
      'Croire le relais placé devant : qui demande est la dernière adresse de X-Forwarded-For, celle qu’il y ajoute lui-même. Sans ce réglage, tous ceux qui viennent par le relais comptent pour un seul.',
  }),
})
export type Config = Readonly<Static<typeof ConfigSchema>>

/** Reads the settings once, at start; lists every mistake at a time, then refuses to start. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.keys(ConfigSchema.properties).flatMap((key) => (env[key] ? [[key, env[key]]] : [])),
  )
  const value = Value.Default(ConfigSchema, Value.Convert(ConfigSchema, given))
  if (Value.Check(ConfigSchema, value))
    return Object.freeze(env.PUBLIC_URL ? value : { ...value, PUBLIC_URL: `http://localhost:${value.PORT}` })
  const wrong = Object.entries(ConfigSchema.properties).filter(
    ([key, schema]) => key in given && !Value.Check(schema, Value.Convert(schema, given[key])),
  )
  const lines = wrong.map(([key, schema]) => `  ${key} = « ${given[key]} » : attendu ${expected(schema)}.`)
  throw new Error(`Ces réglages ne peuvent pas fonctionner :\n${lines.join('\n')}\nVoyez docs/operate/settings.md.`)
}

/** What a setting must look like, in words. */
const expected = (schema: TSchema): string => {
  const { type, minimum, maximum, pattern, anyOf } = schema as Static<typeof Shape>
  if (anyOf) return anyOf.map((one) => `« ${one.const} »`).join(', ')
  if (type === 'integer')
    return `un nombre entier${minimum === undefined ? '' : `, ${minimum} au moins`}${maximum === undefined ? '' : `, ${maximum} au plus`}`
  if (type === 'boolean') return '« true » ou « false »'
  return pattern ? (FORMS[pattern] ?? `un texte de la forme ${pattern}`) : 'un texte'
}

const Shape = Type.Object({
  type: Type.Optional(Type.String()),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  pattern: Type.Optional(Type.String()),
  anyOf: Type.Optional(Type.Array(Type.Object({ const: Type.String() }))),
})
