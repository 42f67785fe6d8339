import type { Campaign } from '../../../schemas/campaign.ts';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { MailLeft, Observation, Written } from '../observations.ts';
import { isCampaign, isPlacement, isReport } from './items.ts';
import { nameBook } from './naming.ts';
import { msOf } from './paris-time.ts';
import { Stage } from './stage.ts';
import type { KnownMail } from './watch.ts';

const reportMail = /^(?:distribution|receipt|alert)_([A-Za-z0-9]+)_v(\d+)$/;
/** A student's own mail names its student by number, if it is the first of its day; it does not name them in its text. */
const studentMail = /^(?:assignment|briefing|studentNotice)_([A-Za-z0-9]+)_\d{4}-\d\d-\d\d$/;
/** A farewell tells a stage that its reader may not have any more. */
export const farewellMail = /^farewell_(?:tutor|student)_([A-Za-z0-9]+)_r\d+$/;
const letters: ReadonlySet<Occasion> = new Set(['assignment', 'correction', 'briefing'] as const);
const mailsToStudents = new Set(['assignment', 'correction', 'briefing', 'studentNotice', 'distribution']);

/** What all promises know: every campaign and stage, found without looking through the others. */
export class Ledger {
  readonly campaigns = new Map<string, Campaign>();
  readonly stages = new Map<string, Stage>();
  readonly ofCampaign = new Map<string, Stage[]>();
  readonly names = nameBook<Stage>();
  /** The mail service takes nothing: what is still to leave cannot. */
  isMailDown = false;
  /** By address, since when it is written down that it takes no mail; and all of which that was ever so. */
  readonly refusedSince = new Map<string, number>();
  readonly everRefused = new Set<string>();
  /** By campaign and address, whoever had that address at some time. */
  readonly #ofStudent = new Map<string, Set<Stage>>();
  readonly #ofTutor = new Map<string, Set<Stage>>();

  stageOf(campaignId: string, studentNumber: string): Stage {
    const key = `${campaignId} ${studentNumber}`;
    const known = this.stages.get(key);
    if (known) return known;
    const stage = new Stage(campaignId, studentNumber);
    this.stages.set(key, stage);
    const others = this.ofCampaign.get(campaignId);
    if (others) others.push(stage);
    else this.ofCampaign.set(campaignId, [stage]);
    return stage;
  }

  ofTutor(campaignId: string, email: string): Iterable<Stage> {
    return this.#ofTutor.get(`${campaignId} ${email}`) ?? [];
  }

  /** @returns the stage that was written, or whose report was, and how its placement stood before. */
  written(
    { pk, sk, after }: Written,
    { step, at }: Pick<Observation, 'step' | 'at'>,
  ): { stage?: Stage; placementBefore?: Placement | undefined } {
    if (isCampaign(after)) this.campaigns.set(after.campaignId, after);
    if (pk.startsWith('ADDRESS#')) this.#addressWritten(pk.slice('ADDRESS#'.length), after, step);
    if (sk.startsWith('PLACEMENT#') && pk.startsWith('CAMPAIGN#')) {
      const stage = this.stageOf(pk.slice('CAMPAIGN#'.length), sk.slice('PLACEMENT#'.length));
      const placementBefore = stage.placement;
      if (!isPlacement(after)) stage.placement = undefined;
      else if (stage.placementWritten(after, step, msOf(at))) this.#learn(stage);
      return { stage, placementBefore };
    }
    if (sk !== 'REPORT') return {};
    const [, campaignId = '', studentNumber = ''] = pk.split('#');
    const stage = this.stageOf(campaignId, studentNumber);
    if (isReport(after)) stage.reportWritten(after, step, msOf(at));
    else stage.report = undefined;
    return { stage };
  }

