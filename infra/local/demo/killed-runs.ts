import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { chance } from './seeded-chance.ts';

/** What the played run tells whoever watches it. */
export const runMessage = z.object({ mails: z.number() });

/** Mails that a placement brings about at the least, so that every kill falls before the end. */
const mailsPerPlacement = 5;

/**
 * Plays the demo in a process of its own, kills it without warning (SIGKILL) at moments spread by chance over the campaign,
 * and starts it again on what it left, until it ends by itself.
 *
 * @param args of the demo, which is told to resume from the second start on.
 * @returns how many times it was killed.
 */
export const playAndKill = async (
  script: string,
  args: string[],
  { kills, placements, seed }: { kills: number; placements: number; seed: number },
): Promise<number> => {
  const moments = Array.from({ length: kills }, (_, index) => chance(seed, 'kill', index))
    .sort((a, b) => a - b)
    .map((share) => Math.floor(share * placements * mailsPerPlacement));
  let killed = 0;
  for (;;) {
    const child = fork(script, killed === 0 ? args : [...args, '--resume']);
    const fate = killAt(child, moments[killed], chance(seed, 'instant', killed) * 400);
    const [code, signal] = await once(child, 'exit');
    await fate;
    if (signal === 'SIGKILL') {
      killed += 1;
      process.stderr.write(`\n— tué (${killed} sur ${kills}), relancé —\n`);
    } else if (code === 0) return killed;
    else throw new Error(`the demo ended with ${code ?? signal}`);
  }
};

/** @param delay milliseconds after the moment, so that the kill falls anywhere in what is going on. */
const killAt = async (child: ChildProcess, mails: number | undefined, delay: number): Promise<void> => {
  if (mails === undefined) return;
  const reached = Promise.withResolvers<boolean>();
  child.on('message', (message) => {
    if (runMessage.parse(message).mails >= mails) reached.resolve(true);
  });
  child.on('exit', () => reached.resolve(false));
  if (!(await reached.promise)) return;
  await pause(delay);
  child.kill('SIGKILL');
};
