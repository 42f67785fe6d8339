import type { CampaignId } from '../../schemas/campaign.ts';
import type { StudentOfYear } from '../../schemas/link.ts';
import type { MailKind } from '../../schemas/mail-kind.ts';
import type { PlacementKey } from '../../schemas/placement.ts';
import type { WorkKey } from '../../schemas/work.ts';

/**
 * Every key of the one table and of its indexes, `byLookup`, `byDue`, `byList` and `byAttention`. An item is found by what it is (pk, sk) or, where `lookup`
 * gives it a second address, by the question that is asked of it.
 */
export const lookupIndex = 'byLookup';

/**
 * What was written as an intention and is not done yet: a second, sparse index, written with the item itself, so that the two
 * are never apart. `at`: since when it is due.
 */
export const dueIndex = 'byDue';
export const dueLookup = (at: string) => ({ duePk: 'DUE', dueSk: at });
/** Campaigns that are to be launched by themselves, in a partition of their own: the sweep takes up what is late, not what is early. */
export const scheduledLookup = (at: string) => ({ duePk: 'SCHEDULED', dueSk: at });
/** Mails of which nobody knows whether they left, by when the doubt began: counted every night. */
export const doubtLookup = (at: string) => ({ duePk: 'DOUBT', dueSk: at });

/** Placements as lists show them: a partition a site of a campaign, in the order of the list. */
export const listIndex = 'byList';
export const listKey = (campaignId: CampaignId, siteId: string, order: string) => ({
  listPk: `LIST#${campaignId}#${siteId}`,
  listSk: order,
});
/**
 * What waits for somebody: a third, sparse index, a partition a site, most urgent and then newest last. What is of no one site
 * lies in a partition of its own.
 */
export const attentionIndex = 'byAttention';
export const ofNoSite = '*';
export const attentionKey = (place: string, order: string) => ({
  attentionPk: `ATTENTION#${place}`,
  attentionSk: order,
});
/** How far the placements of a campaign are, counted. */
export const progressKey = (campaignId: CampaignId) => ({ pk: `CAMPAIGN#${campaignId}`, sk: 'PROGRESS' });

export const institutionKey = () => ({ pk: 'INSTITUTION', sk: 'INSTITUTION' });
export const programmeKey = () => ({ pk: 'INSTITUTION', sk: 'PROGRAMME' });
/** Texts and logo of the institute as they were put into the console one day: the institution names those that hold. */
export const presentationKey = (id: string) => ({ pk: 'INSTITUTION', sk: `PRESENTATION#${id}` });
/** How the institute words one kind of mail; without a kind, what the keys of all begin with. */
export const wordingKey = (kind: MailKind | '') => ({ pk: 'INSTITUTION', sk: `WORDING#${kind}` });

/** The versions of a programme's report form that were written in the console, in their order. */
export const formPartition = (basis: string) => `FORM#${basis}`;
export const formKey = ({ basis, number }: { basis: string; number: number }) => ({
  pk: formPartition(basis),
  sk: `VERSION#${String(number).padStart(4, '0')}`,
});
/** The published ones alone. */
export const publishedFormLookup = ({ basis, number }: { basis: string; number: number }) => ({
  lookupPk: formKey({ basis, number }).pk,
  lookupSk: formKey({ basis, number }).sk,
});

/** The versions of the guide that were written in the console, in their order. */
export const guidePartition = 'GUIDE';
export const guideKey = (number: number) => ({
  pk: guidePartition,
  sk: `VERSION#${String(number).padStart(4, '0')}`,
});
/** The published ones alone. */
export const publishedGuideLookup = (number: number) => ({
  lookupPk: guideKey(number).pk,
  lookupSk: guideKey(number).sk,
});

export const campaignKey = (campaignId: CampaignId) => ({ pk: `CAMPAIGN#${campaignId}`, sk: 'CAMPAIGN' });
/** All campaigns, oldest first. */
export const campaignLookup = (createdAt: string) => ({ lookupPk: 'CAMPAIGNS', lookupSk: createdAt });

export const placementItemKey = ({ campaignId, studentNumber }: PlacementKey) => ({
  pk: `CAMPAIGN#${campaignId}`,
  sk: `PLACEMENT#${studentNumber}`,
});
/** All placements of one tutor in one campaign. */
export const tutorLookup = (campaignId: CampaignId, tutorEmail: string, studentNumber: string) => ({
  lookupPk: `TUTOR#${campaignId}#${tutorEmail}`,
  lookupSk: studentNumber,
});

/** Work is sorted by when it was asked for: its id begins with that. */
export const workPrefix = 'WORK#';
export const workItemKey = ({ campaignId, workId }: WorkKey) => ({
  pk: `CAMPAIGN#${campaignId}`,
  sk: `${workPrefix}${workId}`,
});
/** The latest reminder to all tutors of a site. */
export const siteReminderKey = (campaignId: CampaignId, siteId: string) => ({
  pk: `CAMPAIGN#${campaignId}`,
  sk: `SITEREMINDER#${siteId}`,
});
export const workPartKey = ({ campaignId, workId }: WorkKey, part: number) => ({
  pk: `WORK#${campaignId}#${workId}`,
  sk: `PART#${String(part).padStart(6, '0')}`,
});

export const reportKey = ({ campaignId, studentNumber }: PlacementKey) => ({
  pk: `REPORT#${campaignId}#${studentNumber}`,
  sk: 'REPORT',
});
/** A version that was given back to be corrected, beside the report. */
export const reportVersionKey = (key: PlacementKey, number: number) => ({
  pk: reportKey(key).pk,
  sk: `VERSION#${number}`,
});

