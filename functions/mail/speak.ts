import type { MailKind } from '../../schemas/mail-kind.ts';
import type { WordingTexts } from '../../schemas/wording.ts';
import { filled, type Passage, passageProblem } from '../domain/wording/passages.ts';
import type { Placeholder } from '../domain/wording/placeholders.ts';
import { logger } from '../observability/logger.ts';
import { type Block, paragraph } from './letter.ts';

type Prose<P> = {
  /** What it says, for who words it. */
  label: string;
  text: string;
  /** What it cannot do without. */
  needs?: readonly P[];
  isOptional?: true;
};

/**
 * All that a kind of mail says in prose, with what it may name. Links, buttons, facts and what the law or the tutor's safety asks for
 * are the template's own: nobody can word them away.
 */
export type MailWords<P extends Placeholder = Placeholder, K extends string = string> = {
  kind: MailKind;
  placeholders: readonly P[];
  /** A subject is read over shoulders, and on locked screens: it names nobody but whom the original does. */
  inSubject: readonly P[];
  subject: string;
  title: string;
  /** Whether it may be about several stages. */
  isByNumber?: boolean;
  /** Its subject and its title begin with no stage's name. */
  isOfNoStage?: true;
  passages: Readonly<Record<K, Prose<P>>>;
};

/** Has the compiler hold a template to its own placeholders and passages. */
export const mailWords = <const P extends Placeholder, const K extends string>(
  words: MailWords<P, K>,
): MailWords<P, K> => words;

/** Each passage by its name, the subject and the title first. */
export const passagesOf = <K extends string>(
  words: MailWords<Placeholder, K>,
): Readonly<Record<'subject' | 'title' | K, Passage>> => {
  const { placeholders, inSubject, isByNumber = false } = words;
  const line = { isLine: true, isOptional: false, isByNumber, needs: [] };
  const prose = Object.entries<Prose<Placeholder>>(words.passages).map(
    ([name, { label, text, needs = [], isOptional = false }]) =>
      [name, { label, text, placeholders, needs, isLine: false, isOptional, isByNumber }] as const,
  );
  return {
    subject: { ...line, label: 'Objet', text: words.subject, placeholders: inSubject },
    title: { ...line, label: 'Titre', text: words.title, placeholders },
    ...(Object.fromEntries(prose) as Record<K, Passage>),
  };
};

type Spoken<K extends string> = {
  subject: string;
  title: string;
  text: (name: K) => string;
  /**
   * A passage has paragraphs of its own where a blank line parts them, and none where it was left empty.
   *
   * @param behind the template's own words, which stand at its end in any case
   */
  paragraphs: (name: K, behind?: string) => Block[];
};

/**
 * A mail's prose as the institute words it. What this release cannot say, for it names what is gone, is said as the original does, and
 * the log tells: a mail leaves in any case.
 *
 * @param values what its placeholders stand for in this mail
 */
export const speak = <P extends Placeholder, K extends string>(
  words: MailWords<P, K>,
  wording: WordingTexts | undefined,
  values: Readonly<Record<P, string>>,
  isSeveral = false,
): Spoken<K> => {
  const passages = passagesOf(words);
  const text = (name: 'subject' | 'title' | K): string => {
    const passage = passages[name];
    const worded = wording?.[name];
    const isSayable = worded === undefined || passageProblem(passage, worded) === undefined;
    if (!isSayable)
      logger.error('a passage is worded as it can be no more: its original is said', {
        kind: words.kind,
        passage: name,
      });
    const said = worded !== undefined && isSayable ? worded : passage.text;
    return filled(passage, said, values, isSeveral).trim();
  };
  return {
    subject: text('subject'),
    title: text('title'),
    text,
    paragraphs: (name, behind = '') =>
      `${text(name)} ${behind}`
        .trim()
        .split(/\n{2,}/)
        .filter((one) => one.trim() !== '')
        .map(paragraph),
  };
};
