import type { Acting } from '../../../functions/actions/acting.ts';
import { addPlacement, checkedAddition, effectOfAddition } from '../../../functions/actions/add-placement.ts';
import { announceMeeting } from '../../../functions/actions/announce-meeting.ts';
import { newWorkId } from '../../../functions/actions/ask-for-work.ts';
import {
  askHandMail,
  askSelection,
  lookAtSelection,
  type Selection,
} from '../../../functions/actions/ask-selection.ts';
import { cancelMeeting } from '../../../functions/actions/cancel-meeting.ts';
import { carryPlacements } from '../../../functions/actions/carry-placements.ts';
import { changeCourse, courseProblem } from '../../../functions/actions/change-course.ts';
import { changeMeeting } from '../../../functions/actions/change-meeting.ts';
import { changeNotice } from '../../../functions/actions/change-presentation.ts';
import { changeSettings } from '../../../functions/actions/change-settings.ts';
import { changeWording, restoreWording } from '../../../functions/actions/change-wording.ts';
import { checkedImport, withoutReassigned } from '../../../functions/actions/check-import.ts';
import { chooseForm } from '../../../functions/actions/choose-form.ts';
import { chooseGuide } from '../../../functions/actions/choose-guide.ts';
import { chooseMails, mailedPeople } from '../../../functions/actions/choose-mails.ts';
import { copyForm } from '../../../functions/actions/copy-form.ts';
import { copyGuide } from '../../../functions/actions/copy-guide.ts';
import { checkedCorrection, correctPlacement } from '../../../functions/actions/correct-placement.ts';
import { cutLinksOfTutor } from '../../../functions/actions/cut-links.ts';
import { decideForm } from '../../../functions/actions/decide-form.ts';
import { decideGuide } from '../../../functions/actions/decide-guide.ts';
import { deleteCampaign } from '../../../functions/actions/delete-campaign.ts';
import { dropImport } from '../../../functions/actions/drop-import.ts';
import { editCampaign } from '../../../functions/actions/edit-campaign.ts';
import { editForm } from '../../../functions/actions/edit-form.ts';
import { editGuide } from '../../../functions/actions/edit-guide.ts';
import { endSessions } from '../../../functions/actions/end-sessions.ts';
import { enterReport } from '../../../functions/actions/enter-report.ts';
import { exportAnswers } from '../../../functions/actions/export-answers.ts';
import { exportJuryFiles } from '../../../functions/actions/export-jury-files.ts';
import { exportPlacements } from '../../../functions/actions/export-placements.ts';
import { exportReports } from '../../../functions/actions/export-reports.ts';
import { importPlacements } from '../../../functions/actions/import-placements.ts';
import { keepImport } from '../../../functions/actions/keep-import.ts';
import { launchCampaign } from '../../../functions/actions/launch-campaign.ts';
import { prepareCampaign } from '../../../functions/actions/prepare-campaign.ts';
import { newMeetingForm, prepareMeeting } from '../../../functions/actions/prepare-meeting.ts';
import { exportJury, readJury, readJuryOf } from '../../../functions/actions/read-jury.ts';
import { readMail } from '../../../functions/actions/read-mail.ts';
import { readReport, readScan } from '../../../functions/actions/read-report.ts';
import { relaunchPlacement, relaunchTroubled } from '../../../functions/actions/relaunch.ts';
import { remindSite } from '../../../functions/actions/remind-site.ts';
import { resumeWork } from '../../../functions/actions/resume-work.ts';
import {
  scheduleLaunch,
  scheduleProblem,
  unscheduleLaunch,
} from '../../../functions/actions/schedule-launch.ts';
import { sendLink } from '../../../functions/actions/send-link.ts';
import { sendStudentLink } from '../../../functions/actions/send-student-link.ts';
import { sendTrialMail } from '../../../functions/actions/send-trial-mail.ts';
import { settleAttention } from '../../../functions/actions/settle-attention.ts';
import { settleWord } from '../../../functions/actions/settle-word.ts';
import { writeNote } from '../../../functions/actions/write-note.ts';
import { editedGuide } from '../../../functions/domain/guide/guide-texts.ts';
import { importColumns } from '../../../functions/domain/import/import-columns.ts';
import type { JuryRow } from '../../../functions/domain/jury/semester-results.ts';
import { launchesOf } from '../../../functions/domain/placement/campaign-life.ts';
import { sizeOf, totalOf } from '../../../functions/domain/placement/campaign-progress.ts';
import {
  type CourseChange,
  type CourseKind,
  courseChanges,
} from '../../../functions/domain/placement/course-changes.ts';
import { openMoment } from '../../../functions/domain/placement/mail-wave.ts';
import { isStarted } from '../../../functions/domain/placement/status-meanings.ts';
import { mayBeEntered } from '../../../functions/domain/report/entered-report.ts';
import { editedForm, typedForm } from '../../../functions/domain/report/form-editing.ts';
import { formNameOf } from '../../../functions/domain/report/form-versions.ts';
import { completeReport } from '../../../functions/domain/report/report-completeness.ts';
import { maySend } from '../../../functions/domain/report/sending-time.ts';
import type { CampaignDraft } from '../../../functions/domain/timetable/campaign-drafting.ts';
import { wordsOfMails } from '../../../functions/mail/worded-mails.ts';
import { keptAuditTrail } from '../../../functions/store/audit-trail.ts';
import { keptStore } from '../../../functions/store/store.ts';
import type { AttentionKind } from '../../../schemas/attention.ts';
import { mailKind } from '../../../schemas/mail-kind.ts';
import type { MeetingFacts } from '../../../schemas/meeting.ts';
import { cancelReason, type PlacementKey } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { type Staff as Person, seesSite } from '../../../schemas/staff.ts';
import type { SelectionTask } from '../../../schemas/work.ts';
import type { Chance } from '../chance.ts';
import type { SimulatedHome } from '../home.ts';
import { cellsOf, fileOf, type People, type Row } from './people.ts';

export type Environment = {
  TABLE_NAME: string;
  AUDIT_TABLE_NAME: string;
  LIFECYCLE_ARN: string;
  WORK_ARN: string;
  MEETING_ARN: string;
  SECRET_ARN: string;
  MAIL_LINK_ARN: string;
  MAIL_TRIAL_ARN: string;
};

/** A campaign as its registrar sees it: the rows of the spreadsheet, corrected as the weeks go by. */
export type Planned = {
  campaignId: string;
  draft: CampaignDraft;
  rows: Row[];
  people: People;
  /** When it is prepared, and when it should be over; in ms. */
  opens: number;
  ends: number;
  /** The stage before, whose students go on with their tutors. */
  carriedFrom?: Planned;
};

