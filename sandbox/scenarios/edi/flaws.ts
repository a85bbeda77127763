import type { Random } from '../../lib/random.ts';

import { type BusinessDocument, type Flaw, positionOf } from './business-document.ts';
import { elementText, type Segment, tagOf, withElement } from './segment.ts';

/** The document with something really wrong in it, and how to point at that. */
type Flawed = { readonly document: BusinessDocument; readonly flaw: Flaw };

type Recipe = (document: BusinessDocument) => Flawed | undefined;

/** Plants one of the mistakes that fit the document; `kind` picks one by name. */
export function plantFlaw(document: BusinessDocument, random: Random, kind?: FlawKind): Flawed {
  const kinds = kind === undefined ? random.shuffle(flawKinds) : [kind];
  for (const each of kinds) {
    const flawed = recipes[each](document);
    if (flawed !== undefined) return flawed;
  }
  throw new Error(`No such mistake fits a ${document.type}.`);
}

const flawKinds = [
  'party without code',
  'unknown unit',
  'impossible date',
  'too long',
  'missing total',
  'bad number',
] as const;
export type FlawKind = (typeof flawKinds)[number];

/** Date elements by segment: X12 element position, and its data element number. */
const dateElements: Readonly<Record<string, number>> = {
  BEG: 5,
  BIG: 1,
  BSN: 3,
  BAK: 4,
  BIA: 4,
  BCH: 6,
  W06: 3,
  G62: 2,
};
const unitElements: Readonly<Record<string, number>> = { PO1: 3, IT1: 3, SN1: 3, W01: 2, POC: 5, W12: 5, QTY: 3 };
const priceElements: Readonly<Record<string, number>> = { PO1: 4, IT1: 4, POC: 6 };

const recipes: Readonly<Record<FlawKind, Recipe>> = {
  'party without code': (document) => {
    if (document.syntax === 'edifact') {
      return change(
        document,
        (segment) => tagOf(segment) === 'NAD',
        (segment) => [
          withElement(segment, 2, ['', '', '9']),
          {
            element: 2,
            component: 1,
            segmentCode: '8',
            edifactCode: '13',
            text: 'party identification missing',
          },
        ],
      );
    }
    return change(
      document,
      (segment) => tagOf(segment) === 'N1' && elementText(segment, 1) === 'ST',
      (segment) => [
        segment.slice(0, 4),
        {
          element: 4,
          dataElement: '67',
          elementCode: '2',
          segmentCode: '8',
          edifactCode: '13',
          text: 'identification code missing',
        },
      ],
    );
  },
  'unknown unit': (document) => {
    if (document.syntax === 'edifact') {
      return change(
        document,
        (segment) => tagOf(segment) === 'QTY',
        (segment) => {
          const [qualifier = '', quantity = ''] = segment[1] ?? [];
          return [
            withElement(segment, 1, [qualifier, quantity, 'BOXES']),
            {
              element: 1,
              component: 3,
              value: 'BOXES',
              segmentCode: '8',
              edifactCode: '39',
              text: 'measure unit too long',
            },
          ];
        },
      );
    }
    return change(
      document,
      (segment) => tagOf(segment) in unitElements,
      (segment) => {
        const element = unitElements[tagOf(segment)] ?? 3;
        return [
          withElement(segment, element, 'ZX'),
          {
            element,
            dataElement: '355',
            elementCode: '7',
            value: 'ZX',
            segmentCode: '8',
            edifactCode: '12',
            text: 'unit of measure not in code list',
          },
        ];
      },
    );
  },
  'impossible date': (document) => {
    if (document.syntax === 'edifact') {
      return change(
        document,
        (segment) => tagOf(segment) === 'DTM',
        (segment) => {
          const [qualifier = ''] = segment[1] ?? [];
          return [
            withElement(segment, 1, [qualifier, '20261340', '102']),
            {
              element: 1,
              component: 2,
              value: '20261340',
              segmentCode: '8',
              edifactCode: '12',
              text: 'date is not a date',
            },
          ];
        },
      );
    }
    return change(
      document,
      (segment) => tagOf(segment) in dateElements,
      (segment) => {
        const element = dateElements[tagOf(segment)] ?? 1;
        return [
          withElement(segment, element, '20261340'),
          {
            element,
            dataElement: '373',
            elementCode: '8',
            value: '20261340',
            segmentCode: '8',
            edifactCode: '12',
            text: 'date is not a date',
          },
        ];
      },
    );
  },
  'too long': (document) => {
    if (document.syntax === 'edifact') {
      const value = 'INV-2026-HARROW-AND-VALE-FOODS-EUROPE-000017';
      return change(
        document,
        (segment) => tagOf(segment) === 'RFF',
        (segment) => {
          const [qualifier = ''] = segment[1] ?? [];
          return [
            withElement(segment, 1, [qualifier, value]),
            {
              element: 1,
              component: 2,
              value,
              segmentCode: '8',
              edifactCode: '39',
              text: 'reference number too long',
            },
          ];
        },
      );
    }
    const value = 'DEPARTMENT-0042-GROCERY-AMBIENT-WEST';
    return change(
      document,
      (segment) => tagOf(segment) === 'REF',
      (segment) => [
        withElement(segment, 2, value),
        {
          element: 2,
          dataElement: '127',
          elementCode: '5',
          value,
          segmentCode: '8',
          edifactCode: '39',
          text: 'reference too long',
        },
      ],
    );
  },
  'missing total': (document) => {
    const tag = document.type === '810' ? 'TDS' : document.syntax === 'edifact' ? 'CNT' : undefined;
    const at = document.body.findIndex((segment) => tagOf(segment) === tag);
    if (tag === undefined || at < 0) return undefined;
    // X12 points where the segment should have been; CONTRL at the last segment processed before it.
    return {
      document: { ...document, body: document.body.toSpliced(at, 1) },
      flaw: {
        segment: tag,
        position: document.syntax === 'edifact' ? positionOf(at) - 1 : positionOf(at),
        segmentCode: '3',
        edifactCode: '13',
        text: `mandatory segment ${tag} missing`,
      },
    };
  },
  'bad number': (document) => {
    if (document.syntax === 'edifact') {
      return change(
        document,
        (segment) => tagOf(segment) === 'PRI',
        (segment) => {
          const [qualifier = ''] = segment[1] ?? [];
          return [
            withElement(segment, 1, [qualifier, '12 EUR']),
            {
              element: 1,
              component: 2,
              value: '12 EUR',
              segmentCode: '8',
              edifactCode: '37',
              text: 'price is not a number',
            },
          ];
        },
      );
    }
    return change(
      document,
      (segment) => tagOf(segment) in priceElements,
      (segment) => {
        const element = priceElements[tagOf(segment)] ?? 4;
        return [
          withElement(segment, element, '12,50'),
          {
            element,
            dataElement: '212',
            elementCode: '6',
            value: '12,50',
            segmentCode: '8',
            edifactCode: '37',
            text: 'unit price is not a number',
          },
        ];
      },
    );
  },
};

function change(
  document: BusinessDocument,
  wanted: (segment: Segment) => boolean,
  spoil: (segment: Segment) => readonly [Segment, Omit<Flaw, 'segment' | 'position'>],
): Flawed | undefined {
  const at = document.body.findIndex(wanted);
  const segment = document.body[at];
  if (segment === undefined) return undefined;
  const [changed, flaw] = spoil(segment);
  return {
    document: { ...document, body: document.body.with(at, changed) },
    flaw: { ...flaw, segment: tagOf(segment), position: positionOf(at) },
  };
}
