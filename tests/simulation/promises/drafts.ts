import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Drafter, Report } from '../../../schemas/report.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

type Values = Record<string, string | string[]>;
/** A draft as it was written, and by whom. */
type Save = {
  values: Values;
  version: number;
  by: Drafter | undefined;
  /** When its tutor learned of it. */
  acknowledgedAt?: number;
};

/** Line ends are the browser's, and nothing typed is nothing. */
const asTyped = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? [...value].sort().join('\n') : (value ?? '')).replaceAll('\r\n', '\n').trim();

/** What the form says of itself before anybody typed: known from the placement. */
const headerFields = new Set(['tutorName', 'schoolName', 'classLevel', 'pupilCount', 'absentHalfDays']);

const isShown = (saved: Values, shown: Values): boolean =>
  [...new Set([...Object.keys(saved), ...Object.keys(shown)])].every(
    (field) =>
      asTyped(saved[field]) === asTyped(shown[field]) ||
      (asTyped(saved[field]) === '' && headerFields.has(field)),
  );

const factsIn = ({ tutor, school, classLevel, student }: PlacementFacts): string =>
  JSON.stringify([tutor, school, classLevel, student]);

/** (e) What a tutor reads back is what was last acknowledged as saved, and their own. */
export const drafts = ({ ledger, broken }: Watched): Watch => {
  const saves = new Map<Stage, Save[]>();
  const latestOf = (stage: Stage): Save[] => saves.get(stage) ?? [];

  const written = (stage: Stage, report: Report | undefined): void => {
    if (report?.status !== 'draft' || report.version === 0) return;
    const known = latestOf(stage);
    if (known.at(-1)?.version === report.version) return;
    saves.set(stage, [...known, { values: report.values, version: report.version, by: report.draftedBy }]);
  };

  const isTheirs = (stage: Stage, { by }: Save): boolean => by === undefined || stage.isDraftOfToday(by);

  const acknowledged = (stage: Stage, values: Values, step: number): void => {
    const save = latestOf(stage).findLast((one) => isShown(one.values, values));
    if (save) save.acknowledgedAt ??= step;
    // A save may be acknowledged once the report is sent, or the tutor replaced: then there is no draft to find it in.
    else if (stage.report?.status !== 'sent')
      broken('e', `a draft of ${stage.key} was acknowledged and not written`);
  };

  const read = (stage: Stage, values: Values, begun: number): void => {
    const all = latestOf(stage);
    // An older tab may hear of its save after a newer one did: the newer one counts.
    const last = all.findLastIndex(
      ({ acknowledgedAt = Number.POSITIVE_INFINITY }) => acknowledgedAt <= begun,
    );
    const known = all.slice(Math.max(0, last));
    const own = known.filter((save) => isTheirs(stage, save));
    const foreign = known.filter((save) => !isTheirs(stage, save));
    if (own.length > 0) {
      // Before the first save of theirs was acknowledged, the empty form may be shown.
      const isAcknowledged = own.some((save) => save === all[last]);
      // Theirs again after another tutor has typed in it: what that one typed is there, and nobody else's to see.
      const isOverwritten = foreign.some(
        (save) => known.indexOf(save) > known.lastIndexOf(own.at(-1) ?? save),
      );
      if (isAcknowledged && !isOverwritten && !own.some((save) => isShown(save.values, values)))
        broken('e', `the draft of ${stage.key} is not the one that was last saved`);
      return;
    }
    const facts = stage.versions.map((version) => factsIn(version.facts)).join(' ');
    // Words, not figures: those are the same by chance.
    const isTold = (value: string) => value.length >= 8 && !facts.includes(value);
    const copied = foreign.flatMap((save) =>
      Object.entries(save.values).filter(
        ([field, value]) => isTold(asTyped(value)) && asTyped(values[field]) === asTyped(value),
      ),
    );
    if (copied.length > 0)
      broken('e', `the form of ${stage.key} shows what somebody else typed: ${copied[0]?.[0]}`);
  };

  return {
    reportWritten: written,
    seen(observation) {
      if (observation.kind !== 'draftSaved' && observation.kind !== 'draftRead') return;
      const stage = ledger.stageOf(observation.campaignId, observation.studentNumber);
      if (observation.kind === 'draftSaved') acknowledged(stage, observation.values, observation.step);
      else read(stage, observation.values, observation.begun.step);
    },
  };
};
