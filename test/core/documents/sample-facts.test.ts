import { expect, test } from 'vitest';
import { readEdiFile } from '#core/documents/read-file.ts';
import type { EdiFile } from '#shared/model/edi/edi.ts';
import { sampleFiles } from '#test/harness/edi-samples.ts';
import { bytesOf, invoice, x12File } from '#test/harness/x12-fixtures.ts';

/** What a person reads in a file: parts joined by `|`, findings as `code@byte`. */
type Facts = {
  /** type, number, sender, receiver, control numbers of interchange, group and set. */
  readonly documents: readonly string[];
  readonly answers: readonly {
    /** type, then what it answers: type, number, control numbers of interchange, group and set; status. */
    readonly is: string;
    /** level, segment, position, element, component, code, value. */
    readonly errors: readonly string[];
  }[];
  readonly findings: readonly string[];
};

function factsOf({ documents, acknowledgements, findings }: EdiFile): Facts {
  const line = (...parts: readonly (string | number | null)[]) => parts.map(String).join('|');
  return {
    documents: documents.map(({ type, number, sender, receiver, control: { interchange, group, set } }) =>
      line(type, number, sender, receiver, interchange, group, set),
    ),
    answers: acknowledgements.map(({ type, answers: { type: of, number, control }, status, errors }) => ({
      is: line(type, of, number, control.interchange, control.group, control.set, status),
      errors: errors.map(({ level, segment, position, element, component, code, value }) =>
        line(level, segment, position, element, component, code, value),
      ),
    })),
    findings: findings.map(({ code, offset }) => `${code}@${offset}`),
  };
}

