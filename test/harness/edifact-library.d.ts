/** The part of the npm library `edifact` that tests use as a second opinion; it comes without types. */
declare module 'edifact' {
  export class Parser {
    onopensegment: (tag: string) => void;
    onelement: () => void;
    oncomponent: (text: string) => void;
    encoding(level: string): void;
    write(chunk: string): void;
    end(): void;
  }
}
