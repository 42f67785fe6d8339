import type { Meeting } from '../../schemas/meeting.ts';
import type { Placement, PlacementLine } from '../../schemas/placement.ts';
import { type GuestsAnswer, guestsTask } from '../../schemas/workflow.ts';
import {
  eachOnce,
  type Invitee,
  invitedDelegates,
  invitedTutors,
  mostInvited,
} from '../domain/meeting/audience.ts';
import { listOrder } from '../domain/placement/placement-search.ts';
import { secretEnvironment, tableEnvironment } from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import { keyFor } from '../store/secret.ts';
import { keptStore, type Store } from '../store/store.ts';
import { sealed, unsealed } from './cursor.ts';
import { passDone } from './guests.ts';
import { task } from './task.ts';

/** Stages, or chosen tutors, of one batch. */
const batchSize = 50;

type Batch = {
  stages: readonly (Placement | PlacementLine)[];
  /** Behind what the next batch begins, if there is one. */
  last?: string | undefined;
};

/** The next stages among which whom the meeting is for is to be found. @param after what the batch before answered, at first nothing */
const nextStages = async (
  { placements, lines }: Pick<Store, 'placements' | 'lines'>,
  { campaignId, siteId, audience: { tutors } }: Meeting,
  after: string,
  now: string,
): Promise<Batch> => {
  switch (tutors.who) {
    case 'none':
      return { stages: [] };
    case 'chosen': {
      const first = tutors.emails.indexOf(after) + 1;
      const chosen = tutors.emails.slice(first, first + batchSize);
      const stages = await inGroups(chosen, (email) => placements.ofTutor(campaignId, email));
      const isMore = first + batchSize < tutors.emails.length;
      return { stages: stages.flat(), last: isMore ? chosen.at(-1) : undefined };
    }
    case 'all': {
      const wanted = { campaignId, siteIds: [siteId], now };
      const page = await lines.page(wanted, { most: batchSize, ...(after !== '' && { after }) });
      const last = page.isMore ? page.lines.at(-1) : undefined;
      return { stages: page.lines, last: last && listOrder(last) };
    }
  }
};

/** Of those, who has no invitation yet, while there are not as many as a meeting may have: they may have come since it was announced. */
const notYetInvited = async (
  { meetings }: Pick<Store, 'meetings'>,
  { meetingId }: Meeting,
  invitees: readonly Invitee[],
): Promise<Invitee[]> => {
  const known = await inGroups(invitees, ({ email }) => meetings.guest(meetingId, email));
  const fresh = invitees.filter((_, at) => known[at] === undefined);
  if (fresh.length === 0) return [];
  return fresh.slice(0, Math.max(0, mostInvited - (await meetings.guestCount(meetingId))));
};

/**
 * Second state of a meeting: writes down, batch by batch, whom it is for now, each address once, with a link of their own. Who was
 * written down before stays; who has come since is added.
 */
export const handler = task(
  tableEnvironment.extend(secretEnvironment.shape),
  guestsTask,
  async ({ meetingId, revision, after, now }, env): Promise<GuestsAnswer> => {
    const store = keptStore(env.TABLE_NAME);
    const meeting = await store.meetings.get(meetingId);
    if (meeting.revision !== revision || meeting.status !== 'announced') return passDone;
    const key = await keyFor(env.SECRET_ARN, 'cursors');
    const place = unsealed(key, after);
    const { stages, last } = await nextStages(store, meeting, place, now);
    const delegates = place === '' ? invitedDelegates(meeting, await store.institutions.answering(now)) : [];
    // Who is both is known as both.
    const theirStages = await inGroups(delegates, ({ email }) =>
      store.placements.ofTutor(meeting.campaignId, email),
    );
    const invitees = eachOnce([...delegates, ...invitedTutors(meeting, [...theirStages.flat(), ...stages])]);
    const links = await store.meetingLinks(env.SECRET_ARN);
    await inGroups(await notYetInvited(store, meeting, invitees), (one) =>
      links.invite({ ...one, meetingId }),
    );
    return last === undefined ? passDone : { ...passDone, isDone: false, after: sealed(key, last) };
  },
);
