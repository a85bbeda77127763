/** Ends a command with a message for people and an exit code: 1 failed, 2 wrong usage. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: 1 | 2;
  readonly next: string | null;

  constructor(
    message: string,
    options: { readonly exitCode?: 1 | 2; readonly next?: string | null; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
    this.next = options.next ?? null;
  }
}
