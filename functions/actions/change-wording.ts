import type { MailKind } from '../../schemas/mail-kind.ts';
import type { MailWording, WordingTexts } from '../../schemas/wording.ts';
import { mayAdminister } from '../domain/rights.ts';
import { mailNames } from '../domain/wording/mail-names.ts';
import { passageProblem, tidied } from '../domain/wording/passages.ts';
import { passagesOfMail } from '../mail/worded-mails.ts';
import { type Acting, audited, inBrief, overtakenInTrail, type Refused, refuse } from './acting.ts';

/** Why a passage cannot be worded like that: a whole sentence, which says which. */
export type WordingProblem = { passage: string; message: string };

export type WordingOutcome =
  | { kind: 'changed' }
  /** Somebody else changed it since the person looked. */
  | { kind: 'overtaken' }
  /** A newer release wrote what is kept. */
  | { kind: 'unreadable' }
  | { kind: 'wrong'; problems: WordingProblem[] }
  | Refused;

/**
 * What was typed of a mail's passages: those that are not the original, as they may be kept. One that was not typed is by its original.
 *
 * @returns what is wrong, passage by passage, where something is
 */
export const readWording = (
  kind: MailKind,
  typed: Readonly<Record<string, string>>,
): { texts: WordingTexts } | { problems: WordingProblem[] } => {
  const texts: WordingTexts = {};
  const problems: WordingProblem[] = [];
  for (const [name, passage] of passagesOfMail(kind)) {
    const text = tidied(typed[name] ?? passage.text);
    if (text === passage.text) continue;
    const problem = passageProblem(passage, text);
    if (problem === undefined) texts[name] = text;
    else problems.push({ passage: name, message: `${passage.label} : ${problem}` });
  }
  return problems.length > 0 ? { problems } : { texts };
};

/**
 * Words a mail as it was typed. It holds for whatever is written from then on; what left, and what may have left and is sent again, says
 * what it said.
 *
 * @param seen how often it had been changed when the person looked; nobody overwrites what they have not seen
 */
export const changeWording = async (
  acting: Acting,
  kind: MailKind,
  seen: number,
  typed: Readonly<Record<string, string>>,
): Promise<WordingOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, 'wordingChanged', { after: mailNames[kind].name });
  const current = await store.wordings.find(kind);
  if (current === 'unreadable') return { kind: 'unreadable' };
  if ((current?.edition ?? 0) !== seen) return { kind: 'overtaken' };
  const read = readWording(kind, typed);
  if ('problems' in read) return { kind: 'wrong', problems: read.problems };
  const changes = changedPassages(kind, current, read.texts);
  if (changes.length === 0) return { kind: 'changed' };
  // Before it is done, a line for each passage: what it said, and says. The page of the mail has the last texts whole.
  for (const { label, before, after } of changes)
    await audited(acting, 'wordingChanged', {
      before: inBrief(`${mailNames[kind].name}, ${label} : « ${before} »`),
      after: inBrief(`« ${after} »`),
    });
  const changed = { texts: read.texts, changedAt: now, changedBy: staff.name };
  if (await store.wordings.change(kind, current, changed)) return { kind: 'changed' };
  await overtakenInTrail(acting, 'wordingChanged', { before: mailNames[kind].name });
  return { kind: 'overtaken' };
};

/** The original is said again, from then on. */
export const restoreWording = (acting: Acting, kind: MailKind, seen: number): Promise<WordingOutcome> =>
  changeWording(acting, kind, seen, {});

/** Which passages say something else, and what. Of one that a release has no more, its name. */
export const changedPassages = (
  kind: MailKind,
  before: Pick<MailWording, 'texts'> | undefined,
  texts: WordingTexts,
): { label: string; before: string; after: string }[] => {
  const passages = new Map(passagesOfMail(kind));
  const names = new Set([...passages.keys(), ...Object.keys(before?.texts ?? {}), ...Object.keys(texts)]);
  return [...names].flatMap((name) => {
    const { label, text: original } = passages.get(name) ?? { label: name, text: '' };
    const said = before?.texts[name] ?? original;
    const says = texts[name] ?? original;
    return said === says ? [] : [{ label, before: said, after: says }];
  });
};
