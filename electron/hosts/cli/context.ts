import type { LogLevel } from '#core/ports.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** What every command is given. */
export type CommandContext = {
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  readonly output: Output;
  /** Opens the core (here or where it runs) for the length of `use`. */
  withSession<T>(use: (session: Session) => Promise<T>): Promise<T>;
};
