import { type Clock, TooManyTimers } from '../interpreter/clock.ts';
import type { Engine } from '../interpreter/engine.ts';
import type { Mailbox } from '../services/mailbox.ts';
import { inFrench } from './local-time.ts';

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

/** A sentence for whoever waits for a jump that does not arrive. */
export class JumpStopped extends Error {
  override name = 'JumpStopped';
}

/** The jump that ended last; `failed` when it stopped on the way, `why` when that can be said. */
export interface JumpResult extends JumpEvents {
  from: string;
  now: string;
  failed: boolean;
  why?: string | undefined;
}

/** Jumps of the clock, watched: a long one takes minutes, and whoever waits wants to see it live. */
export function clockJumps({ clock, mailbox, engine }: { clock: Clock; mailbox: Mailbox; engine: Engine }) {
  /** In the order in which the clock takes them. */
  const underWay: { from: string; to: string; before: JumpEvents }[] = [];
  let last: JumpResult | undefined;

  const soFar = (): JumpEvents => ({ mails: mailbox.count(), ...engine.count() });
  const since = (before: JumpEvents): JumpEvents => {
    const now = soFar();
    return {
      mails: now.mails - before.mails,
      started: now.started - before.started,
      ended: now.ended - before.ended,
    };
  };

  /** Names who is the likeliest to try without end: whoever runs and has the longest history. */
  const endless = (ran: number): string => {
    const [busiest] = engine
      .list()
      .filter(({ status }) => status === 'RUNNING')
      .sort((one, other) => other.events - one.events);
    const suspect =
      busiest &&
      ` L’exécution « ${busiest.name} » a l’historique le plus long : ${inNumbers(busiest.events)} événements, étape « ${busiest.state} ».`;
    return `L’horloge s’est arrêtée en route, le ${inFrench(clock.now())} : ${inNumbers(ran)} minuteurs ont sonné pendant ce saut, comme lorsqu’une étape recommence sans fin.${suspect ?? ''} Si tout cela est voulu, refaites le saut : il reprendra d’ici.`;
  };

  return {
    /** Moves the clock; answers on arrival what the clock answers. @throws JumpStopped */
    async jump(to: string): Promise<{ now: string; ran: number }> {
      const jump = { from: clock.now(), to, before: soFar() };
      const record = (failed: boolean, why?: string) => {
        last = { from: jump.from, now: clock.now(), ...since(jump.before), failed, why };
      };
      underWay.push(jump);
      try {
        const arrived = await clock.advanceTo(to);
        // A clock that was stopped on the way belongs to a home that is being closed: there is nothing left to count in.
        if (millisBetween(to, arrived.now) >= 0) record(false);
        return arrived;
      } catch (error) {
        const stopped = error instanceof TooManyTimers ? new JumpStopped(endless(error.ran)) : undefined;
        record(true, stopped?.message);
        throw stopped ?? error;
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
const inNumbers = (count: number) => new Intl.NumberFormat('fr-FR').format(count);
const millisBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