/** Read by hand from sample files with these names; checked where they are at hand. */
const facts: Readonly<Record<string, Facts>> = {
  'acks/824_rail_accept_with_error_TED024.edi': {
    documents: [],
    answers: [
      { is: '824|null|006394|null|40860|408600001|accepted with errors', errors: ['set|null|null|null|null|024|null'] },
    ],
    findings: ['byte-order-mark@0', 'newline-terminator@108', 'indented-segments@156', 'last-terminator-missing@967'],
  },
  'acks/997_malformed.edi': {
    documents: [],
    answers: [{ is: '997|837|null|null|000001|0021|rejected', errors: ['element|NM1|8|8|null|7|MI'] }],
    findings: ['functional-code-invalid@187', 'not-a-number@245'],
  },
  'acks/997_reject_ak3_ak4.edi': {
    documents: [],
    answers: [{ is: '997|837|null|null|000001|0021|rejected', errors: ['element|NM1|8|8|null|7|MI'] }],
    findings: [],
  },
  'acks/997_repeating_composites.edi': {
    documents: [],
    answers: [
      {
        is: '997|837|null|null|000001|0021|rejected',
        errors: [
          'element|NM1|null|8|null|7|AK404-R1-COMP1:AK404-R1-COMP2:AK404-R1-COMP3^AK404-R2-COMP1:AK404-R2-COMP2',
        ],
      },
    ],
    findings: ['not-a-number@216', 'unknown-code@216'],
  },
  'acks/999_malformed.edi': {
    documents: [],
    answers: [
      {
        is: '999|837|null|null|17456|0001|received',
        // IK5 Q, which no list has, and then IK5 A.
        errors: ['set|null|null|null|null|Q|null', 'acknowledgement|null|null|null|null|null|null'],
      },
      { is: '999|837|null|null|17456|0002|rejected', errors: ['element|CLM|22|2|null|1|null'] },
      { is: '999|837|null|null|17456|0003|rejected', errors: ['segment|REF|57|null|null|3|null'] },
      { is: '999|837|null|null|17456|null|partial', errors: [] },
    ],
    findings: [
      'acknowledgement-out-of-order@182',
      'unknown-code@237',
      'acknowledgement-out-of-order@244',
      'set-count-mismatch@486',
    ],
  },
  'acks/999_two_groups_accepted.edi': {
    documents: [],
    answers: [
      { is: '999|834|null|null|13360001|0001|accepted', errors: [] },
      { is: '999|834|null|null|13360001|0001|accepted', errors: [] },
      { is: '999|834|null|null|13360001|0001|accepted', errors: [] },
      { is: '999|834|null|null|13360001|0001|accepted', errors: [] },
    ],
    findings: [],
  },
  'acks/APERAK_D96A_accepted_v3.edi': {
    documents: [],
    answers: [{ is: 'APERAK|null|PO123456|null|null|null|accepted', errors: [] }],
    findings: ['segment-count@197'],
  },
  'acks/APERAK_D96A_rejected_v3.edi': {
    documents: [],
    answers: [{ is: 'APERAK|null|PO123456|null|null|null|rejected', errors: ['set|null|null|null|null|12|null'] }],
    findings: ['segment-count@209'],
  },
  'acks/TA1_accepted.edi': {
    documents: [],
    answers: [{ is: 'TA1|null|null|000000050|null|null|accepted', errors: [] }],
    findings: [],
  },
  'acks/TA1_rejected_024.edi': {
    documents: [],
    answers: [
      { is: 'TA1|null|null|723010635|null|null|rejected', errors: ['interchange|null|null|null|null|024|null'] },
    ],
    findings: ['newline-terminator@105'],
  },
  'acks/TA1_with_group_rejected_024.edi': {
    documents: ['840|F0470097T3125|ZZ:DMCOGDEN|ZZ:PUBLIC|300017389|300017389|300017389'],
    answers: [
      { is: 'TA1|null|null|723010535|null|null|rejected', errors: ['interchange|null|null|null|null|024|null'] },
    ],
    findings: ['newline-terminator@105'],
  },
  'x12/810_walmart.edi': {
    documents: ['810|6463367|16:102096559TEST|14:PARTNERTEST|810000263|810000263|0001'],
    answers: [],
    findings: ['byte-order-mark@0', 'newline-terminator@108', 'indented-segments@174', 'last-terminator-missing@795'],
  },
  'x12/850_buysnacks_with_810.edi': {
    documents: [
      '810|00001|ZZ:SENDERISA|ZZ:RECEIVERISA|000000020|1|000000001',
      '810|00001|ZZ:SENDERISA|ZZ:RECEIVERISA|000000020|1|000000002',
      '850|S115921858|ZZ:SENDERISA|ZZ:RECEIVERISA|000000020|165|000191240',
    ],
    answers: [],
    findings: [],
  },
  'x12/850_glass_pipe_terminator.edi': {
    documents: ['850|S41000439|01:828513080|01:001903202U|000000245|245|0001'],
    answers: [],
    findings: ['byte-order-mark@0', 'carriage-returns@109', 'indented-segments@111'],
  },
  'x12/850_one_line.edi': {
    documents: ['850|1000012|01:000123456|ZZ:PARTNERID|000000055|2|0003'],
    answers: [],
    findings: ['byte-order-mark@0', 'no-break-space-padding@3', 'envelope-width@3', 'interchange-control-mismatch@373'],
  },
  'x12/850_syntax_note_errors.edi': {
    documents: ['850|08292233294|ZZ:ABCDEFGHIJKLMNO|ZZ:123456789012345|000003438|1421|000000010'],
    answers: [],
    findings: ['newline-terminator@105'],
  },
  'x12/850_widgets_vics.edi': {
    documents: ['850|08292233294|12:4405197800|01:999999999|000003438|1421|000000010'],
    answers: [],
    findings: [],
  },
  'x12/855_books_ACK_IA_IR.edi': {
    documents: ['855|POTEST1112|ZZ:1556150|ZZ:123MILL|000000005|5|0005'],
    answers: [
      {
        is: '855|850|POTEST1112|null|null|null|partial',
        errors: ['segment|PO1|null|null|null|IR|null', 'segment|PO1|null|null|null|IR|null'],
      },
    ],
    findings: [],
  },
  'x12/855_two_sets.edi': {
    documents: [
      '855|7542|01:121792154|12:1234567890|000076417|76417|0001',
      '855|99035|01:121792154|12:1234567890|000076417|76417|0002',
    ],
    answers: [
      { is: '855|850|7542|null|null|null|accepted', errors: [] },
      { is: '855|850|99035|null|null|null|accepted', errors: [] },
    ],
    findings: ['carriage-returns@106', 'indented-segments@108'],
  },
  'x12/856_crossdock_pack_level.edi': {
    documents: ['856|000009|ZZ:SENDER|ZZ:RECEIVER|000000091|91|0001'],
    answers: [],
    findings: ['newline-terminator@105'],
  },
  'x12/856_tilde_elements_star_terminator.edi': {
    documents: ['856|123456|01:201495124|01:207663412|000000001|1|0001'],
    answers: [],
    findings: ['byte-order-mark@0', 'unusual-element-separator@6', 'carriage-returns@109', 'indented-segments@111'],
  },
  'x12/856_widgets.edi': {
    documents: ['856|829716|12:4405197800|01:999999999|000000049|49|0008'],
    answers: [],
    findings: [],
  },
  'x12/860_change_delete_lines.edi': {
    documents: ['860|PO NUMBER|12:SENDERID|01:787347434|000000568|568|56488'],
    answers: [],
    findings: [
      'byte-order-mark@0',
      'envelope-width@3',
      'carriage-returns@108',
      'indented-segments@110',
      'line-break-in-segment@286',
      'set-count-mismatch@463',
    ],
  },
  'x12/940_control_numbers_mismatch.edi': {
    documents: ['940|538686|ZZ:ABCDEFGHIJKLMNO|ZZ:123456789012345|000003438|3314|0001'],
    answers: [],
    findings: [
      'newline-terminator@105',
      'set-control-mismatch@265',
      'group-control-mismatch@275',
      'interchange-control-mismatch@285',
    ],
  },
  'x12/940_two_groups_for_ack.edi': {
    documents: [
      '940|35131|ZZ:VENDOR|ZZ:WAREHOUSE|000009221|9221|20066',
      '940|35131|ZZ:VENDOR|ZZ:WAREHOUSE|000009221|9221|20067',
      '940|35131|ZZ:VENDOR|ZZ:WAREHOUSE|000009221|9222|20068',
    ],
    answers: [],
    findings: ['newline-terminator@105', 'last-terminator-missing@694'],
  },
  'x12/945_ship_advice.edi': {
    documents: ['945|2144|08:9338945000|08:9393939394|000000031|20021104|0003100001'],
    answers: [{ is: '945|940|null|null|null|null|accepted', errors: [] }],
    findings: ['byte-order-mark@0', 'carriage-returns@109', 'indented-segments@111', 'group-control-mismatch@725'],
  },
  'edifact/DESADV_D96A_books.edi': {
    documents: ['DESADV|Y02197250|31B:1556150|ZZ:8888888|1|null|142'],
    answers: [],
    findings: [],
  },
  'edifact/INVOIC_D03B.edi': {
    documents: ['INVOIC|539602|14:5790000274017|14:5708601000836|17|null|30'],
    answers: [],
    findings: [],
  },
  'edifact/INVOIC_D97B.edi': {
    documents: ['INVOIC|342459|1:005435656|1:006415160|00000000000778|null|00000000000117'],
    answers: [],
    findings: [],
  },
  'edifact/ORDERS_D96A_malformed.edi': {
    documents: ['ORDERS|null|||null|null|1'],
    answers: [],
    findings: ['segment-outside-message@10', 'missing-unb@29', 'segment-count@96', 'missing-bgm@29'],
  },
  'edifact/ORDERS_D96A_una_comma_decimal.edi': {
    documents: ['ORDERS|801715918011|8:12345678|ZZ:WBDZDD|807|null|1'],
    answers: [],
    findings: ['missing-unz@366'],
  },
  'edifact/ORDERS_D96A_with_group.edi': {
    documents: ['ORDERS|C1441747|14:5400110000009|14:5013546107732|2722166169492|1|1'],
    answers: [],
    findings: ['segment-count@545'],
  },
  'synthetic/824_reject_for_856_crossdock.edi': {
    documents: [],
    answers: [
      {
        is: '824|856|000009|null|91|0001|rejected',
        errors: ['element|MAN|24|2|null|121|00000715670002152360', 'element|LIN|31|3|null|133|0000000000831'],
      },
    ],
    findings: [],
  },
  'synthetic/997_partial_for_940_group_9221.edi': {
    documents: [],
    answers: [
      { is: '997|940|null|null|9221|20066|accepted', errors: [] },
      { is: '997|940|null|null|9221|20067|rejected', errors: ['element|N9|7|1|null|1|null'] },
      { is: '997|940|null|null|9221|null|partial', errors: [] },
    ],
    findings: [],
  },
  'synthetic/997_reject_for_850_syntax_note_errors.edi': {
    documents: [],
    answers: [
      {
        is: '997|850|null|null|1421|000000010|rejected',
        errors: ['element|PO1|13|7|null|2|null', 'element|PO4|30|6|null|2|null'],
      },
    ],
    findings: [],
  },
  'synthetic/CONTRL_interchange_reject_duplicate_ORDERS.edi': {
    documents: [],
    answers: [
      { is: 'CONTRL|null|null|2722166169492|null|null|rejected', errors: ['interchange|null|null|null|null|26|null'] },
    ],
    findings: [],
  },
  'synthetic/CONTRL_receipt_only_ORDERS.edi': {
    documents: [],
    answers: [{ is: 'CONTRL|null|null|2722166169492|null|null|received', errors: [] }],
    findings: [],
  },
  'synthetic/MDN_error_authentication_failed.txt': {
    documents: [],
    answers: [
      {
        is: 'MDN|null|null|null|null|null|rejected',
        errors: ['interchange|null|null|null|null|authentication-failed|null'],
      },
    ],
    findings: [],
  },
  'synthetic/MDN_failed_unsupported_mic.txt': {
    documents: [],
    answers: [
      {
        is: 'MDN|null|null|null|null|null|rejected',
        errors: ['interchange|null|null|null|null|unsupported MIC-algorithms|null'],
      },
    ],
    findings: [],
  },
  'synthetic/MDN_processed.txt': {
    documents: [],
    answers: [{ is: 'MDN|null|null|null|null|null|accepted', errors: [] }],
    findings: ['mdn-file-only@0'],
  },
  'synthetic/TA1_error_001_for_850_one_line.edi': {
    documents: [],
    answers: [
      {
        is: 'TA1|null|null|000000055|null|null|accepted with errors',
        errors: ['interchange|null|null|null|null|001|null'],
      },
    ],
    findings: [],
  },
};

test('a file of our own holds what we wrote into it', () => {
  expect(factsOf(readEdiFile(bytesOf(x12File('IN', invoice()))))).toEqual({
    documents: ['810|INV-900|ZZ:GRIDBRANDS|01:123456789|000000101|101|0001'],
    answers: [],
    findings: [],
  });
});

const samples = sampleFiles(/\.(?:edi|txt)$/).filter(({ name }) => name in facts);

// Without the variable there are none; with it, a wrong directory must not pass for a look at the files.
test('every sample file of which something is known was there to be read', () => {
  expect(samples.map(({ name }) => name)).toEqual(
    process.env['GRIDLINE_EDI_SAMPLES'] ? Object.keys(facts).toSorted() : [],
  );
});

for (const { name, bytes } of samples) {
  test(`${name} holds what a person reads in it`, () => {
    expect(factsOf(readEdiFile(bytes))).toEqual(facts[name]);
  });
}