/** Of mails that leave again and again. */
const wordedKinds = [
  'request',
  'reminder1',
  'closing',
  'receipt',
  'reminder2',
  'digest',
  'escalation',
  'meetingInvitation',
  'meetingReminder',
] as const;
/** The sixth, as its block of the editor is filled in. */
const anotherCriterion = {
  ...{ 'criterion5-id': 'C12', 'criterion5-heading': 'Prend part au travail de l’équipe' },
  'criterion5-place': '6',
  ...{
    'criterion5-notAcquired-1': 'Non',
    'criterion5-inProgress-1': 'Un peu',
    'criterion5-acquired-1': 'Oui',
  },
};

/** People press again when nothing comes, a few times. */
const patience = 4;

/** The registrars, administrators and delegates of the institute. */
export class Staff {
  readonly #home: SimulatedHome;
  readonly #chance: Chance;
  readonly #env: Environment;
  readonly #institute: Institute;
  readonly #played: (act: string) => void;
  #wordings = 0;

  constructor(parts: {
    home: SimulatedHome;
    chance: Chance;
    env: Environment;
    institute: Institute;
    played: (act: string) => void;
  }) {
    this.#home = parts.home;
    this.#chance = parts.chance;
    this.#env = parts.env;
    this.#institute = parts.institute;
    this.#played = parts.played;
  }

