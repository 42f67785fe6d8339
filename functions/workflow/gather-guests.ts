import { type GuestsAnswer, guestsTask } from '../../schemas/workflow.ts';
import { eachOnce, invitedDelegates, invitedTutors } from '../domain/meeting/audience.ts';
import { listOrder } from '../domain/placement/placement-search.ts';
import { secretEnvironment, tableEnvironment } from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import { keptStore } from '../store/store.ts';
import { passDone } from './guests.ts';
import { task } from './task.ts';

/** Stages of one batch. */
const batchSize = 50;

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
    const { campaignId, siteId } = meeting;
    const { lines, isMore } = await store.lines.page(
      { campaignId, siteIds: [siteId], now },
      { most: batchSize, ...(after !== '' && { after }) },
    );
    const delegates = after === '' ? invitedDelegates(meeting, await store.institutions.answering(now)) : [];
    // Who is both is known as both.
    const theirStages = await Promise.all(
      delegates.map(({ email }) => store.placements.ofTutor(campaignId, email)),
    );
    const invitees = eachOnce([...delegates, ...invitedTutors(meeting, [...theirStages.flat(), ...lines])]);
    const links = await store.meetingLinks(env.SECRET_ARN);
    await inGroups(invitees, (one) => links.invite({ ...one, meetingId }));
    const last = lines.at(-1);
    return last && isMore ? { ...passDone, isDone: false, after: listOrder(last) } : passDone;
  },
);
