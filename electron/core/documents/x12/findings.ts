import type { Finding } from '#shared/model/edi/edi.ts';

/** Most findings kept for one file: a hostile file must not fill the memory with remarks about itself. */
const most = 500;

/** Collects findings up to a limit. */
export class Findings {
  readonly #list: Finding[] = [];
  #left = 0;

  add(severity: Finding['severity'], code: string, offset: number, message: string): void {
    if (this.#list.length >= most) {
      this.#left++;
      return;
    }
    this.#list.push({ code, severity, message, offset });
  }

  /** The findings ordered by offset, with a last word where some were left out. */
  list(): readonly Finding[] {
    const sorted = this.#list.toSorted((a, b) => a.offset - b.offset);
    if (this.#left === 0) return sorted;
    const offset = sorted.at(-1)?.offset ?? 0;
    const message = `${this.#left} more findings were left out.`;
    return [...sorted, { code: 'findings-left-out', severity: 'note', message, offset }];
  }
}