  #administrator: Person = {
    ...{ subject: 'admin1', name: 'Nadège Brossard', role: 'administrator', sites: [] },
    email: 'admin1@inspe.example',
  };

  #anybody(chance = this.#chance): Person {
    const sites = [chance.pick(this.#institute.sites).siteId];
    return chance.pick([
      this.#administrator,
      this.#administrator,
      {
        ...({ subject: 'registrar1', name: 'Camille Fournier', role: 'registrar', sites } as const),
        email: 'registrar1@inspe.example',
      },
      { subject: 'delegate1', name: 'Paul Sicard', role: 'delegate', sites } as const,
    ]);
  }

  /** One request of a page of the console. @returns undefined when no answer came */
  async #ask<T>(act: string, person: Person, page: (acting: Acting) => Promise<T>): Promise<T | undefined> {
    const home = this.#home;
    this.#played(act);
    const { TABLE_NAME, AUDIT_TABLE_NAME } = this.#env;
    const acting: Acting = {
      ...{ staff: person, session: 'session', now: home.agenda.now() },
      ...{ store: keptStore(TABLE_NAME), audit: keptAuditTrail(AUDIT_TABLE_NAME) },
    };
    const outcome = await home.border.run(act, 29, () => page(acting));
    home.trace(`${act} ${outcome.kind}${outcome.kind === 'threw' ? ` ${String(outcome.error)}` : ''}`);
    return outcome.kind === 'answered' ? outcome.value : undefined;
  }

  /** Asks until an answer comes, some minutes apart. */
  async #insist<T>(
    act: string,
    person: Person,
    page: (acting: Acting) => Promise<T>,
  ): Promise<T | undefined> {
    for (let time = 1; time < patience; time += 1) {
      const answer = await this.#ask(act, person, page);
      if (answer !== undefined) return answer;
      await this.#pass(this.#chance.pick([0, 20_000, 600_000]));
    }
    return this.#ask(act, person, page);
  }

  #pass = (delay: number) =>
    new Promise<void>((resolve) => {
      this.#home.agenda.in(delay, resolve);
    });

  /** From nothing to a launched campaign. */
  async begin(planned: Planned): Promise<void> {
    const { campaignId, draft } = planned;
    const chance = this.#chance;
    await this.#insist('prepareCampaign', this.#administrator, (acting) =>
      prepareCampaign(acting, draft, campaignId),
    );
    if (chance.happens(0.3)) void this.#throwAway(planned);
    if (planned.carriedFrom) await this.#carry(planned, planned.carriedFrom);
    await this.import(planned, this.#administrator);
    if (chance.happens(0.4)) await this.#edit(planned);
    if (chance.happens(0.4)) await this.#renewForm(planned);
    if (chance.happens(0.5)) await this.#tryMail(planned);
    await this.#pass(chance.pick([1_000, 600_000, 86_400_000]));
    if (chance.happens(0.4)) await this.#schedule(planned);
    await this.launch(planned, { isScheduled: true });
    // While the campaign runs, another form is published for the next one.
    if (!chance.happens(0.4)) return;
    await this.#pass(chance.between(1, 25) * 86_400_000);
    await this.#renewForm(planned);
  }

  /** Takes over whom the stage before had; some have gone since, others come. */
  async #carry({ campaignId, draft, rows, people }: Planned, before: Planned): Promise<void> {
    const chance = this.#chance;
    const periods = [...draft.periods];
    const carried = await this.#insist('carryPlacements', this.#administrator, async (acting) => {
      const [from, to] = await Promise.all(
        [before.campaignId, campaignId].map((one) => acting.store.campaigns.get(one)),
      );
      if (!from || !to) return;
      return carryPlacements(acting, this.#institute, { from, to }, importColumns, 'report.csv');
    });
    if (carried?.kind === 'kept')
      await this.#insist('importPlacements', this.#administrator, async (acting) => {
        const campaign = await acting.store.campaigns.get(campaignId);
        const checked = await checkedImport(acting, this.#institute, campaign, carried.importId);
        return checked ? importPlacements(this.#env, acting, campaign, withoutReassigned(checked)) : 'gone';
      });
    // The registrar's file of this stage: what was carried over, without those who left, with those who come.
    rows.push(...before.rows.filter(() => chance.happens(0.95)).map((row) => ({ ...row, periods })));
    rows.push(...people.rows(chance.between(1, 2)));
  }

  /** What both juries of the year read, page after page. */
  async judge(campaigns: readonly Planned[]): Promise<void> {
    const siteIds = this.#institute.sites.map(({ siteId }) => siteId);
    for (const semester of [1, 2] as const)
      await this.#ask('readJury', this.#administrator, async (acting) => {
        const rows: JuryRow[] = [];
        let after: string | undefined;
        do {
          const read = await readJury(acting, this.#institute, { year: 2026, semester, siteIds }, after);
          if (read.kind !== 'page') return read.kind;
          rows.push(...read.rows);
          after = read.next;
        } while (after !== undefined);
        this.#home.seen({
          kind: 'juryRead',
          campaignIds: campaigns.slice(2 * semester - 2, 2 * semester).map(({ campaignId }) => campaignId),
          rows: rows.map(({ student, results }) => ({
            studentNumber: student.studentNumber,
            results: results.map((one) => (one.kind === 'report' ? one.sent.reference : one.kind)),
          })),
        });
        return 'read';
      });
  }

  /** Other delays, by two at once now and then. */
  async #edit({ campaignId, draft }: Planned): Promise<void> {
    const seen = await this.#insist('look', this.#administrator, ({ store }) =>
      store.campaigns.get(campaignId),
    );
    if (!seen) return;
    const edit = () => {
      const timetable = { ...seen.timetable, dueDays: this.#chance.between(5, 14) };
      return this.#insist('editCampaign', this.#administrator, (acting) =>
        editCampaign(acting, seen, { siteIds: draft.siteIds, periods: draft.periods, timetable }),
      );
    };
    await (this.#chance.happens(0.3) ? Promise.all([edit(), edit()]) : edit());
  }

  /** Another version of the report form, with a criterion more, which the campaign takes before it is launched; by two at once now and then. */
  async #renewForm({ campaignId }: Planned): Promise<void> {
    const person = this.#administrator;
    const basis = '2026';
    const press = async () => {
      await this.#insist('copyForm', person, async (acting) =>
        copyForm(acting, await acting.store.forms.newest(this.#institute, { reportForm: basis })),
      );
      await this.#insist('editForm', person, async (acting) => {
        const [newest] = await acting.store.forms.versionsOf(basis, 1);
        const draft = newest && (await acting.store.forms.find(newest));
        if (draft?.status !== 'draft') return 'nothing';
        const typed = {
          ...typedForm(draft.form),
          title: `Compte-rendu ${draft.version}`,
          ...anotherCriterion,
        };
        const { form } = editedForm(draft.form, typed);
        return form ? (await editForm(acting, draft, draft.version, form)).kind : 'nothing';
      });
      await this.#insist('decideForm', person, async (acting) => {
        const [draft] = await acting.store.forms.versionsOf(basis, 1);
        return draft ? (await decideForm(acting, draft, draft.version, 'published')).kind : 'nothing';
      });
    };
    await (this.#chance.happens(0.3) ? Promise.all([press(), press()]) : press());
    await this.#insist('decideForm', person, async (acting) => {
      const copied = await copyForm(
        acting,
        await acting.store.forms.newest(this.#institute, { reportForm: basis }),
      );
      const name = copied.kind === 'refused' ? undefined : formNameOf(copied.version);
      const draft = name && (await acting.store.forms.find(name));
      return draft ? (await decideForm(acting, draft, draft.version, 'dropped')).kind : 'nothing';
    });
    await this.#insist('chooseForm', person, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const { version } = await acting.store.forms.newest(this.#institute, { reportForm: basis });
      return (await chooseForm(acting, campaign, version)).kind;
    });
    await this.#renewGuide(campaignId);
  }

  /** Another version of the guide, after one that was dropped, which the campaign takes before it is launched. */
  async #renewGuide(campaignId: string): Promise<void> {
    const person = this.#administrator;
    for (const decision of ['dropped', 'published'] as const) {
      await this.#insist('copyGuide', person, async (acting) =>
        copyGuide(acting, await acting.store.guides.newest(this.#institute)),
      );
      await this.#insist('editGuide', person, async (acting) => {
        const [line] = await acting.store.guides.versions(1);
        const draft = line && (await acting.store.guides.find(line.number));
        if (draft?.status !== 'draft') return 'nothing';
        const typed = { 'letter-title': `La mission, version ${draft.number}` };
        const { guide } = editedGuide(draft.guide, this.#institute.programme, typed);
        return guide ? (await editGuide(acting, draft.number, draft.version, guide)).kind : 'nothing';
      });
      await this.#insist('decideGuide', person, async (acting) => {
        const [draft] = await acting.store.guides.versions(1);
        return draft ? (await decideGuide(acting, draft.number, draft.version, decision)).kind : 'nothing';
      });
    }
    await this.#insist('chooseGuide', person, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const { number } = await acting.store.guides.newest(this.#institute);
      return (await chooseGuide(acting, campaign, number)).kind;
    });
  }

  /** A campaign that is prepared by mistake, and deleted: while its file is still being imported, now and then. */
  async #throwAway({ draft, people }: Planned): Promise<void> {
    const chance = this.#chance;
    // Of the year after: the stages of this one may be played themselves.
    const year = draft.year + 1;
    const stage = `sopa${chance.pick([3, 4])}`;
    const campaignId = `${year}-${stage}`;
    const rows = people.rows(chance.pick([1, 4, 60]));
    const person = this.#administrator;
    await this.#insist('prepareCampaign', person, (acting) =>
      prepareCampaign(acting, { ...draft, year, stage }, campaignId),
    );
    const imported = this.import({ campaignId, rows }, person);
    if (chance.happens(0.6)) await imported;
    else await this.#pass(chance.pick([500, 3_000]));
    const remove = () =>
      this.#insist('deleteCampaign', person, async (acting) => {
        const campaign = await acting.store.campaigns.find(campaignId);
        if (!campaign) return 'gone';
        const placements = sizeOf(totalOf(await acting.store.progress.of(campaign, acting.now)));
        return (await deleteCampaign(this.#env, acting, campaign, placements)).kind;
      });
    await (chance.happens(0.3) ? Promise.all([remove(), remove()]) : remove());
    await imported;
    // What came in as they looked, they were told of: they press again.
    await remove();
  }

  async #tryMail({ campaignId, rows }: Planned): Promise<void> {
    const { number: studentNumber } = this.#chance.pick(rows);
    const kind = this.#chance.pick(mailKind.options);
    await this.#ask('sendTrialMail', this.#anybody(), async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const placement = await acting.store.placements.find({ campaignId, studentNumber });
      if (!placement) return 'nothing';
      const requestId = `trial${this.#home.nextRequest()}`;
      return sendTrialMail(this.#env, acting, { kind, about: { campaign, placement } }, requestId);
    });
  }

  /** To be launched by itself, and put off or called off, now and then: whoever finds it not launched presses. */
  async #schedule({ campaignId }: Planned): Promise<void> {
    const chance = this.#chance;
    const decide = async (delay: number, isOff = false) => {
      const at = new Date(this.#home.agenda.millis + delay).toISOString();
      return this.#insist(
        isOff ? 'unscheduleLaunch' : 'scheduleLaunch',
        this.#administrator,
        async (acting) => {
          const campaign = await acting.store.campaigns.get(campaignId);
          if (isOff) return (await unscheduleLaunch(acting, campaign)).kind;
          return (
            scheduleProblem(campaign, at, acting.now) ?? (await scheduleLaunch(acting, campaign, at)).kind
          );
        },
      );
    };
    const delay = chance.pick([420_000, 10_800_000, 86_400_000]);
    await decide(delay);
    if (chance.happens(0.3)) await decide(chance.pick([420_000, 3_600_000]), chance.happens(0.5));
    await this.#pass(delay + chance.pick([0, 900_000]));
  }

  /** @param isScheduled it may have started by itself: who finds it so leaves it at that */
  async launch({ campaignId }: Planned, { isScheduled = false } = {}): Promise<void> {
    const launch = async (acting: Acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      return launchCampaign(this.#env, acting, campaign, launchesOf(campaign));
    };
    const looked = () =>
      this.#insist('look', this.#administrator, async ({ store }) =>
        launchesOf(await store.campaigns.get(campaignId)),
      );
    if (isScheduled && (await looked()) !== 0) return;
    const press = async () => {
      if (this.#chance.happens(0.5)) {
        const before = await looked();
        if (await this.#ask('launchCampaign', this.#administrator, launch)) return;
        // Who got no answer, and finds it launched, leaves it at that.
        if (before !== (await looked())) return;
      }
      await this.#insist('launchCampaign', this.#administrator, launch);
    };
    await (this.#chance.happens(0.2) ? Promise.all([press(), press()]) : press());
  }

  /** Hands in the registrar's file as it now stands: uploaded, looked at, confirmed; by double click now and then. */
  async import(
    { campaignId, rows }: Pick<Planned, 'campaignId' | 'rows'>,
    person: Person,
    { isConfirmed = true, at = 0 } = {},
  ): Promise<void> {
    const bytes = fileOf(rows);
    const kept = await this.#insist('keepImport', person, (acting) =>
      keepImport(acting, campaignId, { filename: 'affectations.csv', bytes }),
    );
    if (kept?.kind !== 'kept') return;
    const check = async (acting: Acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const checked = await checkedImport(acting, this.#institute, campaign, kept.importId);
      return { campaign, checked };
    };
    await this.#insist('checkedImport', person, check);
    if (!isConfirmed) {
      if (this.#chance.happens(0.7))
        await this.#ask('dropImport', person, (acting) => dropImport(acting, campaignId, kept.importId));
      return;
    }
    await this.#pass(Math.max(this.#chance.pick([500, 60_000]), at - this.#home.agenda.millis));
    const confirm = () =>
      this.#insist('importPlacements', person, async (acting) => {
        const { campaign, checked } = await check(acting);
        if (!checked) return 'gone';
        return importPlacements(this.#env, acting, campaign, withoutReassigned(checked));
      });
    await (this.#chance.happens(0.1) ? Promise.all([confirm(), confirm()]) : confirm());
  }

  /** What happens on some day of a campaign. */
  async act(planned: Planned): Promise<void> {
    const chance = this.#chance;
    const acts = [
      () => this.#correct(planned),
      () => this.#correct(planned),
      () => this.#correct(planned),
      () => this.#correct(planned),
      () => this.#addLate(planned),
      () => this.#addByHand(planned),
      () => this.import(planned, this.#administrator, { isConfirmed: chance.happens(0.5) }),
      () => this.import(planned, this.#administrator, { isConfirmed: false }),
      () => this.#relaunchOne(planned),
      () => this.mend(planned),
      () => this.#cutLinks(planned),
      () => this.#read(planned).then(() => this.#export(planned)),
      () => this.#export(planned),
      () => this.#note(planned),
      () => this.#tryMail(planned),
      () => this.#chooseMails(),
      () => this.#settle(planned),
      () => this.#settle(planned),
      () => this.#sendLink(planned),
      () => this.#settle(planned),
      () => this.#settle(planned).then(() => this.#note(planned)),
      ...Array.from({ length: 4 }, () => () => this.#mailByHand(planned)),
      ...Array.from({ length: 4 }, () => () => this.#select(planned)),
      () => this.#remindSite(planned),
      () => this.#remindSite(planned),
      ...Array.from({ length: 6 }, () => () => this.#decide(planned)),
      () => this.#insist('endSessions', this.#administrator, (acting) => endSessions(acting, 'registrar1')),
    ];
    await chance.pick(acts)();
  }

  /** While a draft lies there, its tutor gives the stage over to another. */
  async replaceTutor(planned: Planned, studentNumber: string): Promise<void> {
    const { rows, people } = planned;
    const at = rows.findIndex(({ number }) => number === studentNumber);
    const row = rows[at];
    if (!row) return;
    rows[at] = { ...row, tutor: people.tutor() };
    await this.import(planned, this.#administrator);
  }

  /** @param studentNumber of somebody; absent, of anybody */
  async #correct(planned: Planned, studentNumber?: string): Promise<void> {
    const chance = this.#chance;
    const { rows, people } = planned;
    const known = rows.findIndex(({ number }) => number === studentNumber);
    const at = known < 0 ? chance.below(rows.length) : known;
    const row = rows[at];
    if (!row) return;
    const otherDates: Row = { ...row, periods: people.periods() };
    const corrected: Row[] = [
      { ...row, tutor: people.tutor() },
      { ...row, tutor: chance.pick(rows).tutor },
      { ...row, tutor: { ...row.tutor, email: `corrige.${row.tutor.email}` } },
      { ...row, student: { ...row.student, email: `corrige.${row.student.email}` } },
      otherDates,
      { ...row, school: { name: 'École Condorcet', town: 'Vouillé' } },
    ];
    // Some correct it in the very second in which something is to leave about it, or shortly before: often since its dates move.
    const due = chance.happens(0.5) ? this.#home.someMomentOf(planned.campaignId, row.number) : undefined;
    const moment = due === undefined ? undefined : due - chance.pick([0, 0, 1_000, 60_000, 3_600_000]);
    if (moment !== undefined) await this.#pass(Math.max(0, moment - 60_000 - this.#home.agenda.millis));
    const after = moment !== undefined && chance.happens(0.4) ? otherDates : chance.pick(corrected);
    rows[at] = after;
    if (chance.happens(0.3)) await this.#correctOnPage(planned, after, moment);
    else await this.import(planned, this.#anybody(), { at: moment });
    // Who has corrected something finds something else, or that it was right before.
    if (!chance.happens(0.3)) return;
    await this.#pass(chance.pick([60_000, 7 * 3_600_000, 3 * 86_400_000]));
    await this.#correct(planned, row.number);
  }

  /** From the placement's own page: for all of the tutor's students, where it is the tutor who was corrected. */
  async #correctOnPage({ campaignId, rows }: Planned, after: Row, at = 0): Promise<void> {
    const person = this.#anybody();
    await this.#pass(Math.max(0, at - this.#home.agenda.millis));
    await this.#insist('correctPlacement', person, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const placement = await acting.store.placements.find({ campaignId, studentNumber: after.number });
      if (!placement) return 'gone';
      const checked = await checkedCorrection(acting, this.#institute, campaign, placement, cellsOf(after));
      const outcome = await correctPlacement(this.#env, acting, placement, checked);
      // The registrar's spreadsheet follows.
      if (outcome.kind === 'corrected')
        for (const { facts } of checked.check.changed) {
          const found = rows.findIndex(({ number }) => number === facts.studentNumber);
          const row = rows[found];
          if (row) rows[found] = { ...row, tutor: { title: '', ...facts.tutor } };
        }
      return outcome;
    });
  }

  async #addLate(planned: Planned): Promise<void> {
    const { rows, people } = planned;
    const added = people.rows(this.#chance.between(1, 3));
    // A tutor who has students takes another, or several.
    const known = this.#chance.happens(0.5) ? this.#chance.pick(rows) : undefined;
    rows.push(...added.map((row) => ({ ...row, ...known, number: row.number, student: row.student })));
    await this.import(planned, this.#administrator);
    if (this.#chance.happens(0.8)) await this.launch(planned);
  }

  /** Typed on the page, by anybody, twice now and then, while the campaign runs or is being launched. */
  async #addByHand({ campaignId, rows, people }: Planned): Promise<void> {
    const chance = this.#chance;
    const [invented] = people.rows(1);
    if (!invented) return;
    const known = chance.happens(0.5) ? chance.pick(rows) : undefined;
    const row: Row = { ...invented, ...known, number: invented.number, student: invented.student };
    rows.push(row);
    const person = this.#anybody();
    const seen = await this.#insist('look', person, ({ store }) => store.campaigns.get(campaignId));
    if (!seen) return;
    await this.#pass(chance.pick([0, 5_000, 600_000]));
    const press = () =>
      this.#insist('addPlacement', person, async (acting) => {
        const campaign = await acting.store.campaigns.get(campaignId);
        const checked = await checkedAddition(acting, this.#institute, campaign, cellsOf(row));
        if (checked.kind === 'exists' || !checked.facts) return 'nothing';
        await effectOfAddition(acting, this.#institute, campaign, checked.facts, 'https://sopa.example');
        return addPlacement(this.#env, acting, campaign, checked.facts, launchesOf(seen));
      });
    await (chance.happens(0.2) ? Promise.all([press(), press()]) : press());
  }

  async #relaunchOne({ campaignId, rows }: Planned): Promise<void> {
    const { number } = this.#chance.pick(rows);
    const press = () => this.#relaunch(campaignId, number);
    await (this.#chance.happens(0.3) ? Promise.all([press(), press()]) : press());
  }

  #relaunch(campaignId: string, studentNumber: string) {
    return this.#ask('relaunchPlacement', this.#anybody(), async (acting) => {
      const placement = await acting.store.placements.find({ campaignId, studentNumber });
      return placement ? relaunchPlacement(this.#env, acting, placement) : 'nothing';
    });
  }

  /** Goes on with what stopped, and starts again what is in trouble. */
  async mend(planned: Planned): Promise<void> {
    const { campaignId } = planned;
    const isHeld = await this.#insist('look', this.#administrator, async ({ store }) => {
      const campaign = await store.campaigns.find(campaignId);
      return campaign?.status === 'launched' && campaign.held !== undefined;
    });
    if (isHeld) await this.launch(planned);
    await this.#insist('resumeWork', this.#administrator, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const works = await acting.store.works.latest(campaignId);
      for (const work of works)
        if (work.stopped !== undefined) await resumeWork(this.#env, acting, campaign, work);
      return 'done';
    });
    const troubledOf = async ({ store, now }: Acting) =>
      store.lines.all({ ...(await store.campaigns.get(campaignId)), step: 'troubled', now });
    if (this.#chance.happens(0.3)) {
      // From page to page, without waiting for what comes of it.
      const troubled = await this.#insist('look', this.#administrator, troubledOf);
      for (const { studentNumber } of troubled ?? []) await this.#relaunch(campaignId, studentNumber);
      return;
    }
    await this.#insist('relaunchTroubled', this.#administrator, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      // The page offers it only where something is in trouble.
      return (await troubledOf(acting)).length > 0
        ? relaunchTroubled(this.#env, acting, campaign)
        : 'nothing';
    });
  }

  async #cutLinks({ campaignId, rows }: Planned): Promise<void> {
    const { number: studentNumber } = this.#chance.pick(rows);
    await this.#ask('cutLinksOfTutor', this.#administrator, async (acting) => {
      const placement = await acting.store.placements.find({ campaignId, studentNumber });
      return placement ? cutLinksOfTutor(this.#env, acting, placement) : 'nothing';
    });
  }

  /** One mail after the other is worded otherwise, by whoever it is; now and then wrongly, or back to its original. */
  async word(person: Person = this.#administrator): Promise<void> {
    this.#wordings += 1;
    const number = this.#wordings;
    const kind = wordedKinds[number % wordedKinds.length] ?? 'request';
    const words = wordsOfMails[kind];
    const subject = number % 5 === 0 ? `${words.subject} {inconnu}` : `${words.subject} (texte ${number})`;
    await this.#ask('changeWording', person, async (acting) => {
      const found = await acting.store.wordings.find(kind);
      if (found === 'unreadable') return found;
      const seen = found?.edition ?? 0;
      if (number % 4 === 0) return (await restoreWording(acting, kind, seen)).kind;
      return (await changeWording(acting, kind, seen, { subject })).kind;
    });
  }

  async #read({ campaignId, rows }: Planned): Promise<void> {
    const { number: studentNumber } = this.#chance.pick(rows);
    await this.#ask('readReport', this.#administrator, async (acting) => {
      const placement = await acting.store.placements.find({ campaignId, studentNumber });
      return (placement && (await readReport(acting, placement))) ?? 'nothing';
    });
  }

  /** The list as a file, and a mail of somebody in it, by anybody: those of other sites are none of theirs. */
  async #export({ campaignId, draft, rows }: Planned): Promise<void> {
    const person = this.#anybody();
    const { number: studentNumber } = this.#chance.pick(rows);
    await this.#ask('exportPlacements', person, async (acting) => {
      const wanted = { campaignId, siteIds: draft.siteIds, now: acting.now };
      const exported = await exportPlacements(acting, this.#institute, wanted, 'csv', ['etudiant_numero']);
      return exported.kind;
    });
    await this.#ask('exportReports', person, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const wanted = { campaignId, siteIds: draft.siteIds, now: acting.now };
      return (await exportReports(acting, { institution: this.#institute, campaign }, wanted)).kind;
    });
    await this.#ask('carryPlacements', person, async (acting) => {
      const to = await acting.store.campaigns.get(campaignId);
      const [from] = (await acting.store.campaigns.all()).filter((one) => one.campaignId !== campaignId);
      if (!from) return 'nothing';
      return (await carryPlacements(acting, this.#institute, { from, to }, ['etudiant_numero'], 'a.csv'))
        .kind;
    });
    await this.#ask('changeSettings', person, async (acting) => {
      const { edition = 0 } = await acting.store.institutions.get();
      return (await changeSettings(acting, edition, (now) => ({ ...now, phone: '05 36 49 00 09' }))).kind;
    });
    await this.#ask('changeNotice', person, async (acting) => {
      const { edition = 0 } = await acting.store.institutions.get();
      const contact = [{ paragraphs: [`Écrivez-nous (${acting.now})`], items: [] }];
      return (await changeNotice(acting, 'contact', edition, (own) => ({ ...own, contact }))).kind;
    });
    await this.word(person);
    const semester = { year: 2026, semester: 1, siteIds: draft.siteIds } as const;
    await this.#ask('readJury', person, async (acting) => {
      const read = await readJury(acting, this.#institute, semester);
      return read.kind;
    });
    await this.#ask('exportJury', person, async (acting) => {
      await readJuryOf(acting, this.#institute, semester, studentNumber);
      return (await exportJury(acting, this.#institute, semester, 'csv')).kind;
    });
    await this.#ask(
      'exportJuryFiles',
      person,
      async (acting) => (await exportJuryFiles(acting, this.#institute, semester, 'reports')).kind,
    );
    await this.#ask('readMail', person, async (acting) => {
      const placement = await acting.store.placements.find({ campaignId, studentNumber });
      if (!placement || !seesSite(person, placement.siteId)) return 'nothing';
      const mails = await acting.store.mails.toRecipient(campaignId, placement.tutor.email);
      const about = mails.find(({ studentNumbers }) => studentNumbers.includes(studentNumber));
      return about ? (await readMail(acting, placement, about)).kind : 'nothing';
    });
  }

  async #sendLink({ campaignId, rows }: Planned): Promise<void> {
    const chance = this.#chance;
    const { number: studentNumber } = chance.pick(rows);
    const workId = newWorkId('selection', this.#home.agenda.now());
    const press = () =>
      this.#ask('sendLink', this.#anybody(), async (acting) => {
        const campaign = await acting.store.campaigns.get(campaignId);
        const placement = await acting.store.placements.find({ campaignId, studentNumber });
        if (campaign.status !== 'launched' || !placement || !isStarted(placement)) return 'nothing';
        return sendLink(this.#env, acting, this.#institute, campaign, placement, {
          workId: chance.happens(0.7) ? workId : newWorkId('selection', acting.now),
        });
      });
    await (chance.happens(0.3) ? Promise.all([press(), press()]) : press());
    await this.#ask('sendStudentLink', this.#administrator, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      const placement = await acting.store.placements.find({ campaignId, studentNumber });
      if (campaign.status !== 'launched' || !placement || !isStarted(placement)) return 'nothing';
      const requestId = `staff${this.#home.nextRequest()}`;
      return (await sendStudentLink(this.#env, acting, this.#institute, campaign, placement, { requestId }))
        .kind;
    });
  }

  /** From a placement's page: the link, the letter or a reminder, at once; pressed twice now and then, by one or by two. */
  async #mailByHand({ campaignId, rows }: Planned): Promise<void> {
    const chance = this.#chance;
    await this.#toOffice();
    const studentNumber = (await this.#awaited(campaignId, rows)) ?? chance.pick(rows).number;
    // Often shortly before or after its timetable mails.
    const due = chance.happens(0.3) ? this.#home.someMomentOf(campaignId, studentNumber) : undefined;
    const moment = due === undefined ? 0 : due + chance.pick([-3_600_000, -60_000, -1_000, 1_000, 3_600_000]);
    await this.#pass(Math.max(0, moment - this.#home.agenda.millis));
    const mail = chance.pick(['reminder', 'reminder', 'letter', 'link'] as const);
    const workId = newWorkId('selection', this.#home.agenda.now());
    const press = () =>
      this.#ask('askHandMail', this.#anybody(), async (acting) => {
        const placement = await acting.store.placements.find({ campaignId, studentNumber });
        const campaign = await acting.store.campaigns.get(campaignId);
        if (!placement || campaign.status !== 'launched') return 'nothing';
        const named = chance.happens(0.7) ? workId : newWorkId('selection', acting.now);
        return askHandMail(this.#env, acting, placement, mail, 'Après son appel.', named);
      });
    await (chance.happens(0.3) ? Promise.all([press(), press()]) : press());
    // And a day or some later again.
    if (!chance.happens(0.5)) return;
    await this.#pass(chance.pick([3_600_000, 24 * 3_600_000, 3 * 86_400_000]));
    await press();
  }

  /** Mails by hand are asked for when mails leave: the page offers them at no other time. Now and then it has just become night. */
  async #toOffice(): Promise<void> {
    const { agenda } = this.#home;
    const open = openMoment(agenda.now(), this.#institute);
    const late = this.#chance.pick([0, 0, 1_000, 3_600_000, 6 * 3_600_000, 13 * 3_600_000]);
    await this.#pass(Math.max(0, Date.parse(open) - agenda.millis) + late);
  }

  /** Somebody whose report is asked for and missing. */
  async #awaited(campaignId: string, rows: Planned['rows']): Promise<string | undefined> {
    const numbers = await this.#ask('look', this.#administrator, async ({ store }) => {
      const found = await Promise.all(
        rows.map(({ number }) => store.placements.find({ campaignId, studentNumber: number })),
      );
      return found.flatMap((one) => (one?.status === 'awaiting' ? [one.studentNumber] : []));
    });
    return numbers && numbers.length > 0 && this.#chance.happens(0.8)
      ? this.#chance.pick(numbers)
      : undefined;
  }

  /** Some of the list, or all of a filter: looked at, and confirmed a while later, when some of it is not as it was. */
  async #select({ campaignId, rows, draft }: Planned): Promise<void> {
    const chance = this.#chance;
    const person = this.#anybody();
    const task = this.#taskOf();
    if (task.does === 'mail') await this.#toOffice();
    const isEnding = task.does === 'cancel' || task.does === 'close';
    const siteIds = draft.siteIds.filter((siteId) => seesSite(person, siteId));
    const selectionAt = (now: string): Selection =>
      // Nobody ends a whole campaign at once, or nothing else would be played.
      !isEnding && chance.happens(0.5)
        ? { wanted: { campaignId, siteIds, now, group: chance.pick(['missing', 'late'] as const) }, total: 9 }
        : { numbers: Array.from({ length: isEnding ? 2 : 5 }, () => chance.pick(rows).number) };
    const selection = selectionAt(this.#home.agenda.now());
    const workId = newWorkId('selection', this.#home.agenda.now());
    await this.#ask('lookAtSelection', person, async (acting) => {
      const campaign = await acting.store.campaigns.get(campaignId);
      return lookAtSelection(acting, this.#institute, campaign, selection, task);
    });
    await this.#pass(chance.pick([0, 5_000, 3_600_000]));
    const press = () =>
      this.#insist('askSelection', person, async (acting) => {
        const campaign = await acting.store.campaigns.get(campaignId);
        return askSelection(this.#env, acting, campaign, selection, task, workId);
      });
    await (chance.happens(0.2) ? Promise.all([press(), press()]) : press());
  }

  #taskOf(): SelectionTask {
    const chance = this.#chance;
    const today = this.#home.agenda.now().slice(0, 10);
    const until = new Date(Date.parse(today) + chance.between(1, 20) * 86_400_000).toISOString().slice(0, 10);
    return chance.pick<SelectionTask>([
      { does: 'mail', mail: 'reminder' },
      { does: 'mail', mail: 'reminder', why: 'Avant les vacances.' },
      { does: 'mail', mail: chance.pick(['letter', 'link'] as const) },
      { does: 'extend', until },
      { does: 'cancel', reason: 'strike' },
      { does: 'restore' },
      { does: 'close', why: 'Fin d’année.' },
      { does: 'note', text: 'École fermée vendredi.' },
    ]);
  }

  /** Those who follow a site have its tutors reminded, all at once; two at once, and again on the same day, now and then. */
  async #remindSite({ campaignId, draft }: Planned): Promise<void> {
    const siteId = this.#chance.pick(draft.siteIds);
    await this.#toOffice();
    const press = () =>
      this.#ask('remindSite', this.#anybody(), async (acting) => {
        const campaign = await acting.store.campaigns.get(campaignId);
        return campaign.status === 'launched'
          ? remindSite(this.#env, acting, campaign, siteId, 9)
          : 'nothing';
      });
    await (this.#chance.happens(0.3) ? Promise.all([press(), press()]) : press());
    if (this.#chance.happens(0.3)) await press();
  }

  /** Whatever can be decided of some stage, on what somebody saw a while ago; undone again soon, now and then. */
  async #decide({ campaignId, rows }: Planned): Promise<void> {
    const chance = this.#chance;
    const picked = chance.pick(rows).number;
    // Of a report that is in there is one thing to decide, and it is rare enough: a mistake is found in it.
    const reported = chance.happens(0.4) ? await this.#reported(campaignId, rows) : undefined;
    const studentNumber = reported ?? picked;
    const due = chance.happens(0.4) ? this.#home.someMomentOf(campaignId, studentNumber) : undefined;
    const moment = due === undefined ? undefined : due - chance.pick([0, 1_000, 60_000, 3_600_000]);
    if (moment !== undefined) await this.#pass(Math.max(0, moment - this.#home.agenda.millis));
    let times = chance.happens(0.5) ? 2 : 1;
    for (let time = 1; time <= times; time += 1) {
      const person = this.#anybody();
      const seen = await this.#ask('look', person, async ({ store }) => {
        const campaign = await store.campaigns.get(campaignId);
        return { campaign, placement: await store.placements.find({ campaignId, studentNumber }) };
      });
      const possible = seen?.placement ? courseChanges(seen.placement) : [];
      if (!seen?.placement || possible.length === 0) return;
      const { campaign, placement } = seen;
      const change = this.#changeOf(chance.pick(possible), campaign.status === 'launched');
      await this.#pass(chance.pick([0, 5_000, 600_000]));
      const isWhyNeeded = change.kind === 'close' || change.kind === 'giveBack';
      const why = chance.happens(0.5) || isWhyNeeded ? 'Appelée le 12.' : undefined;
      const press = () =>
        this.#insist('changeCourse', person, async (acting) => {
          if (courseProblem(campaign, placement, change, why, acting.now, this.#institute)) return 'problem';
          return changeCourse(this.#env, acting, placement, change, why);
        });
      await (chance.happens(0.2) ? Promise.all([press(), press()]) : press());
      // Who has just given a report back thinks better of it often enough.
      if (change.kind === 'giveBack' && chance.happens(0.6)) times += 1;
      await this.#pass(chance.pick([0, 60_000, 3_600_000, 3 * 86_400_000]));
    }
  }

  /** Somebody whose report everybody has, or whose tutor corrects it. */
  async #reported(campaignId: string, rows: Planned['rows']): Promise<string | undefined> {
    const numbers = await this.#ask('look', this.#administrator, async ({ store }) => {
      const found = await Promise.all(
        rows.map(({ number }) => store.placements.find({ campaignId, studentNumber: number })),
      );
      return found.flatMap((one) =>
        one?.status === 'distributed' || one?.status === 'givenBack' ? [one.studentNumber] : [],
      );
    });
    return numbers && numbers.length > 0 ? this.#chance.pick(numbers) : undefined;
  }

  #changeOf(kind: CourseKind, isLaunched: boolean): CourseChange {
    const today = this.#home.agenda.now().slice(0, 10);
    const until = new Date(Date.parse(today) + this.#chance.between(1, 30) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    switch (kind) {
      case 'cancel':
        return { kind, reason: this.#chance.pick(cancelReason.options) };
      case 'restore':
        return { kind, isLaunched };
      case 'receivedOtherwise':
        return { kind, by: 'paper', on: today };
      case 'close':
      case 'withdrawCorrection':
        return { kind };
      case 'reopen':
      case 'extend':
      case 'giveBack':
      case 'moveCorrection':
        return { kind, until };
    }
  }

  /** How reports come: as they are sent, with the morning, or behind its link; or both. */
  async #chooseMails(): Promise<void> {
    const chance = this.#chance;
    const person = this.#anybody();
    const { email } = chance.pick(mailedPeople(this.#institute, person));
    const reportsBy = chance.pick(['attachment', 'link'] as const);
    const isEachMailed = chance.happens(0.4);
    const choice = { reportsBy, isEachMailed, isMorningToo: isEachMailed && reportsBy === 'link' };
    await this.#ask('chooseMails', person, (acting) => chooseMails(acting, this.#institute, email, choice));
  }

  async #note({ campaignId, rows }: Planned): Promise<void> {
    const { number: studentNumber } = this.#chance.pick(rows);
    await this.#ask('writeNote', this.#anybody(), (acting) =>
      writeNote(acting, { campaignId, studentNumber }, 'Appelée, rappelle lundi.'),
    );
  }

  /**
   * Whatever waits for a word, or is a tutor's, is seen to, line by line: by two at once, now and then, or after the tutor has said
   * something else.
   */
  async #settle({ campaignId }: Planned): Promise<void> {
    const person = this.#anybody();
    const siteIds = this.#institute.sites
      .map(({ siteId }) => siteId)
      .filter((siteId) => seesSite(person, siteId));
    const seen = await this.#ask('look', person, ({ store }) => store.attention.page(siteIds, { most: 20 }));
    for (const one of seen?.waiting ?? []) {
      if (one.of === 'import' && one.file.campaignId === campaignId)
        await this.#ask('dropImport', person, (acting) => dropImport(acting, campaignId, one.file.importId));
      if (one.of !== 'placement' || one.placement.campaignId !== campaignId) continue;
      for (const { kind, since } of one.attention) {
        const settle = this.#settling(person, one.placement, kind, since);
        if (!settle || this.#chance.happens(0.2)) continue;
        await this.#pass(this.#chance.pick([0, 5_000, 3_600_000]));
        await (this.#chance.happens(0.2) ? Promise.all([settle(), settle()]) : settle());
      }
    }
  }

  /** What a person presses at that line, where one press is all. */
  #settling(
    person: Person,
    placement: PlacementKey,
    kind: AttentionKind,
    since: string,
  ): (() => Promise<unknown>) | undefined {
    switch (kind) {
      case 'late':
      case 'notAcquired':
        return () =>
          this.#ask('settleAttention', person, (acting) => settleAttention(acting, placement, kind, since));
      case 'word':
      case 'studentsWord': {
        const whose = kind === 'word' ? 'tutor' : 'student';
        return () => this.#ask('settleWord', person, (acting) => settleWord(acting, placement, since, whose));
      }
      default:
        return undefined;
    }
  }

  /** A meeting for the tutors of a site: announced, changed, late people invited, called off now and then. @param chance its own */
  async meet({ campaignId, draft }: Planned, chance: Chance): Promise<void> {
    const person = this.#administrator;
    const dayIn = (days: number) =>
      new Date(this.#home.agenda.millis + days * 86_400_000).toISOString().slice(0, 10);
    const seen = await this.#insist('look', person, ({ store }) => store.campaigns.get(campaignId));
    if (seen?.status !== 'launched') return;
    const facts: MeetingFacts = {
      ...{ kind: 'information', from: '14:00', to: '16:00', place: 'Amphithéâtre A' },
      day: dayIn(chance.between(3, 14)),
    };
    const audience = { tutors: { who: 'all' }, delegates: chance.happens(0.5) } as const;
    const capacity = chance.happens(0.4) ? chance.between(1, 3) : undefined;
    const meeting = { siteId: chance.pick(draft.siteIds), facts, audience, capacity };
    const form = newMeetingForm(this.#home.agenda.now());
    const prepare = () =>
      this.#insist('prepareMeeting', person, (acting) => prepareMeeting(acting, seen, meeting, form));
    const [prepared] = await (chance.happens(0.2)
      ? Promise.all([prepare(), prepare()])
      : Promise.all([prepare()]));
    if (prepared?.kind !== 'prepared') return;
    const { meetingId } = prepared.meeting;
    const now = () => this.#insist('look', person, ({ store }) => store.meetings.get(meetingId));
    const twice = (press: () => Promise<unknown>) =>
      chance.happens(0.2) ? Promise.all([press(), press()]) : press();
    const announce = async () => {
      const meeting = await now();
      if (!meeting) return;
      await twice(() =>
        this.#insist('announceMeeting', person, (acting) => announceMeeting(this.#env, acting, meeting)),
      );
    };
    const change = async () => {
      const meeting = await now();
      const register = await this.#insist('look', person, ({ store }) => store.meetings.answers(meetingId));
      if (!meeting || !register) return;
      const other = { ...facts, day: dayIn(chance.between(2, 10)) };
      const changed = { facts: chance.happens(0.8) ? other : facts, audience, capacity: register.capacity };
      await twice(() =>
        this.#insist('changeMeeting', person, (acting) => changeMeeting(this.#env, acting, meeting, changed)),
      );
    };
    const cancel = async () => {
      const meeting = await now();
      if (!meeting) return;
      await twice(() =>
        this.#insist('cancelMeeting', person, (acting) =>
          cancelMeeting(this.#env, acting, meeting, 'Grève des transports'),
        ),
      );
    };
    await announce();
    for (const act of [change, announce, change, cancel]) {
      await this.#pass(chance.pick([500, 5_000, 600_000, 20 * 3_600_000]));
      if (chance.happens(0.4)) await act();
    }
    await this.#insist('exportAnswers', person, async (acting) => {
      const meeting = await acting.store.meetings.get(meetingId);
      return (await exportAnswers(acting, meeting)).kind;
    });
  }

  /**
   * A report comes on paper, and somebody types it in: of a stage that is asked for, closed, noted as received or given back; on what they saw
   * a while ago, by two at once, or just when something is due, now and then. @param chance its own
   */
  async enter({ campaignId, rows }: Planned, chance: Chance): Promise<void> {
    const person = chance.happens(0.3) ? this.#anybody(chance) : this.#administrator;
    const open = await this.#insist('look', person, async ({ store, now }) => {
      const found = await Promise.all(
        rows.map(({ number }) => store.placements.find({ campaignId, studentNumber: number })),
      );
      return found.flatMap((one) => (one && mayBeEntered(one) && maySend(one, now) ? [one] : []));
    });
    if (!open || open.length === 0) return;
    const placement = chance.pick(open);
    const { studentNumber } = placement;
    const seen = await this.#insist('look', person, async ({ store }) => {
      const campaign = await store.campaigns.getLaunched(campaignId);
      const form = await store.forms.ofVersion(this.#institute, campaign.formVersion);
      return { form, report: await store.reports.find(placement) };
    });
    if (!seen) return;
    const { form, report } = seen;
    const levels = () => (chance.happens(0.05) ? 'notAcquired' : chance.pick(['acquired', 'inProgress']));
    const values = {
      ...{
        tutorName: 'Mme Léa Le Goff',
        schoolName: 'École Jean-Zay',
        pupilCount: '24',
        absentHalfDays: '0',
      },
      activities: form.progression.steps
        .slice(0, 1)
        .flatMap((step) => step.activities.map((one) => one.activityId)),
      ...Object.fromEntries(
        form.comments.map(({ field }) => [field, `D’après le papier ${chance.below(1000)}.`]),
      ),
      ...Object.fromEntries(form.ethics.criteria.map(({ criterionId }) => [criterionId, levels()])),
      advice1: 'Préparer la veille.',
    };
    const check = completeReport({ form, placement, values });
    if (check.kind === 'incomplete') return;
    const due = chance.happens(0.3) ? this.#home.someMomentOf(campaignId, studentNumber) : undefined;
    await this.#pass(
      due === undefined ? chance.pick([0, 5_000, 600_000]) : Math.max(0, due - this.#home.agenda.millis),
    );
    const bytes = new Uint8Array(chance.pick([10, 10, 400_000])).fill(chance.below(256));
    const press = () =>
      this.#insist('enterReport', person, async (acting) => {
        const outcome = await enterReport(this.#env, acting, placement, {
          ...{ formVersion: form.version, values, answers: check.answers, version: report.version },
          ...{ receivedBy: 'paper', receivedOn: acting.now.slice(0, 10) },
          scan: { contentType: 'application/pdf', bytes },
        });
        return outcome.kind;
      });
    await (chance.happens(0.2) ? Promise.all([press(), press()]) : press());
    await this.#ask(
      'readScan',
      person,
      async (acting) => (await readScan(acting, placement))?.bytes.length ?? 0,
    );
  }

  /** What the console's list and numbers say, to somebody who sees every site. */
  async look({ campaignId, draft }: Planned): Promise<void> {
    const home = this.#home;
    await this.#ask('look', this.#administrator, async ({ store, now }) => {
      const lines = await store.lines.all({ campaignId, siteIds: draft.siteIds, now });
      const sites = await store.progress.of({ campaignId, siteIds: draft.siteIds }, now);
      const counts: Record<string, number> = {};
      for (const site of sites)
        for (const [step, count] of Object.entries({
          ...site.counts,
          ...{ words: site.words, reports: site.reports, notAcquired: site.notAcquired },
        }))
          counts[step] = (counts[step] ?? 0) + count;
      home.seen({
        kind: 'listed',
        campaignId,
        numbers: lines.map(({ studentNumber }) => studentNumber),
        counts,
      });
      return 'looked';
    });
  }
}
