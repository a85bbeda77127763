import { describe, expect, test } from 'vitest';
import type { ImportedFile } from '#shared/contract/schemas/file.ts';
import { actionStates } from '#shared/model/action/action.ts';
import { formatRoute, parseRoute, type Route } from '#renderer/app/route.ts';
import { queueParams } from '#renderer/screens/queue/params.ts';
import { marksOf, signsOf } from '#renderer/kit/document-viewer/segment-marks.ts';
import { importWords } from '#renderer/parts/imports/import-words.ts';
import { actionWords } from '#renderer/kit/action-words.ts';

describe('addresses', () => {
  test('every route can be read back', () => {
    const routes: readonly Route[] = [
      { screen: 'queue', issueId: null, params: {} },
      { screen: 'queue', issueId: 'a/b #1', params: { q: 'partner:"A & B" 50%+ ü?', view: 'mine' } },
      { screen: 'outbox', issueId: null, params: {} },
    ];
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  test('can be read by people', () => {
    const params = { view: 'mine', q: 'partner:northgate late', sort: 'due' };
    expect(formatRoute({ screen: 'queue', issueId: null, params })).toBe(
      '#/queue?q=partner:northgate+late&sort=due&view=mine',
    );
  });

  test('parameters that a screen does not know are ignored, and values too', () => {
    const { params } = parseRoute('#/queue?view=nobody&colour=red&sort=due');
    expect(queueParams.read(params)).toEqual({ view: 'all', search: '', sort: 'due', rows: 'documents' });
    expect(queueParams.read({ q: 'x'.repeat(2_001) }).search).toBe('');
    expect(queueParams.write({ view: 'all', search: '', sort: 'severity', rows: 'documents' })).toEqual({});
  });

  test('half a sign, as a paste may leave one, does no harm', () => {
    expect(formatRoute({ screen: 'queue', issueId: null, params: { q: 'a\ud800b' } })).toBe('#/queue?q=a%EF%BF%BDb');
  });

  test('anything else is the queue', () => {
    for (const hash of ['', '#', '#/nowhere', '#/queue/', '#/outbox/x']) expect(parseRoute(hash).issueId).toBeNull();
    expect(parseRoute('#/queue/%E0%A4%A').issueId).toBe('%E0%A4%A');
  });
});

describe('states of an action', () => {
  test('each has words of its own', () => {
    const labels = actionStates.map((state) => actionWords(state).label);
    expect(new Set(labels).size).toBe(actionStates.length);
  });
});

describe('marks in a document', () => {
  const highlight = { span: { start: 0, end: 1 }, acknowledgementId: 'k' };

  test('are gathered by segment, and the same words are said once', () => {
    const marks = marksOf([
      { ...highlight, position: 7, element: 2, explanation: 'Bad code' },
      { ...highlight, position: 7, element: 3, explanation: 'Bad code' },
      { ...highlight, position: 9, element: null, explanation: 'Missing' },
    ]);
    expect(marks.get(7)).toEqual({ whole: false, elements: new Set([2, 3]), words: ['Bad code'] });
    expect(marks.get(9)).toEqual({ whole: true, elements: new Set(), words: ['Missing'] });
  });

  test('the signs are those of the syntax', () => {
    expect(signsOf('810')).toEqual({ element: '*', segment: '~' });
    expect(signsOf('INVOIC')).toEqual({ element: '+', segment: "'" });
  });
});

describe('what came of a dropped file', () => {
  const control = { interchange: null, group: null, set: '0001' };
  const file: ImportedFile = {
    path: 'a.edi',
    syntax: 'x12',
    duplicate: false,
    documents: [],
    acknowledgements: [],
    findings: [],
    issues: [],
  };

  test('a rejection is said with its document', () => {
    const words = importWords({
      ...file,
      acknowledgements: [
        { type: '997', answers: { type: '810', number: '4711', control }, status: 'rejected', errors: [] },
      ],
      issues: ['i1'],
    });
    expect(words).toEqual({ tone: 'bad', text: 'Invoice 4711 rejected (997). 1 issue in the queue.' });
  });

  test('what the file lacks is said beside what could be read', () => {
    const words = importWords({
      ...file,
      documents: [{ type: '850', number: '7', sender: 'ZZ:ACME', receiver: 'ZZ:NORTHWIND', control }],
      findings: [{ code: 'truncated', message: 'The file ends inside segment N1.', offset: 9 }],
      issues: ['i1'],
    });
    expect(words.text).toBe('Purchase order 7. The file ends inside segment N1. 1 issue in the queue.');
  });

  test('one sentence begins with one capital letter, whatever it lists', () => {
    const documents = ['850', '810', '855'].map((type, at) => ({
      type,
      number: `${at}`,
      sender: 'ZZ:ACME',
      receiver: 'ZZ:NORTHWIND',
      control,
    }));
    expect(importWords({ ...file, documents }).text).toBe(
      'Purchase order 0, invoice 1, order acknowledgement 2. No problems found.',
    );
  });

  test('an answer that names no document is about the interchange or the file', () => {
    const answers = { type: null, number: null, control: { interchange: '000000055', group: null, set: null } };
    const textOf = (type: string) =>
      importWords({ ...file, acknowledgements: [{ type, answers, status: 'rejected', errors: [] }] }).text;
    expect(textOf('TA1')).toMatch(/^Interchange 000000055 rejected \(TA1\)/);
    expect(textOf('MDN')).toMatch(/^File rejected \(MDN\)/);
  });

  test('an answer about a whole group is not taken for one about a document in it', () => {
    const answers = { type: '940', number: null, control: { interchange: '55', group: '9221', set: null } };
    const acknowledgements = [{ type: '997', answers, status: 'partial' as const, errors: [] }];
    expect(importWords({ ...file, acknowledgements }).text).toMatch(/^Group 9221 partly accepted \(997\)/);
  });

  test('a file read before changes nothing, an unreadable one says why', () => {
    expect(importWords({ ...file, duplicate: true }).tone).toBe('neutral');
    const findings = [{ code: 'no-envelope', message: 'It does not start like an EDI file.', offset: 0 }];
    expect(importWords({ ...file, findings })).toEqual({ tone: 'bad', text: 'It does not start like an EDI file.' });
  });
});
