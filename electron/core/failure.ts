/** Expected failures with a name in the contract. Anything else that is thrown is a bug. */

/** What was given can't be used: which field, what was expected there, and what was found instead. Never holds a secret. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
  readonly field: string;
  readonly expected: string;
  readonly got: string;

  constructor(field: string, expected: string, got: string) {
    super(`${field}: expected ${expected}, got ${got}`);
    this.field = field;
    this.expected = expected;
    this.got = got;
  }
}

export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  /** `connector`, `issue`, `document`. */
  readonly what: string;
  readonly id: string;

  constructor(what: string, id: string) {
    super(`There is no ${what} ${id}`);
    this.what = what;
    this.id = id;
  }
}

export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError';
  readonly connector: string;
  readonly next: string;

  constructor(connector: string, name: string) {
    super(`${name} is not connected`);
    this.connector = connector;
    this.next = `Connect ${name} on the connections screen.`;
  }
}
