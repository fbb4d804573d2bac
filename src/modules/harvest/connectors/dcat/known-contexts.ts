/** What the words of a US « Project Open Data » catalogue (`data.json`, which ArcGIS Hub writes too) mean in DCAT. */
const PROJECT_OPEN_DATA = {
  '@context': {
    dcat: 'http://www.w3.org/ns/dcat#',
    dct: 'http://purl.org/dc/terms/',
    foaf: 'http://xmlns.com/foaf/0.1/',
    org: 'http://www.w3.org/ns/org#',
    vcard: 'http://www.w3.org/2006/vcard/ns#',
    skos: 'http://www.w3.org/2004/02/skos/core#',
    dataset: 'dcat:dataset',
    distribution: 'dcat:distribution',
    identifier: 'dct:identifier',
    title: 'dct:title',
    description: 'dct:description',
    keyword: 'dcat:keyword',
    theme: 'dcat:theme',
    issued: 'dct:issued',
    modified: 'dct:modified',
    publisher: 'dct:publisher',
    name: 'foaf:name',
    license: { '@id': 'dct:license', '@type': '@id' },
    landingPage: { '@id': 'dcat:landingPage', '@type': '@id' },
    accessURL: { '@id': 'dcat:accessURL', '@type': '@id' },
    downloadURL: { '@id': 'dcat:downloadURL', '@type': '@id' },
    mediaType: 'dcat:mediaType',
    format: 'dct:format',
    accrualPeriodicity: 'dct:accrualPeriodicity',
    contactPoint: 'dcat:contactPoint',
    fn: 'vcard:fn',
    hasEmail: { '@id': 'vcard:hasEmail', '@type': '@id' },
  },
}

const KNOWN: ReadonlyMap<string, object> = new Map([
  ['project-open-data.cio.gov/v1.1/schema/catalog.jsonld', PROJECT_OPEN_DATA],
])

/** A JSON-LD context that needs no network, by its address; undefined when it is not one of those. */
export const knownContext = (address: string): object | undefined => KNOWN.get(address.replace(/^https?:\/\//, ''))
