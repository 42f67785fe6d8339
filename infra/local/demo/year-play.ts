import { delegatesOf } from '../../../functions/domain/placement/site-of.ts';
import { dayAfter } from '../../../functions/domain/timetable/calendar-days.ts';
import { nextOpenDay } from '../../../functions/domain/timetable/quiet-days.ts';
import { parisDay, parisInstant } from '../../../functions/domain/wording/french-dates.ts';
import type { Institute, Stage } from '../../../schemas/programme.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import type { SampleAccount } from '../sample/sample-accounts.ts';
import { lifecyclesOf, longestStep, type Progress, withoutText } from './campaign-play.ts';
import type { HomeClient, ReadMail } from './home-client.ts';
import { InvitedGuests } from './invited-guests.ts';
import { recountJury } from './jury-recount.ts';
import type { PageVisitor } from './page-visitor.ts';
import { atConsole } from './registrar.ts';
import { reportsOf, studentsOf } from './semester-ledger.ts';
import { sendDueReports } from './tutors-diary.ts';
import { type DatedStage, stagesOfYear } from './year-calendar.ts';
import { type PlayedStage, yearCast } from './year-cast.ts';
import {
  announceMeeting,
  cancelStage,
  download,
  launchStage,
  type MeetingToHold,
  moveMeetingByADay,
  prepareYear,
  replaceTutor,
  settleAttention,
} from './year-staff.ts';

/** What somebody has to do, and when. */
type Appointment = { at: number; keep: () => Promise<void> };

export type PlayedSemester = Awaited<ReturnType<typeof recountJury>> & { semester: Stage['semester'] };
export type PlayedYear = {
  stages: PlayedStage[];
  semesters: PlayedSemester[];
  meetings: InvitedGuests[];
  /** What the meetings’ mails and lists have otherwise than they should. */
  meetingDifferences: string[];
  mails: ReadMail[];
};

type YearToPlay = {
  year: number;
  seed: number;
  generate: number;
  /** So many of them, from the first. */
  semesters: number;
  institution: Institute;
  accounts: readonly SampleAccount[];
};

/** When a year’s home begins: a week before the first launch. */
export const firstDayOf = ([first]: readonly DatedStage[]): IsoDate => dayAfter(first?.launchDay ?? '', -7);

