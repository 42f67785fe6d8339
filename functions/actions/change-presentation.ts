import type { AuditedAct } from '../../schemas/audit.ts';
import {
  keptChanges,
  type Logo,
  type NoticeName,
  type Notices,
  type Presentation,
  type PresentationChange,
} from '../../schemas/notices.ts';
import {
  accessibilityLevels,
  isSameNotice,
  noticePages,
  type TypedNotice,
  typedNotice,
} from '../domain/guide/notice-texts.ts';
import { presentedProgramme } from '../domain/guide/presented-programme.ts';
import { mayAdminister } from '../domain/rights.ts';
import { changedLines } from '../domain/wording/changed-lines.ts';
import { counted } from '../domain/wording/counted.ts';
import { type Acting, audited, inBrief, overtakenInTrail, type Refused, refuse } from './acting.ts';

export type PresentationOutcome = { kind: 'changed' } | { kind: 'overtaken' } | Refused;

type Own = Pick<Presentation, 'notices' | 'logo'>;
type Parts = Awaited<ReturnType<Acting['store']['institutions']['presentation']>>;

/** What it said before and says after, as an entry of the trail holds it. */
type InWords = { before: string; after: string };

/** @param inWords each part that says something else, for the audit trail; none where nothing changes */
const present = async (
  acting: Acting,
  { act, what }: { act: AuditedAct; what: PresentationChange['what'] },
  seen: number,
  decide: (own: Own) => Own,
  inWords: (parts: Parts, after: Own) => InWords[],
): Promise<PresentationOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, act);
  const parts = await store.institutions.presentation();
  const { content, own } = parts;
  if ((content.edition ?? 0) !== seen) return { kind: 'overtaken' };
  const { notices, logo } = decide(own ?? { notices: {} });
  const after: Own = { notices, ...(logo !== undefined && { logo }) };
  const words = inWords(parts, after);
  if (words.length === 0) return { kind: 'changed' };
  for (const entry of words) await audited(acting, act, entry);
  const isOurs = await store.institutions.present(content, {
    ...after,
    ...{ changedAt: now, changedBy: staff.name },
    changes: withChange(own?.changes ?? [], { what, at: now, by: staff.name }),
  });
  if (isOurs) return { kind: 'changed' };
  await overtakenInTrail(acting, act);
  return { kind: 'overtaken' };
};

/** Of each page the latest first. One page that is changed often hides no other's changes. */
const withChange = (
  former: readonly PresentationChange[],
  next: PresentationChange,
): PresentationChange[] => {
  const isSame = ({ what }: PresentationChange) => what === next.what;
  const same = former.filter(isSame).slice(0, keptChanges - 1);
  return [next, ...same, ...former.filter((one) => !isSame(one))];
};

/**
 * Has a page that anybody may read say something else, from then on.
 *
 * @param seen how often the settings had been changed when the person looked
 * @param decide the notices that are the institution's own, from those that were
 */
export const changeNotice = async (
  acting: Acting,
  name: NoticeName,
  seen: number,
  decide: (own: Partial<Notices>) => Partial<Notices>,
): Promise<PresentationOutcome> =>
  present(
    acting,
    { act: 'noticeChanged', what: name },
    seen,
    (own) => ({ ...own, notices: decide(own.notices) }),
    ({ original, own }, after) => {
      const said = (which: Own | undefined) => typedNotice({ ...original.notices, ...which?.notices }, name);
      return noticeInWords(name, said(own), said(after));
    },
  );

/** So many lines of one change are quoted; of a page that is written anew, the trail says that there were more. */
const mostQuoted = 20;
const quoted = (line: string | undefined): string => (line === undefined ? '–' : `« ${line} »`);

const noticeInWords = (name: NoticeName, before: TypedNotice, after: TypedNotice): InWords[] => {
  if (isSameNotice(name, before, after)) return [];
  const { title } = noticePages[name];
  const lines = changedLines(before.text, after.text);
  const levels = [before, after].map(({ level }) => accessibilityLevels[level]);
  const isLevelled = name === 'accessibility' && levels[0] !== levels[1];
  const changed = [...(isLevelled ? [{ before: levels[0], after: levels[1] }] : []), ...lines];
  if (changed.length === 0)
    return [{ before: `${title} : les mêmes lignes`, after: 'dans un autre ordre, ou autrement séparées' }];
  const more = changed.length - mostQuoted;
  return [
    ...changed.slice(0, mostQuoted).map((line) => ({
      before: inBrief(`${title} : ${quoted(line.before)}`),
      after: inBrief(quoted(line.after)),
    })),
    ...(more > 0
      ? [{ before: `${title} : ${counted(more, 'autre ligne', 'autres lignes')}`, after: 'aussi' }]
      : []),
  ];
};

/**
 * Shows another logo from then on, on pages, in mails and on what is printed.
 *
 * @param logo `none`: the institution's name in its place; `original`: that of its programme
 */
export const changeLogo = async (
  acting: Acting,
  seen: number,
  logo: Logo | 'none' | 'original',
): Promise<PresentationOutcome> =>
  present(
    acting,
    { act: 'logoChanged', what: 'logo' },
    seen,
    ({ notices }) => ({
      notices,
      ...(logo !== 'original' && { logo: logo === 'none' ? null : logo }),
    }),
    ({ original, own }, after) => {
      const [before, shows] = [own, after].map((one) => {
        const picture = presentedProgramme(original, one).logo;
        return picture ? `image de ${picture.width} × ${picture.height} pixels (${picture.digest})` : 'aucun';
      });
      return before === shows ? [] : [{ before: before ?? '', after: shows ?? '' }];
    },
  );
