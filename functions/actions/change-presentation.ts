import type { AuditedAct } from '../../schemas/audit.ts';
import type { Logo, NoticeName, Notices, Presentation } from '../../schemas/notices.ts';
import { accessibilityLevels, noticePages, typedNotice } from '../domain/guide/notice-texts.ts';
import { presentedProgramme } from '../domain/guide/presented-programme.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, inBrief, overtakenInTrail, type Refused, refuse } from './acting.ts';

export type PresentationOutcome = { kind: 'changed' } | { kind: 'overtaken' } | Refused;

type Own = Pick<Presentation, 'notices' | 'logo'>;
type Parts = Awaited<ReturnType<Acting['store']['institutions']['presentation']>>;

/** @param inWords what it says before and after, for the audit trail; undefined where nothing changes */
const present = async (
  acting: Acting,
  act: AuditedAct,
  seen: number,
  decide: (own: Own) => Own,
  inWords: (parts: Parts, after: Own) => { before: string; after: string } | undefined,
): Promise<PresentationOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, act);
  const parts = await store.institutions.presentation();
  const { content, own = { notices: {} } } = parts;
  if ((content.edition ?? 0) !== seen) return { kind: 'overtaken' };
  const { notices, logo } = decide(own);
  const after: Own = { notices, ...(logo !== undefined && { logo }) };
  const words = inWords(parts, after);
  if (!words) return { kind: 'changed' };
  await audited(acting, act, words);
  const isOurs = await store.institutions.present(content, {
    ...after,
    ...{ changedAt: now, changedBy: staff.name },
  });
  if (isOurs) return { kind: 'changed' };
  await overtakenInTrail(acting, act);
  return { kind: 'overtaken' };
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
    'noticeChanged',
    seen,
    (own) => ({ ...own, notices: decide(own.notices) }),
    ({ original, own }, after) => {
      const said = (which: Own | undefined) => {
        const notices = { ...original.notices, ...which?.notices };
        const { text, level } = typedNotice(notices, name);
        return name === 'accessibility'
          ? [accessibilityLevels[level], ...text.split('\n')]
          : text.split('\n');
      };
      const [before, says] = [said(own), said(after)];
      const at = before.findIndex((line, index) => line !== says[index]);
      if (at < 0 && before.length === says.length) return undefined;
      const line = at < 0 ? before.length : at;
      return {
        before: inBrief(`${noticePages[name].title} : « ${before[line] ?? ''} »`),
        after: inBrief(`« ${says[line] ?? ''} »`),
      };
    },
  );

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
    'logoChanged',
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
      return before === shows ? undefined : { before: before ?? '', after: shows ?? '' };
    },
  );
