import type { SiteId } from '../../schemas/institution.ts';
import type { Institute } from '../../schemas/programme.ts';
import { signerOf } from '../domain/wording/signer.ts';

/** A row of facts. `email` makes the value reachable: spelled out in the text part, a mailto link in the other. */
export type Fact = { label: string; value: string; email?: string };

/** One of a list that is looked through: who, then what there is to know, and how to reach them. */
export type Entry = {
  title: string;
  lines: string[];
  email: string;
  phone?: string | undefined;
  /** What may be wrong. */
  warning?: string | undefined;
};

export type Link = { label: string; url: string };

/** What letters are made of. Each is text, never markup: both renderings escape by construction. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'facts'; rows: Fact[] }
  | { kind: 'entries'; entries: Entry[] }
  | ({ kind: 'button' } & Link)
  | { kind: 'links'; links: Link[] }
  | ({ kind: 'fineprint'; text: string } & Link)
  /** A way beside the one that the letter is about. */
  | { kind: 'link'; label: string; text: string; url: string }
  | { kind: 'quote'; text: string };

/** The one source of a mail's two parts. */
export type Letter = {
  subject: string;
  title: string;
  salutation: string;
  blocks: Block[];
  institution: Institute;
  /** Whose registrar signs; absent, the institute's signatory does. */
  siteId?: SiteId | undefined;
};

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const list = (items: string[]): Block => ({ kind: 'list', items });
export const facts = (rows: Fact[]): Block => ({ kind: 'facts', rows });
export const button = (label: string, url: string): Block => ({ kind: 'button', label, url });
export const entries = (all: Entry[]): Block => ({ kind: 'entries', entries: all });
/** What else may be read, beside the one button. */
export const links = (all: Link[]): Block => ({ kind: 'links', links: all });
/** What is to be said once, and where the rest of it stands. */
export const fineprint = (text: string, link: Link): Block => ({ kind: 'fineprint', text, ...link });
export const link = (label: string, text: string, url: string): Block => ({ kind: 'link', label, text, url });
/** Somebody else's words, line breaks kept. */
export const quote = (text: string): Block => ({ kind: 'quote', text });

export const closingWords = 'Bien cordialement,';

/**
 * Who signs (CRPA, L111-2: first name, name, function, administrative address), then a line each: the institution's name once,
 * where it sends under that very name.
 */
export const signedBy = ({ institution, siteId }: Letter): { agent: string; lines: string[] } => {
  const { senderName, name } = institution;
  const { agent, role, campus, address, phone } = signerOf(institution, siteId);
  const where = [...new Set([senderName, name])].join('\n');
  return {
    agent: `${agent}, ${role}`,
    lines: [
      campus === undefined ? where : `${where}, ${campus}`,
      [address, phone].filter((part) => part !== undefined).join(' – '),
    ].filter((line) => line !== ''),
  };
};
export const contactLead = 'Une question, un empêchement ? Écrivez-nous :';
