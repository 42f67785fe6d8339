import type { PlacementKey } from '../../schemas/placement.ts';
import {
  type Drafter,
  type DraftValues,
  type KeptVersion,
  keptVersion,
  type Report,
  report,
  type SentReport,
  type SentReportRecord,
} from '../../schemas/report.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isIn, isOpen } from '../domain/report/report-meanings.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { dueLookup, reportKey, reportVersionKey } from './table-keys.ts';

/** From 2 on a version may have been given back. */
export const reportShape = storedShape('report', report, (item) => item);
/** A version that was given back, as it was sent. */
export const keptVersionShape = storedShape('report-version', keptVersion);

/** What became of a write that another tab, the clock or an earlier send may have overtaken. */
export type DraftOutcome =
  | { kind: 'saved'; version: number; savedAt: IsoInstant }
  | { kind: 'stale'; current: Report }
  | { kind: 'locked'; current: Report };
export type SendOutcome =
  | { kind: 'sent'; record: SentReportRecord }
  | { kind: 'stale'; current: Report }
  | { kind: 'locked'; current: Report };

const names = { '#status': 'status', '#version': 'version', '#values': 'values' };

/** A report that nobody has touched has version 0, whether or not its item exists yet. */
const isUntouchedOrVersion =
  '(attribute_not_exists(pk) AND :expected = :zero) OR (#status = :draft AND #version = :expected)';

const hangingOrder = (revision: number): string => String(revision).padStart(6, '0');

/** Closed to its tutor, and not to whoever of the institute types what came on paper. */
const isClosedVersion = '(#status = :closed AND #version = :expected)';

/** In the order in which a stage waits: of its executions, of their states, of the attempts at one. */
export const hungAt = (revision: number, now: IsoInstant, retry: number): string =>
  `${hangingOrder(revision)} ${now} ${String(retry).padStart(3, '0')}`;

