import type { Occasion } from '../../schemas/occasion.ts';
import type { IsoInstant } from '../../schemas/time.ts';

/** An item of the table as DynamoDB keeps it, keys and all. */
export type Item = Record<string, unknown>;

/** What can be seen of the system from outside. Handed to the promises one by one, in the order in which it happened. */
export type Observation = {
  /** By the one clock. */
  at: IsoInstant;
  /** Counts every effect of the run: of two observations, the one with the lower number came first. */
  step: number;
} & (
  | Written
  /** SES took a mail: whether or not the function that sent it ever learned of it. */
  | MailLeft
  /** A mail left to who tries it, and is about nobody. */
  | TrialLeft
  /** SES said, or was made to say, that a mail did not arrive. */
  | {
      kind: 'mailFailed';
      to: string;
      campaignId: string;
      mailKey: string;
      why: 'bounce' | 'bounce-transient' | 'complain' | 'reject';
    }
  /** A page that a person was shown, in full. */
  | PageShown
  /** A tutor's draft was acknowledged as saved: by the page, whatever the server did otherwise. */
  | {
      kind: 'draftSaved';
      campaignId: string;
      studentNumber: string;
      values: Record<string, string | string[]>;
    }
  /** A tutor opened the form, and this is what it was filled in with. */
  | {
      kind: 'draftRead';
      campaignId: string;
      studentNumber: string;
      values: Record<string, string | string[]>;
      /** When the page was asked for: what was saved later, it may not show. */
      begun: { at: IsoInstant; step: number };
    }
  /** A student was told that what they propose is kept. */
  | { kind: 'proposed'; to: string; campaignId: string; values: Record<string, string> }
  /** A tutor is about to take over what the student of that stage proposes. */
  | { kind: 'proposalTaken'; campaignId: string; studentNumber: string }
  /** A tutor was shown that the report is in. */
  | { kind: 'receiptShown'; campaignId: string; studentNumber: string; reference: string }
  /** Somebody who is invited to a meeting was shown that their answer is taken. */
  | {
      kind: 'meetingAnswered';
      meetingId: string;
      email: string;
      answer: 'yes' | 'no' | 'other';
      begun: { at: IsoInstant; step: number };
    }
  /** What a list and the numbers of a campaign say to staff who see all its sites, when nothing is under way. */
  | { kind: 'listed'; campaignId: string; numbers: string[]; counts: Record<string, number> }
  /**
   * What a jury reads of a semester, when nothing is under way: of each student, by stage in the order of `campaignIds`, the reference
   * of their report, or that there is none.
   */
  | {
      kind: 'juryRead';
      campaignIds: string[];
      rows: { studentNumber: string; results: string[] }[];
    }
  /** The mail service begins to take mails, or stops: while it does not, what is to leave waits. It takes them at the beginning. */
  | { kind: 'mailService'; isTaking: boolean }
  /** An execution's history and what it was handed, once it ended or when the run ends. */
  | {
      kind: 'execution';
      name: string;
      machine: string;
      status: string;
      events: number;
      largestPayload: number;
    }
);

/** Somebody wrote an item of the table. */
export type Written = { kind: 'written'; pk: string; sk: string; before?: Item; after?: Item };

export type MailLeft = {
  kind: 'mailLeft';
  to: string;
  campaignId: string;
  occasion: Occasion;
  mailKey: string;
  subject: string;
  text: string;
  /** Names of the attachments. */
  attachments: string[];
  /** When the attempt that sent it began: what was written later, it may not have known. */
  begun: { at: IsoInstant; step: number };
  /** SES took it and its answer was lost, or the sender died before it wrote down the answer. */
  isAnswerLost: boolean;
  /** Its sender came to a bad end. */
  isSenderLost: boolean;
  /** Its answer was lost, and SES's event was heard after what was left in doubt was taken up again. */
  isForgotten: boolean;
};

export type TrialLeft = { kind: 'trialLeft'; to: string; subject: string; text: string };

export type PageShown = {
  kind: 'pageShown';
  /** The tutor's or student's address, or the subject of a member of staff with the sites that they answer for. */
  to: { tutor: string } | { student: string } | { staff: string; sites: 'all' | string[] };
  path: string;
  status: number;
  text: string;
  begun: { at: IsoInstant; step: number };
};

/** A promise that was broken. */
export type Violation = {
  /** As decision 26 names them. */
  promise: string;
  what: string;
  at: IsoInstant;
  step: number;
};

/** What the promises are told of the world before it begins. */
export type World = {
  institution: {
    sites: {
      siteId: string;
      name: string;
      delegate: { email: string };
      otherDelegates?: { email: string }[] | undefined;
      registrars: { email: string }[];
    }[];
    /** Inclusive ranges of days on which nothing leaves, besides weekends and public holidays; `YYYY-MM-DD`. */
    quietPeriods: { from: string; to: string }[];
  };
};

/** One of the second model's checks. Throws nothing: it answers what is broken. */
export type Promised = {
  seen(observation: Observation): Violation[];
  /** While things are under way; `items` as they stand. */
  midway(at: IsoInstant, step: number, items: readonly Item[]): Violation[];
  /** Nothing is under way any more, every index has caught up, and all of its time has passed. `items`: the whole table. */
  ended(at: IsoInstant, step: number, items: readonly Item[]): Violation[];
};
