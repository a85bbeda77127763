import { describe, expect, test } from 'vitest';
import { readX12 } from '#core/documents/x12/read.ts';
import type { EdiFile, Span } from '#shared/model/edi/edi.ts';
import { sampleFiles } from '#test/harness/edi-samples.ts';
import {
  bytesOf,
  functionalAcknowledgement,
  invoice,
  purchaseOrder,
  shipNotice,
  x12File,
} from '#test/harness/x12-fixtures.ts';

const own: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['invoice', bytesOf(x12File('IN', invoice()))],
  ['order', bytesOf(x12File('PO', purchaseOrder(), { end: '\r\n' }))],
  ['ship notice', bytesOf(x12File('SH', shipNotice()))],
  ['acknowledgement', bytesOf(x12File('FA', functionalAcknowledgement({ status: ['R', '4'] })))],
];

/** Sample files from elsewhere; where there are none the tests run on files of our own. */
const samples = sampleFiles(/\.edi$/).map(({ name, bytes }) => [name, bytes] as const);

/** What a file holds, in short. */
function gist(file: EdiFile): readonly string[] {
  return [
    ...file.documents.map((one) => `${one.type} ${one.number ?? '-'} ${one.segmentCount}`),
    ...file.acknowledgements.map((one) =>
      `${one.type} ${one.status} ${one.answers.type ?? '-'} ${one.answers.control.set ?? one.answers.control.group ?? one.answers.control.interchange ?? '-'} ${one.errors.map((error) => `${error.segment ?? error.level} ${error.position ?? '-'} ${error.element ?? '-'} ${error.code ?? '-'}`).join(', ')}`.trimEnd(),
    ),
    ...file.findings.filter((one) => one.severity !== 'note').map((one) => `! ${one.code}`),
  ];
}

/** Facts about samples with these names, where they are at hand. */
const known: Readonly<Record<string, readonly string[]>> = {
  'acks/997_reject_ak3_ak4.edi': ['997 rejected 837 0021 NM1 8 8 7'],
  'acks/997_malformed.edi': ['997 rejected 837 0021 NM1 8 8 7', '! functional-code-invalid', '! not-a-number'],
  'acks/999_two_groups_accepted.edi': Array(4).fill('999 accepted 834 0001'),
  'acks/TA1_accepted.edi': ['TA1 accepted - 000000050'],
  'acks/TA1_rejected_024.edi': ['TA1 rejected - 723010635 interchange - - 024'],
  'acks/TA1_with_group_rejected_024.edi': ['840 F0470097T3125 31', 'TA1 rejected - 723010535 interchange - - 024'],
  'acks/824_rail_accept_with_error_TED024.edi': ['824 accepted with errors - 408600001 set - - 024'],
  'synthetic/824_reject_for_856_crossdock.edi': ['824 rejected 856 0001 MAN 24 2 121, LIN 31 3 133'],
  'synthetic/997_partial_for_940_group_9221.edi': [
    '997 accepted 940 20066',
    '997 rejected 940 20067 N9 7 1 1',
    '997 partial 940 9221',
  ],
  'synthetic/997_reject_for_850_syntax_note_errors.edi': ['997 rejected 850 000000010 PO1 13 7 2, PO4 30 6 2'],
  'synthetic/TA1_error_001_for_850_one_line.edi': ['TA1 accepted with errors - 000000055 interchange - - 001'],
  'x12/810_walmart.edi': ['810 6463367 20'],
  'x12/850_buysnacks_with_810.edi': ['810 00001 32', '810 00001 22', '850 S115921858 17'],
  'x12/850_glass_pipe_terminator.edi': ['850 S41000439 36'],
  'x12/850_one_line.edi': ['850 1000012 11', '! interchange-control-mismatch'],
  'x12/855_books_ACK_IA_IR.edi': ['855 POTEST1112 26', '855 partial 850 - PO1 - - IR, PO1 - - IR'],
  'x12/856_crossdock_pack_level.edi': ['856 000009 57'],
  'x12/856_tilde_elements_star_terminator.edi': ['856 123456 25'],
  'x12/860_change_delete_lines.edi': ['860 PO NUMBER 9', '! line-break-in-segment', '! set-count-mismatch'],
  'x12/940_control_numbers_mismatch.edi': [
    '940 538686 5',
    '! set-control-mismatch',
    '! group-control-mismatch',
    '! interchange-control-mismatch',
  ],
  'x12/940_two_groups_for_ack.edi': ['940 35131 9', '940 35131 9', '940 35131 9'],
  'x12/945_ship_advice.edi': ['945 2144 17', '945 accepted 940 -', '! group-control-mismatch'],
};

describe('sample files', () => {
  test('are read without an exception, whatever syntax they are in, and point inside themselves', () => {
    const astray = [...own, ...samples].flatMap(([name, bytes]) => {
      const file = readX12(bytes);
      const spans = [...file.documents, ...file.acknowledgements].map((one) => one.span);
      const isRight = ({ start, end }: Span) =>
        end <= bytes.length && ['ST', 'TA'].includes(new TextDecoder().decode(bytes.subarray(start, start + 2)));
      return spans.every(isRight) ? [] : [name];
    });
    expect(astray).toEqual([]);
  });

  test('hold what they are known to hold', () => {
    const found = new Map([...own, ...samples].map(([name, bytes]) => [name, gist(readX12(bytes))]));
    const present = Object.entries(known).filter(([name]) => found.has(name));
    expect(present.map(([name]) => [name, found.get(name)])).toEqual(present);
    // A wrong directory must not pass for a look at the files.
    expect(present).toHaveLength(process.env['GRIDLINE_EDI_SAMPLES'] ? Object.keys(known).length : 0);
    expect(own.map(([name]) => found.get(name))).toEqual([
      ['810 INV-900 9'],
      ['850 PO-4711 11'],
      ['856 SHP-31 14'],
      ['997 rejected 810 0001 set - - 4'],
    ]);
  });
});
