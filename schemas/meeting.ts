import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress, siteId } from './institution.ts';
import { isoDate, isoInstant, timeOfDay } from './time.ts';

/** "20261012-1f0c9a2e": the day on which its form was opened, and what tells two of one day apart. */
export const meetingId = z.string().regex(/^\d{8}-[a-f0-9]{8}$/);
export type MeetingId = z.infer<typeof meetingId>;

/** What the guide invites tutors to: « réunions de présentation des attendus de stage » and « jury de l’oral de stage ». */
export const meetingKind = z.enum(['information', 'jury']);
export type MeetingKind = z.infer<typeof meetingKind>;

/** A link that opens a video meeting: nothing but https, since mails and pages make it an address to press. */
export const videoLink = z.url({ protocol: /^https$/ }).max(500);

/** In characters. */
export const longestPlace = 200;
export const longestMeetingWord = 1000;
export const longestCancellation = 300;
/** So many tutors are chosen by their addresses, and so many places counted. */
export const mostChosen = 200;
export const mostPlaces = 2000;
const capacity = z.int().min(1).max(mostPlaces);

/** What people are told, and what their calendar shows. Times are those of Paris. */
export const meetingFacts = z.object({
  kind: meetingKind,
  day: isoDate,
  from: timeOfDay,
  to: timeOfDay,
  /** A place, a video link, or both. */
  place: z.string().min(1).max(longestPlace).optional(),
  video: videoLink.optional(),
  /** What else the invitation says: an agenda, a way in. */
  word: z.string().min(1).max(longestMeetingWord).optional(),
});
export type MeetingFacts = z.infer<typeof meetingFacts>;

/** Whom a meeting is for; who that is by name is looked up when they are invited. */
export const meetingAudience = z.object({
  /** Those of the campaign at the site: all, or those of these addresses. */
  tutors: z.discriminatedUnion('who', [
    z.object({ who: z.literal('all') }),
    z.object({ who: z.literal('none') }),
    z.object({ who: z.literal('chosen'), emails: z.array(emailAddress).min(1).max(mostChosen) }),
  ]),
  delegates: z.boolean(),
});
export type MeetingAudience = z.infer<typeof meetingAudience>;

/**
 * prepared → announced, from the first invitation on → over, once it has ended, or → cancelled. People answer while it is
 * announced and has not begun.
 */
export const meetingStatus = z.enum(['prepared', 'announced', 'over', 'cancelled']);

/** A meeting of one site, for tutors of one campaign. Who is invited and what they answered is kept beside it. */
export const meeting = meetingFacts.extend({
  meetingId,
  campaignId,
  siteId,
  audience: meetingAudience,
  status: meetingStatus,
  /** How often what people are told of it has changed: SEQUENCE of their calendar's entry, and what tells its mails apart. */
  sequence: z.int().min(0),
  /** How often an execution was started for it; names the execution. */
  revision: z.int().min(0),
  /** Since when that execution is to start; gone when it shows that it runs (architecture, 15). */
  startDue: isoInstant.optional(),
  /** An execution gave up in that state; gone when a later one gets going. */
  trouble: z.object({ at: isoInstant, state: z.string(), error: z.string() }).optional(),
  /** Why it does not take place, as those invited are told. */
  cancelledFor: z.string().min(1).max(longestCancellation).optional(),
  /** How many may come, as was decided with the rest and is not yet said where answers are taken; since when. */
  placesDue: z.object({ since: isoInstant, capacity: capacity.optional() }).optional(),
  /** How often the number of places was decided anew. */
  placesNumber: z.int().min(0).default(0),
  createdAt: isoInstant,
  /** A staff name. */
  createdBy: z.string(),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
});
export type Meeting = z.infer<typeof meeting>;

/** In characters. A mail’s address, as SMTP takes it (RFC 5321, 4.5.3.1), is no longer. */
const longestSubstituteName = 80;
const longestSubstituteAddress = 254;
/** Somebody who comes in the place of who was invited. */
export const substitute = z.object({
  name: z.string().min(1).max(longestSubstituteName),
  email: z.string().max(longestSubstituteAddress).pipe(emailAddress),
});
export type Substitute = z.infer<typeof substitute>;

/** What somebody answered; `sequence`: the meeting as they knew it. */
export const meetingAnswer = z.object({
  answer: z.enum(['yes', 'no', 'other']),
  at: isoInstant,
  sequence: z.int().min(0),
  /** Who comes instead; `withheldAt`: since when their address refuses mails. */
  substitute: substitute.extend({ withheldAt: isoInstant.optional() }).optional(),
  /** Whom they had named before, and who may have been written to. */
  former: z.array(emailAddress).max(3).default([]),
});
export type MeetingAnswer = z.infer<typeof meetingAnswer>;

/** What a mail told of a meeting, and of which of its sequences. `insteadOf`: whose place its reader was to take, by their address. */
export const meetingMention = z.object({
  meetingId,
  sequence: z.int().min(0),
  what: z.enum(['invitation', 'change', 'cancellation', 'reminder']),
  insteadOf: emailAddress.optional(),
});
export type MeetingMention = z.infer<typeof meetingMention>;

/**
 * Everything that was answered to one meeting, and how many may come: one item, so that one conditional write decides who takes the
 * last place.
 */
export const meetingAnswers = z.object({
  meetingId,
  campaignId,
  capacity: capacity.optional(),
  /** Which of the decisions on it that is (`placesNumber` of the meeting). */
  placesNumber: z.int().min(0).default(0),
  /** By the address that was invited. */
  answers: z.record(z.string(), meetingAnswer),
  /** Whose answer named somebody else than before, or nobody any more: who that was is to be told, since then. */
  untold: z.object({ since: isoInstant, emails: z.array(emailAddress).min(1) }).optional(),
  version: z.int().min(1),
});
export type MeetingAnswers = z.infer<typeof meetingAnswers>;

export const guestRole = z.enum(['tutor', 'delegate']);
export type GuestRole = z.infer<typeof guestRole>;

/** Who is invited, each address once however many roles it has; their link is theirs alone (architecture, 9). */
export const meetingGuest = z.object({
  meetingId,
  email: emailAddress,
  name: z.string().min(1),
  title: z.enum(['Mme', 'M.']).optional(),
  lastName: z.string().optional(),
  roles: z.array(guestRole).min(1),
  /** 128 random bits, base64url: the token is an HMAC of it, of which only the SHA-256 is kept. */
  salt: z.string().length(22),
  hash: z.string().length(43),
  /** When their invitation left. */
  invitedAt: isoInstant.optional(),
  /** When they last answered, said before their answer is taken: whoever knows another answer of theirs has an old one. */
  answeringAt: isoInstant.optional(),
  /** Since when their address refuses mails: nothing reached them. */
  withheldAt: isoInstant.optional(),
});
export type MeetingGuest = z.infer<typeof meetingGuest>;