export const reportStore = (table: Table) => {
  const find = async (key: PlacementKey): Promise<Report> => {
    const item = await table.get(reportKey(key));
    return item ? reportShape.read(item) : { ...key, status: 'draft', version: 0, values: {} };
  };

  /** One conditional write: `#status`, values and version change together or not at all. */
  const write = async (
    key: PlacementKey,
    values: DraftValues,
    expectedVersion: number,
    now: IsoInstant,
    by: { drafter: Drafter; sent?: SentReport },
  ): Promise<Report | undefined> => {
    const { drafter, sent } = by;
    const after = await reportShape.update(table, reportKey(key), {
      set: `campaignId = :campaign, studentNumber = :student, #values = :values, savedAt = :now, draftedBy = :drafter,
        #version = :next, #status = :status${sent ? ', sent = :sent, undistributed = :true, duePk = :due, dueSk = :now' : ''}`,
      ...(sent?.entered
        ? { remove: 'closedAt, closedIn', condition: `${isUntouchedOrVersion} OR ${isClosedVersion}` }
        : { condition: isUntouchedOrVersion }),
      names,
      values: {
        ':campaign': key.campaignId,
        ':student': key.studentNumber,
        ':values': values,
        ':now': now,
        ':expected': expectedVersion,
        ':next': expectedVersion + 1,
        ':zero': 0,
        ':draft': 'draft',
        ':status': sent ? 'sent' : 'draft',
        ':drafter': drafter,
        ...(sent?.entered && { ':closed': 'closed' }),
        // In the same write: that nobody has it yet.
        ...(sent && { ':sent': sent, ':true': true, ':due': dueLookup(now).duePk }),
      },
    });
    return after && reportShape.read(after);
  };

  const kept = async (key: PlacementKey, number: number): Promise<KeptVersion | undefined> => {
    const item = await table.get(reportVersionKey(key, number));
    return item && keptVersionShape.read(item);
  };

  const overtaken = async (key: PlacementKey) => {
    const current = await find(key);
    return { kind: isOpen(current) ? ('stale' as const) : ('locked' as const), current };
  };

  return {
    /** An untouched draft when there is nothing yet: reading never writes. */
    find,

    /** `stale`: a newer draft exists, saved from elsewhere. `locked`: the report is sent or closed. Nothing is overwritten. */
    async saveDraft(
      key: PlacementKey,
      values: DraftValues,
      expectedVersion: number,
      drafter: Drafter,
      now: IsoInstant,
    ): Promise<DraftOutcome> {
      const saved = await write(key, values, expectedVersion, now, { drafter });
      return saved ? { kind: 'saved', version: saved.version, savedAt: now } : overtaken(key);
    },

    /** The one write that makes a report exist. A second send finds it `locked`; so does its tutor one that is closed. */
    async send(
      key: PlacementKey,
      values: DraftValues,
      sent: SentReport,
      expectedVersion: number,
      drafter: Drafter,
    ): Promise<SendOutcome> {
      const record = await write(key, values, expectedVersion, sent.sentAt, { drafter, sent });
      return record && isIn(record) ? { kind: 'sent', record } : overtaken(key);
    },

    /**
     * Stores the task token to ring, and reads the report in the same write: whoever comes second, this or the send, sees
     * the other (architecture, 5).
     *
     * @param hungAt sorts behind that of every wait before it: an attempt that was given up may write late, and takes down no bell.
     */
    async hangDoorbell(key: PlacementKey, taskToken: string, hungAt: string): Promise<Report> {
      const after = await reportShape.update(table, reportKey(key), {
        set: `doorbell = :token, hungAt = :hungAt, campaignId = :campaign, studentNumber = :student,
          #version = if_not_exists(#version, :zero), #status = if_not_exists(#status, :draft),
          #values = if_not_exists(#values, :nothing)`,
        condition: 'attribute_not_exists(hungAt) OR hungAt <= :hungAt',
        names,
        values: {
          ':token': taskToken,
          ':hungAt': hungAt,
          ':campaign': key.campaignId,
          ':student': key.studentNumber,
          ':zero': 0,
          ':draft': 'draft',
          ':nothing': {},
        },
      });
      return after ? reportShape.read(after) : find(key);
    },

    /** Everybody who is to have the report has it. */
    async markDistributed(key: PlacementKey): Promise<void> {
      await reportShape.update(table, reportKey(key), {
        remove: 'undistributed, duePk, dueSk',
        condition: '#status = :sent',
        names: { '#status': 'status' },
        values: { ':sent': 'sent' },
      });
    },

    /** One version as it was sent: the one that is in, or one that was given back. */
    async version(key: PlacementKey, number: number): Promise<SentReport | undefined> {
      const current = await find(key);
      if (isIn(current) && current.sent.number === number) return current.sent;
      return (await kept(key, number))?.sent;
    },

    /** What was typed of a version that was given back. */
    async typed(key: PlacementKey, number: number): Promise<DraftValues | undefined> {
      return (await kept(key, number))?.values;
    },

    /** The version of that reference, of the one that is in and the one that it replaced or is to replace. */
    async withReference(key: PlacementKey, reference: string): Promise<SentReport | undefined> {
      const current = await find(key);
      if (isIn(current) && current.sent.reference === reference) return current.sent;
      const last = current.lastVersion && (await kept(key, current.lastVersion.number))?.sent;
      return last?.reference === reference ? last : undefined;
    },

    /** The version that counts: the one that is in, or, while its tutor corrects it, the one that was given back. */
    async counting(key: PlacementKey): Promise<SentReport | undefined> {
      const current = await find(key);
      if (isIn(current)) return current.sent;
      return current.lastVersion && (await kept(key, current.lastVersion.number))?.sent;
    },

    /**
     * Its tutor may correct that version: what they sent is a draft again, as they typed it. The version is kept before; where this
     * dies between the two, it is done again.
     *
     * @param revision whose execution gives it back: once that, or a later one, has let the version stand, one that is late changes nothing.
     */
    async giveBack(
      { revision, campaignId, studentNumber }: PlacementKey & { revision: number },
      reference: string,
    ): Promise<void> {
      const key = { campaignId, studentNumber };
      const current = await find(key);
      if (!isIn(current) || current.sent.reference !== reference) return;
      const { sent, values, version, undistributed } = current;
      const { number, sentAt } = sent;
      const item = { ...keptVersionShape.write({ ...key, sent, values }), ...reportVersionKey(key, number) };
      await table.put(item, isNew);
      await reportShape.update(table, reportKey(key), {
        set: '#status = :draft, #version = :next, lastVersion = :last',
        remove: 'sent, undistributed, duePk, dueSk',
        condition:
          '#status = :sent AND #version = :expected AND (attribute_not_exists(standsIn) OR standsIn < :revision)',
        names: { '#status': 'status', '#version': 'version' },
        values: {
          ':revision': revision,
          ':draft': 'draft',
          ':sent': 'sent',
          ':expected': version,
          ':next': version + 1,
          ':last': { number, sentAt, ...(undistributed && { undistributed }) },
        },
      });
    },

    /**
     * No other version was sent: the one that was given back is the report, as it was; what was typed since stays, for another time.
     *
     * @param revision whose execution lets it stand: written first, so that none before it gives it back afterwards.
     * @returns the report as it now is: that version, or a newer one when the tutor was faster.
     */
    async restoreVersion({ revision, ...key }: PlacementKey & { revision: number }): Promise<Report> {
      await reportShape.update(table, reportKey(key), {
        set: 'standsIn = :revision',
        condition: 'attribute_exists(pk) AND (attribute_not_exists(standsIn) OR standsIn < :revision)',
        values: { ':revision': revision },
      });
      const current = await find(key);
      const { lastVersion } = current;
      if (!isOpen(current) || lastVersion === undefined) return current;
      const version = await kept(key, lastVersion.number);
      if (version === undefined) throw new Error('the version that was given back is not kept');
      const isDue = lastVersion.undistributed === true;
      const after = await reportShape.update(table, reportKey(key), {
        set: `#status = :sent, sent = :version${isDue ? ', undistributed = :true, duePk = :due, dueSk = :sentAt' : ''}`,
        // Another version may have come since, and been given back as well.
        condition:
          '#status = :draft AND lastVersion.#number = :number AND (attribute_not_exists(hungAt) OR hungAt < :later)',
        names: { '#status': 'status', '#number': 'number' },
        values: {
          // A later one waits for the correction: its tutor was given longer.
          ':later': hangingOrder(revision + 1),
          ':sent': 'sent',
          ':draft': 'draft',
          ':number': lastVersion.number,
          ':version': version.sent,
          ...(isDue && {
            ':true': true,
            ':due': dueLookup(version.sent.sentAt).duePk,
            ':sentAt': version.sent.sentAt,
          }),
        },
      });
      return after ? reportShape.read(after) : find(key);
    },

    /** A wait begins anew: what an execution closed that was replaced may be sent after all. @param revision of the wait */
    async reopen({ revision, ...key }: PlacementKey & { revision: number }): Promise<void> {
      await reportShape.update(table, reportKey(key), {
        set: '#status = :draft',
        remove: 'closedAt, closedIn',
        condition: '#status = :closed AND (attribute_not_exists(closedIn) OR closedIn < :revision)',
        names: { '#status': 'status' },
        values: { ':draft': 'draft', ':closed': 'closed', ':revision': revision },
      });
    },

    /**
     * @param revision whose execution closes it: one that was replaced may write late, and closes nothing that a later one waits for.
     * @returns the report as it now is: `closed`, or `sent` when the tutor was faster.
     */
    async close({ revision, ...key }: PlacementKey & { revision: number }, now: IsoInstant): Promise<Report> {
      const after = await reportShape.update(table, reportKey(key), {
        set: `#status = :closed, closedAt = :now, closedIn = :revision, campaignId = :campaign, studentNumber = :student,
          #version = if_not_exists(#version, :zero), #values = if_not_exists(#values, :nothing)`,
        condition:
          'attribute_not_exists(pk) OR (#status = :draft AND (attribute_not_exists(hungAt) OR hungAt < :later))',
        names,
        values: {
          ':revision': revision,
          ':later': hangingOrder(revision + 1),
          ':closed': 'closed',
          ':draft': 'draft',
          ':now': now,
          ':campaign': key.campaignId,
          ':student': key.studentNumber,
          ':zero': 0,
          ':nothing': {},
        },
      });
      return after ? reportShape.read(after) : find(key);
    },
  };
};
