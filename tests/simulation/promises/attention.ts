import type { Attention } from '../../../schemas/attention.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { isWork } from './items.ts';
import { msOf } from './paris-time.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

type Kind = Attention['kind'];

/** Campaign, student and revision, as design.md, 6, has it. */
const lifecycleName = /^(.+)-([^-]+)-r\d+$/;

/** After these, an address takes no mail any more. */
const refusals: ReadonlySet<string> = new Set(['returned', 'rejected', 'complained']);
const waitingForReport: ReadonlySet<string> = new Set(['started', 'assigned', 'briefed', 'awaiting']);
const withReport: ReadonlySet<string> = new Set(['received', 'distributed', 'givenBack']);

/** By the version that counts: while another is typed, the latest that was sent. */
const isAlarming = (stage: Stage): boolean => stage.counting()?.isAlarming === true;

/** The institute's, to a student: its key names them. */
const studentsLink = /^link_staff_\d{4}-\d\d-\d\d_[A-Za-z0-9]+$/;

/** What of a placement somebody has to see to, by the decisions. */
const expectedOf = (stage: Stage, placement: Placement): Set<Kind> => {
  const { trouble, startDue, undelivered = [], status, tutor, student } = placement;
  const kinds = new Set<Kind>();
  if (trouble && !(startDue && msOf(startDue) > msOf(trouble.at))) kinds.add('troubled');
  const isRefused = (email: string) =>
    undelivered.some(({ recipient, reason }) => recipient === email && refusals.has(reason));
  // ADR 38: the tutor of a report that was given back is written to as well.
  const isWrittenTo = waitingForReport.has(status) || status === 'givenBack';
  if (isWrittenTo && isRefused(tutor.email)) kinds.add('refused');
  if ((isWrittenTo || withReport.has(status)) && isRefused(student.email)) kinds.add('refused');
  if (placement.tutorsWord?.state === 'waiting') kinds.add('word');
  if (placement.studentsWord?.state === 'waiting') kinds.add('studentsWord');
  if (withReport.has(status) && isAlarming(stage)) kinds.add('notAcquired');
  if (status === 'awaiting' && placement.round === 'escalation') kinds.add('late');
  return kinds;
};

/** (h) Nothing waits for somebody once its cause has ended, and whatever has one does. (l) An address that refused is left alone. */
export const attention = ({ ledger, broken }: Watched): Watch => {
  /** By campaign, the links that somebody insists on (ADR 39): of those days. */
  const insisted = new Set<string>();
  /** Who has one sent says that the address is right. */
  const isInsisted = (campaignId: string, mailKey: string): boolean =>
    studentsLink.test(mailKey) ||
    insisted.has(`${campaignId} ${mailKey.slice(0, 'link_staff_2026-10-12'.length)}`);
  return {
    itemWritten({ after }) {
      if (isWork(after) && after.task?.does === 'mail' && after.task.isInsisted)
        insisted.add(`${after.campaignId} link_staff_${after.askedAt.slice(0, 10)}`);
    },
    placementWritten(stage) {
      const placement = stage.placement as
        | (Placement & { attention?: Attention[]; attentionPk?: string })
        | undefined;
      if (!placement) return;
      const word = (placement.attention ?? []).find(({ kind }) => kind === 'word');
      if (word && word.since !== placement.tutorsWord?.saidAt)
        broken('h', `${stage.key} shows a word of its tutor that is not the latest`);
      const shown = new Set((placement.attention ?? []).map(({ kind }) => kind));
      if (shown.size > 0 !== (placement.attentionPk !== undefined))
        broken('h', `${stage.key} is under attention, and found nowhere, or the other way round`);
      const expected = expectedOf(stage, placement);
      const seenTo = new Set<Kind>((placement.settled ?? []).map(({ kind }) => kind));
      for (const kind of shown)
        if (!expected.has(kind)) broken('h', `${stage.key} waits for somebody as ${kind}, and nothing is`);
      for (const kind of expected)
        if (!shown.has(kind) && !seenTo.has(kind)) broken('h', `${stage.key} is ${kind}, and nobody sees it`);
    },
    /** What failed said so, where nobody had changed the stage meanwhile; whatever watched over it afterwards. */
    seen(observation) {
      if (observation.kind !== 'execution' || observation.status !== 'FAILED') return;
      const [, campaignId = '', studentNumber = ''] = lifecycleName.exec(observation.name) ?? [];
      const { placement, versions, courses } = ledger.stageOf(campaignId, studentNumber);
      if (!placement || versions.length > 1 || courses.length > 0) return;
      if (!placement.history.some(({ what }) => what === 'troubled'))
        broken('h', `${observation.name} failed, and its placement does not say so`);
    },
    mailLeft({ campaignId, to, occasion, mailKey, begun }) {
      const since = ledger.refusedSince.get(to);
      if (since !== undefined && begun.step > since && !isInsisted(campaignId, mailKey))
        broken('l', `a ${occasion} left to ${to}, which takes no mail any more`);
    },
  };
};
