import type { MailLeft } from '../observations.ts';
import { occasions } from './occasions.ts';
import type { KnownMail } from './watch.ts';

/**
 * Mails that should be one. Another leaves only where nobody could know that the last one had: SES's event was not heard in
 * time, and SES had not answered for a kind that is sent again, or its sender had died.
 */
export class Copies {
  readonly #left = new Map<string, { count: number; last: MailLeft }>();

  /** @returns which copy it is, and whether there may be one. */
  add(key: string, { source }: KnownMail): { count: number; mayBe: boolean } {
    const before = this.#left.get(key);
    const count = (before?.count ?? 0) + 1;
    this.#left.set(key, { count, last: source });
    if (!before) return { count, mayBe: true };
    const { isSenderLost, isAnswerLost, isForgotten, occasion } = before.last;
    // Who asks for a link again, and has none yet, gets one (ADR 12).
    const isAsked = occasion === 'link' && isAnswerLost;
    return { count, mayBe: isAsked || (isForgotten && (isSenderLost || occasions[occasion].isRepeated)) };
  }

  has(key: string): boolean {
    return this.#left.has(key);
  }
}
