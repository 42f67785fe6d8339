import type { Chance } from '../chance.ts';
import type { SimulatedHome } from '../home.ts';
import type { MailLeft } from '../observations.ts';
import { Browser, hidden } from './browser.ts';

const hour = 3_600_000;
const hesitations = [0, 1_000, 60_000, 3 * hour, 20 * hour, 60 * hour] as const;

/** Those who are invited to meetings: scanners open their links, and they answer when they get round to it, or think better of it. */
export class Guests {
  readonly #home: SimulatedHome;
  readonly #chance: Chance;
  readonly #played: (act: string) => void;
  #substitutes = 0;

  constructor(home: SimulatedHome, chance: Chance, played: (act: string) => void) {
    this.#home = home;
    this.#chance = chance;
    this.#played = played;
  }

  /** A mail has arrived. */
  read({ to, text, mailKey }: MailLeft): void {
    const link = /\/invitation\/[\w-]+/.exec(text)?.[0];
    const meetingId = /^meeting_([^_]+)_/.exec(mailKey)?.[1];
    if (link === undefined || meetingId === undefined) return;
    const chance = this.#chance;
    const browser = new Browser(this.#home, to);
    const later = (act: () => Promise<unknown>) =>
      this.#home.agenda.in(chance.pick(hesitations), () => void act());
    if (chance.happens(0.3)) later(() => browser.ask('HEAD', link).then(() => browser.ask('GET', link)));
    for (let time = 0; time < 2; time += 1)
      if (chance.happens(0.5)) later(() => this.#answer(browser, link, meetingId));
  }

  async #answer(browser: Browser, link: string, meetingId: string): Promise<void> {
    const home = this.#home;
    const chance = this.#chance;
    const page = await browser.ask('GET', link);
    const csrf = hidden(page.body, 'csrf');
    if (page.status !== 200 || csrf === undefined) return;
    const answer = chance.pick(['yes', 'yes', 'no', 'other'] as const);
    this.#substitutes += 1;
    const fields = {
      ...{ csrf, reponse: answer, nom: 'Guy Perrin' },
      courriel: `remplacant${chance.happens(0.8) ? this.#substitutes : 1}@ac.example`,
    };
    this.#played('answerInvitation');
    const press = async () => {
      const begun = { at: home.agenda.now(), step: home.border.step };
      const answered = await browser.ask('POST', link, fields);
      if (answered.status === 303)
        home.seen({ kind: 'meetingAnswered', meetingId, email: browser.email, answer, begun });
    };
    await (chance.happens(0.2) ? Promise.all([press(), press()]) : press());
  }
}
