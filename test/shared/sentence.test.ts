import { expect, test } from 'vitest';
import { capital, plural, sentence, withArticle } from '#shared/lib/sentence.ts';

test('Words from a manifest stand in sentences: with a large letter, in the plural, with one full stop.', () => {
  expect(['case', 'entry', 'box', 'batch', 'day', 'letter'].map(plural)).toEqual([
    'cases',
    'entries',
    'boxes',
    'batches',
    'days',
    'letters',
  ]);
  expect([capital('case 1'), sentence('Done'), sentence('Done.')]).toEqual(['Case 1', 'Done.', 'Done.']);
});

test('A noun has the article that it is said with.', () => {
  expect(['case', 'incident', 'API host'].map(withArticle)).toEqual(['a case', 'an incident', 'an API host']);
});
