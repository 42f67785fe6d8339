import type { Occasion } from '../../../schemas/occasion.ts';
import type { HistoryEntry } from '../../../schemas/placement.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

/** What history says once one of these mails has left. Who was told that a stage is theirs again gets a correction, no second letter. */
const toldBy: Partial<Record<HistoryEntry['what'], readonly Occasion[]>> = {
  assigned: ['assignment', 'correction'],
  briefed: ['briefing'],
  requested: ['request'],
  reminded1: ['reminder1'],
  reminded2: ['reminder2'],
  reminded3: ['reminder3'],
  escalated: ['escalation'],
  distributed: ['distribution'],
  handReminded: ['handReminder'],
  handLettered: ['handLetter'],
  linkSent: ['link'],
};

const isEntry = (one: HistoryEntry, other: HistoryEntry | undefined): boolean =>
  one.at === other?.at && one.what === other.what && one.by === other.by && one.why === other.why;

/** (j) History is what left, and only grows. */
export const history = ({ ledger, broken }: Watched): Watch => {
  const known = new Map<Stage, readonly HistoryEntry[]>();
  return {
    mailLeft({ occasion, about, to }) {
      if (occasion !== 'studentNotice') return;
      for (const { stage, version } of about)
        if (stage.firstLeft('request', version.signature) === undefined)
          broken('j', `${to} is told of a request about ${stage.key}, and none left`);
    },
    placementWritten(stage) {
      const before = known.get(stage) ?? [];
      const after = stage.placement?.history ?? [];
      known.set(stage, after);
      // It goes with its campaign, which was never launched (ADR 43).
      const campaign = ledger.campaigns.get(stage.campaignId);
      if (!stage.placement && campaign?.status === 'prepared' && campaign.deletion) return;
      if (!before.every((entry, index) => isEntry(entry, after[index])))
        broken('j', `the past of ${stage.key} was rewritten`);
      const signatures = new Set(stage.versions.slice(-2).map(({ signature }) => signature));
      for (const { what } of after.slice(before.length)) {
        if (what === 'unreturned' && before.at(-1)?.what === what)
          broken('j', `${stage.key} was closed twice`);
        const occasions = toldBy[what];
        const hasLeft = (occasion: Occasion): boolean =>
          [...signatures].some((one) => stage.firstLeft(occasion, one) !== undefined);
        if (!occasions || occasions.some(hasLeft)) continue;
        // ADR 44: those in charge have it in the console; a student whose address takes no mail is under attention (ADR 32).
        const isWithheld = stage.versions.some(({ facts }) => ledger.everRefused.has(facts.student.email));
        if (what === 'distributed' && isWithheld) continue;
        broken('j', `${stage.key} is said to be ${what}, and no ${occasions[0]} left`);
      }
    },
  };
};
