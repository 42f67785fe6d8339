import { Duration } from 'aws-cdk-lib';
import { Errors, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

/**
 * Lambda turned the call away, so the code did not run: always safe to repeat, and worth patience when a wave of ten
 * thousand lifecycles meets the account's concurrency. 2 + 4 + 8 + 16 + 32 + 60 × 7 = 482 s, eight minutes.
 */
export const turnedAway: RetryProps = {
  errors: ['Lambda.TooManyRequestsException'],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(60),
  maxAttempts: 12,
};

/**
 * Anything else that failed, ours or AWS's; every step can be run again (architecture, 6). A passing trouble is over in
 * 2 + 4 + 8 + 16 + 32 + 64 = 126 s, two minutes; what lasts longer is a fault somebody has to mend.
 * `States.TaskFailed` is every error but a timeout: a token wait that times out is the timetable, not a fault.
 */
export const failed: RetryProps = {
  errors: [Errors.TASKS_FAILED],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 6,
};

/** The function did not answer in time; it had its own limit, so it is over by now. 5 + 10 + 20 = 35 s between four tries. */
export const unanswered: RetryProps = {
  errors: [Errors.TIMEOUT],
  interval: Duration.seconds(5),
  backoffRate: 2,
  maxAttempts: 3,
};

/**
 * A step that mails answers when it is to be entered again (functions/workflow/mailing.ts): what it throws of the mail service
 * is final.
 */
export const mailGivenUp: RetryProps = {
  errors: ['MailRefused', 'MailUnconfirmed', 'MailUnderWay'],
  interval: Duration.seconds(1),
  backoffRate: 1,
  maxAttempts: 0,
};

/** The first retrier that names the error is the one that counts, so `failed` comes last. */
export const plainStep: readonly RetryProps[] = [turnedAway, unanswered, failed];
/** A token wait's timeout goes to Catch. */
export const tokenWait: readonly RetryProps[] = [turnedAway, failed];
export const mailingStep: readonly RetryProps[] = [turnedAway, mailGivenUp, unanswered, failed];
