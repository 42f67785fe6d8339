import type { Report } from '../../../schemas/report.ts';
import type { PageShown } from '../observations.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

const door = /\/e\/[\w-]{20,}/;
const addresses = /[\w.-]+@ac\.example/g;
/** What a tutor of the load types of absences by themselves. */
const typedByTutors = new Set([undefined, '', '0']);

/**
 * (f) A student's page names no other student, and of tutors the present one alone; their link goes to nobody else. (s) What a student
 * proposed and was told is kept, is kept; and is in no report whose tutor did not take it over.
 */
export const studentsDoor = ({ ledger, broken }: Watched): Watch => {
  /** By item, every text that was stored as a proposal. */
  const proposals = new Map<string, { version: number; values: Set<string> }>();
  const taken = new Set<Stage>();

  const stagesOf = (student: string, step: number) =>
    [...ledger.stages.values()].flatMap((stage) =>
      stage.versionsSince(step).filter(({ facts }) => facts.student.email === student),
    );

  const shown = ({ to, text, begun }: PageShown & { to: { student: string } }): void => {
    const own = stagesOf(to.student, begun.step);
    for (const [address] of text.matchAll(addresses))
      if (!own.some(({ facts }) => facts.tutor.email === address))
        broken('f', `a page shown to ${to.student} names ${address}, who is not their tutor`);
  };

  const itemWritten: Watch['itemWritten'] = ({ pk, sk, after }) => {
    if (sk !== 'PROPOSAL') return;
    const before = proposals.get(pk);
    const version = Number(after?.version ?? 0);
    if (version !== (before?.version ?? 0) + 1) broken('s', `the proposal ${pk} is of version ${version}`);
    const values = new Set(before?.values).add(JSON.stringify(after?.values));
    proposals.set(pk, { version, values });
  };

  const reportWritten = (stage: Stage, report: Report | undefined): void => {
    const value = report?.values.absentHalfDays;
    if (typeof value === 'string' && !typedByTutors.has(value) && !taken.has(stage))
      broken('s', `the report of ${stage.key} says what only its student proposed`);
  };

  return {
    itemWritten,
    reportWritten,
    mailLeft({ to, text, begun, occasion }) {
      if (door.test(text) && stagesOf(to, begun.step).length === 0)
        broken('f', `a ${occasion} to ${to}, who is no student, has a student's link`);
    },
    seen(observation) {
      if (observation.kind === 'pageShown' && 'student' in observation.to)
        shown({ ...observation, to: observation.to });
      if (observation.kind === 'proposalTaken')
        taken.add(ledger.stageOf(observation.campaignId, observation.studentNumber));
      if (observation.kind !== 'proposed') return;
      const { to, campaignId, values } = observation;
      const said = (stored: string): boolean =>
        Object.entries(values).every(
          ([field, value]) => String((JSON.parse(stored) as Record<string, unknown>)[field]) === value,
        );
      const isKept = [...proposals].some(
        ([pk, one]) => pk.startsWith(`REPORT#${campaignId}#`) && [...one.values].some(said),
      );
      if (!isKept) broken('s', `what ${to} proposed in ${campaignId} was acknowledged and is not kept`);
    },
  };
};
