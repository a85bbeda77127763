import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The tests that take longest, in the order they begin. Vitest goes by the size of a file, which says nothing of these. The
 * first and the last wait a minute and more for an order to become overdue: at the same time, they would leave a core idle.
 */
export const slow: readonly string[] = [
  'test/journeys/ui-browser.test.ts',
  'test/hosts/restore-command.test.ts',
  'test/hosts/certificates.test.ts',
  'test/hosts/proxy.test.ts',
  'test/hosts/printable.test.ts',
  'test/journeys/command-line.test.ts',
  'test/journeys/ui-desktop.test.ts',
];

/** Begins with the slow ones: begun last, one of them would run alone at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = slow.findIndex((path) => moduleId.endsWith(`/${path}`));
      return at === -1 ? slow.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
