import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runCommand } from '#test/harness/command-line.ts';
import { startOutside } from '#test/harness/outside.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import * as edi from '#test/harness/x12-fixtures.ts';
import { printable, printableJson } from '#hosts/lib/printable.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

/** Clears the screen, sets the title, goes back on the line, rings, turns the text around, hides, breaks. */
const evil =
  '\u001b[2J\u001b]0;owned\u0007\rX\u009b31m\u0090\u0085\u007f\b\u202egpj.exe\u2066\u200b\u2028\u061c\ufeff\u{e0041}\0';
const obeyed = /[^\P{C}\n\u200c\u200d]|[\u2028\u2029]/u;

test('Nothing that a partner, a vendor or a file says is obeyed by the terminal, whichever command prints it.', async () => {
  const outside = await startOutside();
  const data = temporaryFolder();
  await outside.connect(data);
  const failed = { status: 'Failed', errorcode: `7${evil}`, externalerrormessage: `No ${evil} answer` } as const;
  outside.tradingGrid.put({ ...invoice('4711'), ...failed, receivername: `Harbour${evil}Stores` });
  const file = join(data, `b${evil.replaceAll(/[\0/]/g, '')}.edi`);
  writeFileSync(file, `ISA*00*${evil}`);
  const answer = edi.functionalAcknowledgement({
    errors: [
      ['AK3', 'IT1', '6', '', '8'],
      ['AK4', '4', '212', '6', evil],
    ],
  });
  const good = join(data, 'good.edi');
  writeFileSync(good, edi.x12File('FA', answer, { sender: edi.harbourStores, receiver: edi.usBrands }));
  const printed: { readonly words: string; readonly out: string; readonly err: string }[] = [];
  const run = async (...words: readonly string[]) => {
    const { out, err } = await runCommand([...words, '--data', data]);
    printed.push({ words: words.join(' '), out, err });
    if (words.includes('--json') && out !== '') JSON.parse(out);
    return out;
  };
  for (const json of [[], ['--json']]) {
    await run('poll', '--verbose', ...json);
    await run('import', file, good, ...json);
    await run('queue', ...json);
    const id = /^\S+/.exec(await run('queue', 'kind:delivery-failed'))?.[0] ?? '';
    await run('show', id, ...json);
    await run('act', id, 'salesforce.escalate', '--wait', '--timeout', '1', '--verbose', ...json);
    await run('outbox', ...json);
    await run('doctor', ...json);
    await run('verify', ...json);
    await run('show', `${evil.replace('\0', '')}x`, ...json);
    await run('queue', `--${evil.replace('\0', '')}x`, ...json);
    await run('import', `${evil.replace('\0', '')}x`, ...json);
  }
  expect(outside.salesforce.cases()).toHaveLength(1);
  const everything = printed.map(({ out, err }) => out + err).join('');
  expect(everything).toContain('␛[2J␛]0;owned␇');
  for (const { words, out, err } of printed) {
    expect(
      [obeyed.exec(out)?.[0], obeyed.exec(err)?.[0]].map((found) => found && escape(found)),
      words,
    ).toEqual([undefined, undefined]);
  }
});

test('Text in the scripts of the world is printed as it is; breaks are blanks.', () => {
  const names = ['株式会社東京', 'Ørsted – “Æ”', 'می‌خواهم', 'חברה בע"מ', '👩‍👩‍👧', 'a\u0301'];
  expect(names.map(printable)).toEqual(names);
  expect(printable('one\r\ntwo\nthree\tfour')).toBe('one two three four');
});

test('JSON stays JSON and means the same.', () => {
  const document = { [evil]: [evil, '\u{1f469}', 1], nested: { a: `${evil}\n\t` } };
  const text = printableJson(JSON.stringify(document, null, 2));
  expect(obeyed.test(text)).toBe(false);
  expect(JSON.parse(text)).toEqual(document);
});

test('Signs that fill a place and show nothing are shown as a mark: a name of them alone is not an empty one.', () => {
  const fillers = Array.from('\u034f\u115f\u1160\u17b4\u180b\u2800\u3164\uffa0');
  expect(fillers.map(printable)).toEqual(fillers.map(() => '�'));
  expect(JSON.parse(printableJson(JSON.stringify(fillers)))).toEqual(fillers);
  expect(printableJson(JSON.stringify(fillers))).toMatch(/^[\x20-\x7e]*$/);
});