  #addressWritten(email: string, after: Written['after'], step: number): void {
    if (after?.refused === undefined) this.refusedSince.delete(email);
    else {
      this.refusedSince.set(email, step);
      this.everRefused.add(email);
    }
  }

  #learn(stage: Stage): void {
    const { facts } = stage.versions.at(-1) ?? {};
    if (!facts) return;
    this.names.learn(facts.student.lastName, stage);
    for (const [index, email] of [
      [this.#ofStudent, facts.student.email],
      [this.#ofTutor, facts.tutor.email],
    ] as const) {
      const key = `${stage.campaignId} ${email}`;
      const known = index.get(key);
      if (known) known.add(stage);
      else index.set(key, new Set([stage]));
    }
  }

  mailLeft(mail: MailLeft, { step, at }: Pick<Observation, 'step' | 'at'>): KnownMail {
    const { campaignId, mailKey, to } = mail;
    const named = this.names
      .namedIn(mail.subject, mail.text)
      .filter(({ person }) => person.campaignId === campaignId);
    const [, reportOf, version] = reportMail.exec(mailKey) ?? farewellMail.exec(mailKey) ?? [];
    const stages = this.#stagesOf(mail, reportOf, named);
    return {
      ...mail,
      source: mail,
      ...{ step, ms: msOf(at), begunMs: msOf(mail.begun.at), named },
      ...{ to: to.toLowerCase(), reportNumber: version === undefined ? undefined : Number(version) },
      about: stages.flatMap((stage) => this.#asItStood(stage, mail) ?? []),
    };
  }

  /** A mail with a report is about that one, whoever else it names; a student's own names nobody. */
  #stagesOf(mail: MailLeft, reportOf: string | undefined, named: KnownMail['named']): Stage[] {
    if (reportOf !== undefined) return [this.stageOf(mail.campaignId, reportOf)];
    if (named.length > 0) return [...new Set(named.map(({ person }) => person))];
    const own = mailsToStudents.has(mail.occasion) ? this.#ownOf(mail) : undefined;
    return own ? [own] : [];
  }

  /**
   * Which of the versions it speaks of that the stage had while the attempt ran: one with that reader, and one that no such mail
   * spoke of before. A letter tells how it is; a reminder, and what those in charge are told, is of the stage as it was: begun
   * anew, it has time.
   */
  #asItStood(stage: Stage, { begun, occasion, to }: MailLeft): KnownMail['about'][number] | undefined {
    const recipient = to.toLowerCase();
    const versions = stage.versionsSince(begun.step);
    const theirs = versions.filter(
      ({ facts }) => facts.tutor.email === recipient || facts.student.email === recipient,
    );
    const readable = theirs.length > 0 ? theirs : versions;
    const possible = letters.has(occasion) ? readable : readable.toReversed();
    const version =
      possible.find(({ signature }) => stage.firstLeft(occasion, signature, recipient) === undefined) ??
      possible[0];
    return version && { stage, version };
  }

  /** Called once the promises have seen it. */
  noteMail({ about, occasion, to, ms }: KnownMail): void {
    for (const { stage, version } of about) stage.mailLeft(occasion, version.signature, to, ms);
  }

  /** Whose own mail it is, of the students with that address. */
  #ownOf({ campaignId, to, mailKey, occasion, begun }: MailLeft): Stage | undefined {
    const [, number] = studentMail.exec(mailKey) ?? [];
    const candidates = [...(this.#ofStudent.get(`${campaignId} ${to.toLowerCase()}`) ?? [])];
    const byNumber = candidates.find(({ studentNumber }) => studentNumber === number);
    if (byNumber) return byNumber;
    // Two students with one address: theirs who has none yet.
    return (
      candidates.find((stage) =>
        stage
          .versionsSince(begun.step)
          .some(
            ({ signature, facts }) =>
              facts.student.email === to.toLowerCase() &&
              stage.firstLeft(occasion, signature, to.toLowerCase()) === undefined,
          ),
      ) ?? candidates[0]
    );
  }
}