/** What a student proposes of the report, beside it. */
export const proposalKey = (key: PlacementKey) => ({ pk: reportKey(key).pk, sk: 'PROPOSAL' });

/** All scans of what came on paper of one stage, part by part. */
export const scanPartKey = ({ campaignId, studentNumber }: PlacementKey, scanId: string, part: number) => ({
  pk: `SCAN#${campaignId}#${studentNumber}`,
  sk: `${scanId}#${String(part).padStart(2, '0')}`,
});

/** All notes on one placement, by when they were written. */
export const notePartition = ({ campaignId, studentNumber }: PlacementKey) =>
  `NOTE#${campaignId}#${studentNumber}`;
export const noteKey = (key: PlacementKey, at: string, subject: string) => ({
  pk: notePartition(key),
  sk: `${at}#${subject}`,
});

export const linkKey = (campaignId: CampaignId, tutorEmail: string) => ({
  pk: `CAMPAIGN#${campaignId}`,
  sk: `LINK#${tutorEmail}`,
});
/** A link that another one replaced. */
export const formerLinkKey = (campaignId: CampaignId, tutorEmail: string, hash: string) => ({
  pk: `CAMPAIGN#${campaignId}`,
  sk: `FORMERLINK#${tutorEmail}#${hash}`,
});
export const linkLookup = (hash: string) => ({ lookupPk: `LINK#${hash}`, lookupSk: 'LINK' });

/** A student's link of a year, for as long as that is their address. */
export const studentLinkKey = ({ year, studentNumber, studentEmail }: StudentOfYear) => ({
  pk: `STUDENT#${year}#${studentNumber}`,
  sk: `LINK#${studentEmail}`,
});
export const formerStudentLinkKey = (student: StudentOfYear, hash: string) => ({
  pk: studentLinkKey(student).pk,
  sk: `FORMERLINK#${student.studentEmail}#${hash}`,
});
export const studentLinkLookup = (hash: string) => ({ lookupPk: `STUDENTLINK#${hash}`, lookupSk: 'LINK' });
/** Who has had a link by that address, by year: whom « Recevoir un nouveau lien » finds. */
export const studentAddressKey = (student: StudentOfYear) => ({
  pk: studentLinkKey(student).pk,
  sk: `ADDRESS#${student.studentEmail}`,
});
export const studentAddressLookup = (studentEmail: string, { year = 0, studentNumber = '' } = {}) => ({
  lookupPk: `STUDENT#${studentEmail}`,
  lookupSk: `${year}#${studentNumber}`,
});

/** All mails of one campaign to one recipient share a partition. */
export const mailItemKey = (campaignId: CampaignId, recipient: string, mailKey: string) => ({
  pk: `MAIL#${campaignId}#${recipient}`,
  sk: mailKey,
});

/** What a mail said, as that attempt wrote it: apart from its record, which is read by the hundred. */
export const letterItemKey = (
  campaignId: CampaignId,
  recipient: string,
  mailKey: string,
  claimedAt: string,
) => ({
  pk: `LETTER#${campaignId}#${recipient}`,
  sk: `${mailKey}#${claimedAt}`,
});
/** A version of a report that came, beside the report; and by when it did, a partition a site. */
export const arrivalKey = ({ number, ...key }: PlacementKey & { number: number }) => ({
  pk: reportKey(key).pk,
  sk: `ARRIVAL#${number}`,
});
export const arrivalLookup = ({
  siteId,
  at = '',
  campaignId = '',
  studentNumber = '',
}: { siteId: string } & Partial<PlacementKey & { at: string }>) => ({
  lookupPk: `ARRIVALS#${siteId}`,
  lookupSk: `${at}#${campaignId}#${studentNumber}`,
});
/** What those in charge of a site wish to be mailed. */
export const mailChoiceKey = (email: string) => ({ pk: `MAILCHOICE#${email}`, sk: 'MAILCHOICE' });

/** What is known of an address, whatever the campaign. */
export const addressKey = (email: string) => ({ pk: `ADDRESS#${email}`, sk: 'ADDRESS' });

export const sessionKey = (id: string) => ({ pk: `SESSION#${id}`, sk: 'SESSION' });
export const personKey = (subject: string) => ({ pk: 'PEOPLE', sk: `PERSON#${subject}` });

export const quotaKey = (what: string, day: string, digest: string) => ({
  pk: `QUOTA#${what}#${day}#${digest}`,
  sk: 'QUOTA',
});

export const importPartKey = (importId: string, part: number) => ({
  pk: `IMPORT#${importId}`,
  sk: `PART#${String(part).padStart(4, '0')}`,
});
/** Whose part it is. */
export const importIdOf = ({ pk }: { pk?: unknown }): string => String(pk).slice('IMPORT#'.length);

/** A meeting, what was answered to it, and who is invited, by address. */
export const meetingItemKey = (meetingId: string) => ({ pk: `MEETING#${meetingId}`, sk: 'MEETING' });
export const meetingAnswersKey = (meetingId: string) => ({ pk: `MEETING#${meetingId}`, sk: 'ANSWERS' });
export const meetingGuestKey = (meetingId: string, email: string) => ({
  pk: `MEETING#${meetingId}`,
  sk: `GUEST#${email}`,
});
/** All meetings of a site, by day. */
export const meetingLookup = (siteId: string, order: string) => ({
  lookupPk: `MEETINGS#${siteId}`,
  lookupSk: order,
});
export const meetingLinkLookup = (hash: string) => ({ lookupPk: `MEETINGLINK#${hash}`, lookupSk: 'LINK' });
/** Whose item it is. */
export const meetingIdOf = ({ pk }: { pk?: unknown }): string => String(pk).slice('MEETING#'.length);
