import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../../test/make.ts'
import { renderPage } from '../../../web/index.ts'
import { DatasetColumnsPage, type LeftOutColumn } from './dataset-columns-page.tsx'

const page = (leftOut: readonly LeftOutColumn[]) =>
  String(
    renderPage(
      DatasetColumnsPage({
        site: make.site(),
        dataset: make.dataset({ title: 'Maires' }),
        producer: make.organisation(),
        territory: undefined,
        version: make.version(),
        versions: [],
        attachments: [],
        leftOut,
      }),
    ),
  )

test('what is not taken of a producer’s file is told beside what is, with the reason, as text', () => {
  const told = page([{ what: 'La date de naissance <b>', because: 'personne n’en a besoin ici.' }])
  assert.match(
    told,
    /Ce que nous ne reprenons pas[\s\S]*La date de naissance &lt;b>[\s\S]*personne n’en a besoin ici\./,
  )
  assert.doesNotMatch(page([]), /ne reprenons pas/)
})
