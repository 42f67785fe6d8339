/** The part of saxen that we call; it comes without types. */
declare module 'saxen' {
  export class Parser {
    on(event: 'openTag', hook: (name: string, attributes: () => Record<string, unknown>) => void): this;
    on(event: 'error', hook: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
