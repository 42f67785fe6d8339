import type { Clock } from '../interpreter/clock.ts';
import type { Engine } from '../interpreter/engine.ts';
import type { Mailbox } from '../services/mailbox.ts';

/** What happened on the way of a jump, up to now or in all. */
export interface JumpEvents {
  mails: number;
  started: number;
  ended: number;
}

/** A jump under way: from where to where (ISO), and how far it has got. */
export interface JumpProgress extends JumpEvents {
  from: string;
  to: string;
  now: string;
  /** 0 at the start, 1 on arrival. */
  share: number;
}

/** The jump that ended last; `failed` when it stopped on the way. */
export interface JumpResult extends JumpEvents {
  from: string;
  now: string;
  failed: boolean;
}

/** Jumps of the clock, watched: a long one takes minutes, and whoever waits wants to see it live. */
export function clockJumps({ clock, mailbox, engine }: { clock: Clock; mailbox: Mailbox; engine: Engine }) {
  /** In the order in which the clock takes them. */
  const underWay: { from: string; to: string; before: JumpEvents }[] = [];
  let last: JumpResult | undefined;

  const soFar = (): JumpEvents => {
    const executions = engine.list();
    const ended = executions.filter(({ status }) => status !== 'RUNNING').length;
    return { mails: mailbox.count(), started: executions.length, ended };
  };
  const since = (before: JumpEvents): JumpEvents => {
    const now = soFar();
    return {
      mails: now.mails - before.mails,
      started: now.started - before.started,
      ended: now.ended - before.ended,
    };
  };

  return {
    /** Moves the clock; answers on arrival what the clock answers. */
    async jump(to: string): Promise<{ now: string; ran: number }> {
      const jump = { from: clock.now(), to, before: soFar() };
      const record = (failed: boolean) => {
        last = { from: jump.from, now: clock.now(), ...since(jump.before), failed };
      };
      underWay.push(jump);
      try {
        const arrived = await clock.advanceTo(to);
        // A clock that was stopped on the way belongs to a home that is being closed: there is nothing left to count in.
        if (millisBetween(to, arrived.now) >= 0) record(false);
        return arrived;
      } catch (error) {
        record(true);
        throw error;
      } finally {
        underWay.splice(underWay.indexOf(jump), 1);
      }
    },
    progress(): JumpProgress | undefined {
      const [jump] = underWay;
      if (jump === undefined) return undefined;
      const { from, to } = jump;
      const now = clock.now();
      const distance = millisBetween(from, to);
      const share = distance > 0 ? Math.min(millisBetween(from, now) / distance, 1) : 1;
      return { from, to, now, share, ...since(jump.before) };
    },
    last: (): JumpResult | undefined => last,
  };
}
const millisBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