/** Plays an academic year on a home, by its pages, links and mails alone. */
export const playYear = async (
  home: HomeClient,
  { year, seed, generate, semesters, institution, accounts }: YearToPlay,
  onProgress: (progress: Progress) => void,
): Promise<PlayedYear> => {
  const dated = stagesOfYear(year, institution);
  const cast = yearCast({ seed, generate }, institution);
  const played: PlayedYear = { stages: [], semesters: [], meetings: [], meetingDifferences: [], mails: [] };
  const { stages, meetings, mails } = played;
  const agenda: Appointment[] = [];
  const plan = (day: IsoDate, time: string, keep: Appointment['keep']): void => {
    agenda.push({ at: Date.parse(parisInstant(day, time)), keep });
    agenda.sort((a, b) => a.at - b.at);
  };
  const administrator = accounts.find(({ role }) => role === 'administrator')?.name ?? '';
  const registrarOf = (siteId: string): string =>
    accounts.find(({ role, siteIds }) => role === 'registrar' && siteIds.includes(siteId))?.name ??
    administrator;
  const sessions = new Map<string, { visitor: PageVisitor; until: number }>();
  /** Who comes back within half an hour need not sign in again. */
  const console = async (account: string): Promise<PageVisitor> => {
    const now = Date.parse(await home.clock());
    const open = sessions.get(account);
    const visitor = open && now < open.until ? open.visitor : await atConsole(home.url, account);
    sessions.set(account, { visitor, until: now + 1_800_000 });
    return visitor;
  };
  const today = async (): Promise<IsoDate> => parisDay(await home.clock());

  const holdMeeting = async (
    meeting: MeetingToHold,
    stage: PlayedStage,
    movedOn: IsoDate | undefined,
  ): Promise<void> => {
    const { siteId } = meeting;
    const registrar = registrarOf(siteId);
    const site = institution.sites.find((one) => one.siteId === siteId);
    const delegates = site ? delegatesOf(site).map(({ email }) => email) : [];
    const tutors = [...stage.placed.values()]
      .filter((one) => one.siteId === siteId && !stage.cancelled.has(one.studentNumber))
      .map(({ tutor }) => tutor.email);
    if (tutors.length === 0) return;
    const path = await announceMeeting(await console(registrar), meeting);
    const guests = new InvitedGuests(seed, meeting, path, [...tutors, ...delegates]);
    meetings.push(guests);
    if (movedOn)
      plan(movedOn, '10:00', async () => {
        await moveMeetingByADay(await console(registrar), path, meeting);
      });
    plan(dayAfter(meeting.day, movedOn ? 1 : 0), '20:00', async () => {
      const list = await download(await console(registrar), path, /reponses\.csv$/);
      played.meetingDifferences.push(...guests.differences(list, movedOn !== undefined));
    });
  };

  const playStage = (at: number, one: DatedStage): void => {
    plan(one.launchDay, '09:00', async () => {
      const before = stages.at(-1);
      const { stage, file } = before ? cast.next(one, at, before) : cast.first(one);
      await launchStage(await console(administrator), stage, file, before);
      stages.push(stage);
      planTroubles(stage, at);
      // Tutors are met once, before the first stage.
      if (!before)
        plan(dayAfter(one.launchDay, 2), '10:00', async () => {
          const day = dayAfter(one.launchDay, 9);
          for (const { siteId } of institution.sites)
            await holdMeeting(
              { kind: 'information', campaignId: one.campaignId, siteId, day },
              stage,
              dayAfter(one.launchDay, 4),
            );
        });
    });
  };

  const planTroubles = (stage: PlayedStage, at: number): void => {
    const replaceSome = async (late: boolean): Promise<void> => {
      for (const placement of cast.replacedIn(stage, at, late)) {
        await replaceTutor(await console(registrarOf(placement.siteId)), stage, placement);
        stage.placed.set(placement.studentNumber, placement);
        stage.diary.reassign(placement);
        stage.replaced += 1;
      }
    };
    plan(dayAfter(stage.from, 1), '10:00', async () => {
      for (const { studentNumber, returns } of cast.cancelledIn(stage, at)) {
        const siteId = stage.placed.get(studentNumber)?.siteId ?? '';
        await cancelStage(await console(registrarOf(siteId)), stage, { studentNumber, returns });
        stage.cancelled.set(studentNumber, { returns });
        stage.diary.drop(studentNumber);
      }
      await replaceSome(false);
    });
    plan(dayAfter(stage.to, 4), '10:00', () => replaceSome(true));
  };

  /** Once no report can come any more, the jury is called together; on its day the results are taken and recounted. */
  const holdJury = (semester: Stage['semester'], last: DatedStage): void => {
    const convene = async (): Promise<void> => {
      const own = stages.filter(({ stage }) => stage.semester === semester);
      const lifecycles = lifecyclesOf(await home.executions()).filter(({ name }) =>
        own.some(({ campaignId }) => name.startsWith(`${campaignId}-`)),
      );
      const latest = own.at(-1);
      if (!latest || lifecycles.some(({ status }) => status === 'RUNNING'))
        return plan(dayAfter(await today(), 1), '09:00', convene);
      const day = nextOpenDay(dayAfter(await today(), 7), institution);
      for (const { siteId } of institution.sites)
        await holdMeeting({ kind: 'jury', campaignId: latest.campaignId, siteId, day }, latest, undefined);
      plan(day, '14:00', async () => {
        played.semesters.push(await recountSemester(semester, own));
      });
    };
    plan(dayAfter(last.to, 38), '09:00', convene);
  };

  /** Site by site, as its registrar takes the files. */
  const recountSemester = async (
    semester: Stage['semester'],
    own: readonly PlayedStage[],
  ): Promise<PlayedSemester> => {
    const forms = own.map(({ stage }) => {
      const form = institution.programme.reportForms.find(({ version }) => version === stage.reportForm);
      if (!form) throw new Error(`no form ${stage.reportForm}`);
      return { label: stage.label, form };
    });
    const total: PlayedSemester = { semester, rows: 0, cells: 0, differences: [] };
    const printed = await Promise.all(
      forms.map(({ form }, at) => reportsOf(home, own[at]?.campaignId ?? '', mails, form, institution.sites)),
    );
    for (const { siteId, name } of institution.sites) {
      const page = `/console/jury/${year}-s${semester}`;
      const registrar = registrarOf(siteId);
      const files = {
        csv: await download(await console(registrar), page, /resultats\.csv/),
        xlsx: await download(await console(registrar), page, /resultats\.xlsx/),
      };
      const expected = studentsOf(own, printed, { siteId, name });
      const { rows, cells, differences } = await recountJury(files, expected, forms);
      total.rows += rows;
      total.cells += cells;
      total.differences.push(...differences);
    }
    return total;
  };

  /** Who is told in the morning that something waits opens the console. */
  const noteDigest = ({ tags, to, subject, at }: ReadMail): void => {
    const reader = accounts.find(({ role, email }) => role === 'registrar' && to.includes(email));
    if (tags.occasion === 'digest' && reader && subject.startsWith('À traiter'))
      plan(parisDay(at), '09:00', async () => settleAttention(await console(reader.name)));
  };

  plan(firstDayOf(dated), '09:30', async () => prepareYear(await console(administrator), year, dated));
  const toPlay = dated.filter(({ stage }) => stage.semester <= semesters);
  for (const [at, one] of toPlay.entries()) playStage(at, one);
  for (const [semester, own] of Map.groupBy(toPlay, ({ stage }) => stage.semester)) {
    const last = own.at(-1);
    if (last) holdJury(semester, last);
  }

  for (;;) {
    for await (const mail of home.mailsAfter(mails.at(-1)?.id)) {
      stages.find(({ campaignId }) => campaignId === mail.tags.campaign)?.diary.note(mail);
      for (const one of meetings) one.note(mail);
      noteDigest(mail);
      mails.push(withoutText(mail));
    }
    const now = Date.parse(await home.clock());
    onProgress({
      ...{ now: new Date(now).toISOString(), mails: mails.length },
      reports: stages.reduce((sum, { diary }) => sum + diary.done.size, 0),
      placements: stages.reduce((sum, { placed, cancelled }) => sum + placed.size - cancelled.size, 0),
    });
    if (await somethingDone(home, played, agenda, now)) {
      // What it sets off is due at once.
      await home.moveTo(new Date(now + 1000).toISOString());
      continue;
    }
    const visits = stages.flatMap(({ diary }) => diary.visits());
    const moments = [...agenda, ...visits, ...meetings.flatMap((one) => one.replies())].map(({ at }) => at);
    if (moments.length === 0) return played;
    await home.moveTo(new Date(Math.min(now + longestStep, ...moments)).toISOString());
  }
};

/** Whoever’s moment has come does what they have to do: tutors first, then guests, then one of the staff. */
const somethingDone = async (
  home: HomeClient,
  { stages, meetings }: PlayedYear,
  agenda: Appointment[],
  now: number,
): Promise<boolean> => {
  let isDone = false;
  for (const { diary } of stages) isDone = (await sendDueReports(home, diary, now)) || isDone;
  for (const one of meetings) isDone = (await one.answerDue(home.url, now)) || isDone;
  const [next] = agenda;
  if (isDone || next === undefined || next.at > now) return isDone;
  agenda.shift();
  await next.keep();
  return true;
};
